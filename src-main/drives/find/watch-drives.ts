// Notices drives that come and go. The cheap sign is asked every two seconds; only when it has changed, the full look is taken and told.
import { resolve, sep } from "node:path";
import { driveOf, type Drive } from "./known-drives.ts";
import { drivesOf, type DriveSystem } from "./look-at-drives.ts";

export type DriveWatch = Readonly<{
  /** The drives there are now: as last looked at, unless the sign has changed since. */
  drives(): Promise<readonly Drive[]>;
  /** The drive that a folder lies on, if it is one that a person carries files on. */
  driveOf(folder: string): Promise<Drive | undefined>;
  close(): void;
}>;

/** `changed` is called after every change, never for what was there at the start. */
export type Watching = DriveSystem & Readonly<{ everyMs: number; changed(drives: readonly Drive[]): void }>;

/** How often the sign is asked. */
const EVERY_MS = 2000;

/** Watches the drives of this system. @param further as `linuxDrives`. */
export function watchDrives(changed: Watching["changed"], further: readonly string[] = furtherPlaces(process.env)): DriveWatch {
  return startWatch({ ...drivesOf(process.platform, further), everyMs: EVERY_MS, changed });
}

/** ANBAO_DRIVES: folders directly below which drives are mounted, besides the usual ones; on Linux. */
export function furtherPlaces(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return (env["ANBAO_DRIVES"] ?? "").split(":").filter((folder) => folder.startsWith("/"));
}

type Seen = Readonly<{ sign: string; drives: readonly Drive[] }>;

/** The watch over a given system. */
export function startWatch({ sign, look, everyMs, changed }: Watching): DriveWatch {
  const state: { last: Seen | undefined; turn: Promise<unknown>; timer: NodeJS.Timeout | undefined; closed: boolean } = {
    last: undefined,
    turn: Promise.resolve(),
    timer: undefined,
    closed: false,
  };
  const lookAgain = async (): Promise<Seen> => {
    const before = state.last;
    const now = await sign();
    if (before !== undefined && before.sign === now) return before;
    const seen = { sign: now, drives: await look() };
    state.last = seen;
    if (before !== undefined && !state.closed) changed(seen.drives);
    return seen;
  };
  // One look at a time: who asks meanwhile waits for it and looks after it.
  const ask = (): Promise<Seen> => {
    const turn = state.turn.then(lookAgain);
    state.turn = turn.catch(() => undefined); // whoever asked is told; the next look starts afresh
    return turn;
  };
  const tick = (): void => {
    if (state.closed) return;
    void ask()
      .catch(() => undefined) // a system that does not answer now is asked again
      .finally(() => {
        if (!state.closed) state.timer = setTimeout(tick, everyMs).unref();
      });
  };
  tick();
  return {
    drives: async () => (await ask()).drives,
    driveOf: async (folder) => driveOf(resolve(folder), (await ask()).drives, sep),
    close: () => {
      state.closed = true;
      clearTimeout(state.timer);
    },
  };
}
