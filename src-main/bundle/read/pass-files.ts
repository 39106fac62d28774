// Hands a bundle's files on, each read once from the drive and hashed on the way.
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { ReadableFile } from "../disk.ts";
import { readingProblem } from "../reading-problems.ts";
import { kindOfName } from "../names.ts";
import type { BundleTags } from "../bag/read-tags.ts";
import type { ZipMember } from "../zip/zip-layout.ts";
import { readingBlocks, readMember } from "../zip/zip-read.ts";

/** A file that passes to its receiver; `sha256` is of these very bytes. `path` is its name inside the bundle. */
export type PassingFile = FileIdentity & Readonly<{ path: string; kind: "media" | "part" | "preview" | "paper" | "readme" }>;

/** Takes one file's bytes. They end without error only if they are what the manifest says; a block is valid until the next is asked for. */
export type Sink = (file: PassingFile, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** A file, and where it lies in the ZIP. */
export type PassingMember = Readonly<{ file: PassingFile; member: ZipMember }>;

/** The files of a bundle that are handed on, in the order in which they lie there. */
export function passingFiles({ members, manifest }: BundleTags): readonly PassingMember[] {
  return [...members.values()].flatMap((member) => {
    const kind = kindOfName(member.name);
    if (kind !== "media" && kind !== "part" && kind !== "preview" && kind !== "paper" && kind !== "readme") return [];
    return {
      member,
      file: {
        path: member.name,
        kind,
        sha256: manifest.get(member.name) ?? "",
        sizeBytes: member.sizeBytes,
        crc32: member.crc32,
      },
    };
  });
}

/** Passes files to the sink. @param name the bundle's, for sentences. @throws {Problem} `bundle-changed`, `bundle-unreadable`, `cancelled` */
export async function passFiles(
  zip: ReadableFile,
  passing: readonly PassingMember[],
  sink: Sink,
  progress: Progress,
  name: string,
): Promise<void> {
  const total = passing.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  const pair = readingBlocks();
  let done = 0;
  const report = (bytes: number) => progress.report((done += bytes), total);
  for (const { file, member } of passing) {
    const state = { atEnd: false };
    await sink(file, watch(readMember(zip, member, file.sha256, progress.signal, pair), name, state, report));
    // The last step of the iteration compares the checksums: a sink that stops before it has unchecked bytes.
    if (!state.atEnd) throw new Error(`sink left ${file.path} before its end`);
  }
}

async function* watch(
  blocks: AsyncGenerator<Uint8Array>,
  name: string,
  state: { atEnd: boolean },
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const block of blocks) {
      yield block;
      report(block.byteLength);
    }
    state.atEnd = true;
  } catch (cause) {
    throw readingProblem(cause, name);
  }
}
