// Merge of entries without media: what taking verified lines in costs against inserting the rows that it leaves,
// the same with reading and verifying the bundles, and whether the rate stays as the store grows.
import { join } from "node:path";
import shipped from "../../resources/campaigns/2021-gaotai.json" with { type: "json" };
import type { Created } from "../../src-main/compose/door.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { importBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { median, secondsOf } from "./rows/clock.ts";
import { enrolSenders } from "./made/enrol-senders.ts";
import { senderOf, writeSenderBundle, type Sender } from "./made/made-bundles.ts";
import { openCounty } from "./made/offices.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "./rows/row.ts";
import { openTableCopy } from "./rows/table-copy.ts";

const SIZES: Readonly<Record<Size, Readonly<{ bundles: number; entries: number }>>> = {
  full: { bundles: 100, entries: 1000 },
  quick: { bundles: 10, entries: 60 },
};

/** The campaign that a county of the demo's kind has. */
const CAMPAIGN = shipped.id;

/** @see quality.md Speed and size, "Merge of entries" */
export const merge: Family = { name: "merge", measure: measureMerge };

async function measureMerge({ folder, size, say }: Setting): Promise<readonly Row[]> {
  const { bundles, entries } = SIZES[size];
  const senders = Array.from({ length: bundles }, (_, index) => senderOf(index + 1));
  say(`writing ${bundles} bundles of ${entries} entries`);
  const paths: string[] = [];
  for (const sender of senders) paths.push((await writeSenderBundle(folder, sender, CAMPAIGN, entries)).path);
  say("merging them once, for the rows that they leave");
  const first = await openKnowing(folder, "first", senders);
  await mergeAll(first, paths);
  await first.close();
  say("merging them into a new store, and inserting the rows, a tenth of each in turn");
  const store = await openKnowing(folder, "second", senders);
  const { runs, insertSeconds } = await mergeBesideCopy(folder, store, paths.slice(0, -tenthOf(paths)));
  say("the last tenth into this store and into a new one, in turn");
  const fresh = await openKnowing(folder, "fresh", senders);
  const [last, beside] = await mergeInTurn(store, fresh, paths.slice(-tenthOf(paths)));
  await Promise.all([store.close(), fresh.close()]);
  return [...rowsOf([...runs, ...last], insertSeconds, entries), flatRow(last, beside, entries)];
}

async function openKnowing(folder: string, name: string, senders: readonly Sender[]): Promise<Created> {
  const county = await openCounty(folder, name);
  await enrolSenders(county, senders);
  return county;
}

function tenthOf(paths: readonly string[]): number {
  return Math.max(1, Math.floor(paths.length / 10));
}

/** Merges bundles, and after each tenth inserts a like part of all rows: a busy moment of the machine meets both. */
async function mergeBesideCopy(
  folder: string,
  store: Created,
  paths: readonly string[],
): Promise<{ runs: readonly Run[]; insertSeconds: number }> {
  const copy = openTableCopy(join(folder, "first", "anbao.db"), join(folder, "copy.db"));
  const step = tenthOf(paths);
  const parts = Math.ceil(paths.length / step);
  const runs: Run[] = [];
  let insertSeconds = 0;
  for (let part = 0; part < parts; part += 1) {
    runs.push(...(await mergeAll(store, paths.slice(part * step, (part + 1) * step))));
    const batches = copy.read(part, parts);
    insertSeconds += await secondsOf(() => copy.write(batches));
  }
  copy.close();
  return { runs, insertSeconds };
}

/** Seconds per bundle: in the store, and in all. */
type Run = Readonly<{ admitSeconds: number; wholeSeconds: number }>;

async function mergeAll({ ws }: Created, paths: readonly string[]): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const path of paths) {
    const spent = { admitSeconds: 0 };
    const admit: typeof ws.store.admit = async (...given) => {
      const startedAt = performance.now();
      const admission = await ws.store.admit(...given);
      spent.admitSeconds = (performance.now() - startedAt) / 1000;
      if (admission.quarantined > 0) throw new Error("the county does not know the sender");
      return admission;
    };
    const timed = { ...ws, store: { ...ws.store, admit } };
    const wholeSeconds = await secondsOf(() => importBundle(timed, path, { means: "usb" }, UNWATCHED));
    runs.push({ ...spent, wholeSeconds });
  }
  return runs;
}

/** The same bundles into a full store and into an empty one, in turn, so that a busy moment of the machine meets both. */
async function mergeInTurn(
  full: Created,
  empty: Created,
  paths: readonly string[],
): Promise<readonly [readonly Run[], readonly Run[]]> {
  const runs: [Run[], Run[]] = [[], []];
  for (const path of paths) {
    runs[0].push(...(await mergeAll(full, [path])));
    runs[1].push(...(await mergeAll(empty, [path])));
  }
  return runs;
}

function rowsOf(runs: readonly Run[], insertSeconds: number, entries: number): readonly Row[] {
  const total = runs.length * entries;
  const sum = (part: readonly Run[], field: keyof Run) => part.reduce((seconds, run) => seconds + run[field], 0);
  const rate = (seconds: number) => total / seconds;
  const inserted = { unit: "entries/s", yardstick: rate(insertSeconds), against: "inserting the rows that the merge left" };
  const bounds = { goal: 0.2, target: 0.4, more: "is-better" } as const;
  return [
    rowOf({ name: "merge: verified lines into the store", value: rate(sum(runs, "admitSeconds")), ...inserted }, bounds),
    rowOf({ name: "merge: read, verify, merge", value: rate(sum(runs, "wholeSeconds")), ...inserted }, bounds),
  ];
}

function flatRow(last: readonly Run[], first: readonly Run[], entries: number): Row {
  const rateOf = (part: readonly Run[]) => entries / median(part.map((run) => run.admitSeconds));
  return rowOf(
    {
      name: "merge: last tenth into the grown store",
      value: rateOf(last),
      unit: "entries/s",
      yardstick: rateOf(first),
      against: "the same bundles into a new store",
    },
    { goal: 0.5, target: 0.9, more: "is-better" },
  );
}
