// The laws that every season is held against, whatever was lost, doubled, forked or restored.
import { expect } from "vitest";
import { checkWorkspace } from "../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { gaps } from "../../src-main/usecases/receipts/gaps.ts";
import { buildMatrix } from "../../src-main/usecases/duties/matrix/obligations.ts";
import { codeOfImport } from "../../src-main/usecases/receipts/receipt-codes.ts";
import { exchangeAll, overtaken, playSeason, readElsewhere, settleOffice } from "./random-season.ts";

const unitEntries = (ws: Workspace, unit: string): readonly string[] =>
  ws.store
    .feeds()
    .filter((feed) => feed.unit === unit && feed.audience === "county")
    .flatMap((feed) => [...ws.store.feedEntries(feed.id)].map(({ hash }) => hash))
    .sort();

/** As the union shows them: what the county counts is what was handed in of them. */
const records = (ws: Workspace, unit: string) =>
  ws.store
    .allRecords({ kind: "activity", unit })
    .map(({ record, value }) => ({ record, value }))
    .sort((a, b) => (a.record < b.record ? -1 : 1));

/** All that the two county PCs have to agree about: the union, its state, and what was received when. */
const officeView = (ws: Workspace) => ({
  digests: ws.store.digests(),
  deliveries: ws.store.deliveries(),
  cells: buildMatrix(ws).cells,
  gaps: gaps(ws),
  codes: ws.store.deliveries().map((row) => codeOfImport(ws, row)),
});

/**
 * Plays a season, has everybody exchange everything, and compares all ends; then the same bundles in another order elsewhere.
 *
 * @returns how many bundles were carried, and how many lost ones both county PCs named.
 */
export async function holdLaws(
  folder: string,
  seed: number,
  steps: number,
): Promise<Readonly<{ bundles: number; lostAndNamed: number }>> {
  const season = await playSeason(folder, seed, steps);
  await settleOffice(season);
  const offices = () => season.counties.map(({ office }) => office.ws) as [Workspace, Workspace];
  const [first, second] = offices();
  expect(officeView(first), `seed ${seed}: the two county PCs`).toEqual(officeView(second));
  const lost = overtaken(season, first);
  expect(overtaken(season, second)).toEqual(lost);
  expect(
    lost.filter(({ named }) => !named),
    `seed ${seed}: lost and not named`,
  ).toEqual([]);
  const bundles = await exchangeAll(season);
  for (const { unit, office } of season.pcs) {
    expect(unitEntries(office.ws, unit), `seed ${seed}`).toEqual(unitEntries(first, unit));
    expect(records(office.ws, unit), `seed ${seed}`).toEqual(records(first, unit));
  }
  expect(officeView(first), `seed ${seed}: the two county PCs in the end`).toEqual(officeView(second));
  expect(gaps(first).flatMap((gap) => gap.lacking)).toEqual([]);
  expect(first.store.forks().length).toBeGreaterThan(0);
  for (const ws of [first, second, ...season.pcs.map(({ office }) => office.ws)])
    expect((await checkWorkspace(ws, false, UNWATCHED)).problems, `seed ${seed}: sound`).toEqual([]);
  const live = first.store.digests();
  first.store.rebuild();
  expect(first.store.digests(), `seed ${seed}: rebuilt`).toEqual(live);
  const other = await readElsewhere(season, [...season.read, ...bundles], seed + 100);
  for (const { unit } of season.pcs) expect(unitEntries(other, unit), `seed ${seed}`).toEqual(unitEntries(first, unit));
  return { bundles: season.sent.length + bundles.length, lostAndNamed: lost.length };
}
