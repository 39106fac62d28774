// Records what is asked of the file system, in order, and judges it: what is renamed lasts before anything says so.
import { dirname } from "node:path";
import type { LastingCalls } from "../../src-main/disk/lasting.ts";
import type { BlockingCalls } from "../../src-main/disk/small-file.ts";

/** One call that was made and succeeded. `from` of a rename. */
export type Call = Readonly<{
  call: "rename" | "syncFile" | "syncFolder" | "flushDrive";
  path: string;
  from?: string;
}>;

/** Lasting calls that are really made and noted. */
export function recording<T extends Omit<LastingCalls, "flushDrive">>(real: T, calls: Call[]): T {
  const noted =
    (call: Exclude<Call["call"], "rename">, step: (path: string) => Promise<void>) =>
    async (path: string): Promise<void> => {
      await step(path);
      calls.push({ call, path });
    };
  return {
    ...real,
    rename: async (from: string, path: string) => {
      await real.rename(from, path);
      calls.push({ call: "rename", path, from });
    },
    syncFile: noted("syncFile", real.syncFile),
    syncFolder: noted("syncFolder", real.syncFolder),
    ...("flushDrive" in real && { flushDrive: noted("flushDrive", real.flushDrive as LastingCalls["flushDrive"]) }),
  };
}

/** The blocking ones. */
export function recordingBlocking(real: BlockingCalls, calls: Call[]): BlockingCalls {
  return {
    write: real.write,
    rename: (from, path) => {
      real.rename(from, path);
      calls.push({ call: "rename", path, from });
    },
    syncFile: (path) => (real.syncFile(path), void calls.push({ call: "syncFile", path })),
    syncFolder: (path) => (real.syncFolder(path), void calls.push({ call: "syncFolder", path })),
  };
}

/**
 * What breaks the law: after every rename the renamed file is synced, then its folder, the folder that it left, and on a drive the
 * whole file system; a sentence for each breach.
 */
export function breaches(calls: readonly Call[], onDrive: boolean): readonly string[] {
  return calls.flatMap((made, at) => {
    if (made.call !== "rename") return [];
    const folder = dirname(made.path);
    const entry = next(calls, at, "syncFile", made.path);
    const name = next(calls, entry, "syncFolder", folder);
    const left = dirname(made.from ?? made.path);
    const isLeft = left === folder || next(calls, name, "syncFolder", left) < Infinity;
    const drive = next(calls, name, "flushDrive", folder);
    return [
      ...(entry === Infinity ? [`${made.path} is not synced after its rename`] : []),
      ...(name === Infinity ? [`${folder} is not synced after the entry of ${made.path}`] : []),
      ...(isLeft ? [] : [`${left}, which ${made.path} left, is not synced at last`]),
      ...(onDrive && drive === Infinity ? [`the drive of ${made.path} is not flushed at last`] : []),
    ];
  });
}

function next(calls: readonly Call[], after: number, call: Call["call"], path: string): number {
  const found = calls.findIndex((made, at) => at > after && made.call === call && made.path === path);
  return found === -1 ? Infinity : found;
}
