// Fails the n-th call of one kind of a piece of work, for n = 1, 2, 3 … until a run sees no fault: Node's own calls, and those that
// SQLite makes by itself. After each the person was told in words, and what must hold holds.
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { openWorkspace, type WorkspaceHandle } from "../../../src-main/compose/door.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { leftovers } from "../offices/disk-state.ts";
import { failingAt, FAILING, type FailingCall } from "./failing-fs.ts";
import { describe, knownOf, madeIn, wrongAfter, type Known } from "./look-after.ts";
import { PIN, seasonClock, surroundingsOf } from "../offices/office.ts";
import { watchCalls, type SystemCall } from "./tampering.ts";
import { placeFor, WORKS, type Place, type Stage, type WorkName } from "./works.ts";

/** SQLite's calls, with how each of them fails. `3+`: and every one after it, as on a disk that is full or gone. */
const OF_SQLITE: readonly Fault[] = [
  { of: "sqlite", call: "openat", code: "EIO", lasting: false },
  { of: "sqlite", call: "pwrite64", code: "EIO", lasting: false },
  { of: "sqlite", call: "pwrite64", code: "ENOSPC", lasting: true },
  { of: "sqlite", call: "fsync", code: "EIO", lasting: false },
  { of: "sqlite", call: "fsync", code: "EIO", lasting: true },
];

const codesOf = (call: FailingCall) => (call === "write" ? ["ENOSPC", "EIO", "EDQUOT", "EFBIG"] : ["EIO"]);

const OF_NODE: readonly Fault[] = FAILING.flatMap((call) =>
  codesOf(call).map((code) => ({ of: "node", call, code, lasting: false }) as const),
);

type Fault = Readonly<{ code: string; lasting: boolean }> &
  (Readonly<{ of: "node"; call: FailingCall }> | Readonly<{ of: "sqlite"; call: SystemCall }>);

/** For a quick look: what is to last does not, and SQLite writes nothing more from early on. */
const A_FEW: readonly (readonly [Fault, number])[] = [
  [{ of: "node", call: "fsync", code: "EIO", lasting: false }, 1],
  [{ of: "sqlite", call: "pwrite64", code: "ENOSPC", lasting: true }, 3],
];

/** `calls`: how many of each kind an undisturbed run makes; `told`: how often which problem was told. */
export type FaultCounts = {
  readonly calls: Record<string, number>;
  readonly told: Record<string, number>;
  faults: number;
  readonly wrong: string[];
};

/** All of Node's calls. @param mostOfSqlite of its calls of each kind; where a run makes more they are spread over them. */
export async function manyFaults(stage: Stage, name: WorkName, mostOfSqlite: number): Promise<FaultCounts> {
  const counts = noCounts();
  const known = await knownOf(stage, name);
  for (const kind of [...OF_NODE, ...OF_SQLITE]) {
    const label = `${kind.of} ${kind.call}`;
    const place = placeFor(stage, name, `count-${kind.of}-${kind.call}-${kind.code}-${kind.lasting}`);
    const { calls } = await attempt(name, place, (work) => failing(kind, 0, place, work));
    counts.calls[label] = calls;
    const most = kind.of === "node" ? calls : mostOfSqlite;
    // The last run makes sure that there are no more calls than were counted.
    for (const nth of [...spread(calls, most), ...(calls <= most ? [calls + 1] : [])])
      await oneRound(stage, name, kind, nth, known, counts);
  }
  return counts;
}

export async function fewFaults(stage: Stage, name: WorkName): Promise<FaultCounts> {
  const counts = noCounts();
  const known = await knownOf(stage, name);
  for (const [kind, nth] of A_FEW) await oneRound(stage, name, kind, nth, known, counts);
  return counts;
}

const noCounts = (): FaultCounts => ({ calls: {}, told: {}, faults: 0, wrong: [] });

/** 1 … `total`, or `most` of them. */
export function spread(total: number, most: number): readonly number[] {
  const count = Math.min(total, most);
  return Array.from({ length: count }, (_, index) => Math.ceil(((index + 1) * total) / count - (total / count - 1) / 2));
}

async function oneRound(
  stage: Stage,
  name: WorkName,
  kind: Fault,
  nth: number,
  known: Known,
  counts: FaultCounts,
): Promise<void> {
  const place = placeFor(stage, name, `${kind.of}-${kind.call}-${kind.code}-${kind.lasting}-${nth}`);
  const { outcome, calls, wrong } = await attempt(name, place, (work) => failing(kind, nth, place, work));
  if (calls >= nth) counts.faults += 1;
  const failed = outcome.status === "rejected";
  const told = failed ? (outcome.reason instanceof Problem ? outcome.reason.code : "not told") : "none";
  if (calls >= nth) counts.told[told] = (counts.told[told] ?? 0) + 1;
  const found = [
    ...(told === "not told" ? [`not told: ${describe((outcome as PromiseRejectedResult).reason)}`] : []),
    ...(failed && calls < nth ? ["failed without a fault"] : []),
    ...wrong,
    ...(await wrongAfter(name, place, known)),
  ];
  counts.wrong.push(
    ...found.map((one) => `${name}: ${kind.of} ${kind.call} ${nth}${kind.lasting ? "+" : ""} ${kind.code}: ${one}`),
  );
  rmSync(dirname(place.home), { recursive: true, force: true });
}

type Outcome = Readonly<{ outcome: PromiseSettledResult<unknown>; calls: number }>;
type Failing = (work: () => Promise<unknown>) => Promise<Outcome>;

/** Does the work with the fault, and looks at what a person sees who is told that it failed. */
async function attempt(name: WorkName, place: Place, run: Failing): Promise<Outcome & Readonly<{ wrong: readonly string[] }>> {
  const work = WORKS[name];
  if ("alone" in work) {
    const done = await run(() => work.alone(place));
    return { ...done, wrong: done.outcome.status === "rejected" ? leftOnDrive(place) : [] };
  }
  const office = await openWorkspace(place.home, PIN, surroundingsOf(seasonClock()));
  try {
    const before = office.ws.store.digests().entriesDigest;
    const done = await run(() => work.run(office.ws, place));
    const failed = done.outcome.status === "rejected";
    return { ...done, wrong: failed ? wrongAtOnce(office, place, work.writesFirst === true ? undefined : before) : [] };
  } finally {
    await office.close();
  }
}

function wrongAtOnce(
  { ws }: Pick<WorkspaceHandle, "ws">,
  place: Place,
  before: ReturnType<typeof entriesOf> | undefined,
): readonly string[] {
  const changed = before !== undefined && entriesOf(ws) !== before ? ["failed, and changed nevertheless"] : [];
  return [...changed, ...leftovers(place.home).map((left) => `left ${left}`), ...leftOnDrive(place)];
}

const entriesOf = (ws: Workspace): string => ws.store.digests().entriesDigest;

function leftOnDrive(place: Place): readonly string[] {
  const made = new Set(madeIn(place));
  return readdirSync(place.out).map((left) => (made.has(left) ? `failed, and made ${left}` : `left ${left}`));
}

/** @param nth 0: none fails, they are counted only. */
async function failing(kind: Fault, nth: number, place: Place, work: () => Promise<unknown>): Promise<Outcome> {
  if (kind.of === "node") return failingAt(kind.call, nth, kind.code, work);
  const from = `${nth}${kind.lasting ? "+" : ""}`;
  const tampering = nth === 0 ? undefined : { effect: `error=${kind.code}`, from };
  const watched = await watchCalls(process.pid, [kind.call], join(dirname(place.home), "strace"), "main", tampering);
  const [outcome] = await Promise.allSettled([work()]);
  const calls = (await watched.stop())[kind.call] ?? 0;
  return { outcome: outcome as PromiseSettledResult<unknown>, calls };
}

/** One line for the log of a run. */
export function sayFaults(name: WorkName, { calls, told, faults, wrong }: FaultCounts): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ");
  return `faults: ${name}: calls ${list(calls)}; made ${faults}; told ${list(told)}; wrong ${wrong.length}\n`;
}
