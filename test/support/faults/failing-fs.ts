// The n-th call of the program to the file system fails, whoever makes it: Node's own functions are wrapped for the time of a run. What
// SQLite does by itself is not among them.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";

/** Calls that may fail: `open`, `write`, `fsync`, `rename`, as Linux names them, by how Node makes them. */
export const FAILING = ["open", "write", "fsync", "rename"] as const;
export type FailingCall = (typeof FAILING)[number];

type Call = (...args: never[]) => unknown;
type Holder = Record<string, Call>;
type Place = Readonly<{ holder: Holder; name: string; sync: boolean }>;

async function placesOf(call: FailingCall): Promise<readonly Place[]> {
  const promised = fs.promises as unknown as Holder;
  const blocking = fs as unknown as Holder;
  if (call === "open" || call === "rename")
    return [
      { holder: promised, name: call, sync: false },
      { holder: blocking, name: `${call}Sync`, sync: true },
    ];
  const probe = await fs.promises.open(tmpdir(), "r");
  const handle = Object.getPrototypeOf(probe) as Holder;
  await probe.close();
  const [ofHandle, ofFs] = call === "write" ? ["write", "writeSync"] : ["sync", "fsyncSync"];
  return [
    { holder: handle, name: ofHandle, sync: false },
    { holder: blocking, name: ofFs, sync: true },
  ];
}

/** @returns what the work came to, and how many such calls it made. @param nth 1 is the first; later ones work again. */
export async function failingAt<T>(
  call: FailingCall,
  nth: number,
  code: string,
  work: () => Promise<T>,
): Promise<Readonly<{ outcome: PromiseSettledResult<T>; calls: number }>> {
  const state = { calls: 0 };
  const undo = (await placesOf(call)).map((place) => {
    const before = place.holder[place.name] as Call;
    place.holder[place.name] = function failing(this: unknown, ...args: never[]) {
      state.calls += 1;
      if (state.calls !== nth) return Reflect.apply(before, this, args);
      const cause = Object.assign(new Error(`injected ${code}`), { code, syscall: call });
      if (place.sync) throw cause;
      return Promise.reject(cause);
    };
    return () => (place.holder[place.name] = before);
  });
  syncBuiltinESMExports();
  try {
    const [outcome] = await Promise.allSettled([work()]);
    return { outcome: outcome as PromiseSettledResult<T>, calls: state.calls };
  } finally {
    for (const back of undo) back();
    syncBuiltinESMExports();
  }
}
