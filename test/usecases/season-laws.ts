// The laws that every season is held against, whatever was lost, doubled, forked or restored.
import { expect } from "vitest";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { buildMatrix } from "../../src-main/usecases/obligations.ts";
import { codeOfImport } from "../../src-main/usecases/receipt-codes.ts";
import { exchangeAll, overtaken, playSeason, readElsewhere, settleOffice } from "./random-season.ts";

const unitEntries = (desk: Desk, unit: string): readonly string[] =>
  desk.store
    .feeds()
    .filter((feed) => feed.unit === unit && feed.audience === "county")
    .flatMap((feed) => [...desk.store.feedEntries(feed.id)].map(({ hash }) => hash))
    .sort();

const records = (desk: Desk, unit: string) =>
  desk.store
    .projected(unit)
    .map(({ record, value }) => ({ record, value }))
    .sort((a, b) => (a.record < b.record ? -1 : 1));

/** All that the two county PCs have to agree about: the union, its state, and what was received when. */
const officeView = (desk: Desk) => ({
  digests: desk.store.digests(),
  deliveries: desk.store.deliveries(),
  cells: buildMatrix(desk).cells,
  gaps: gaps(desk),
  codes: desk.store.deliveries().map((row) => codeOfImport(desk, row)),
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
  const offices = () => season.counties.map(({ office }) => office.desk) as [Desk, Desk];
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
    expect(unitEntries(office.desk, unit), `seed ${seed}`).toEqual(unitEntries(first, unit));
    expect(records(office.desk, unit), `seed ${seed}`).toEqual(records(first, unit));
  }
  expect(officeView(first), `seed ${seed}: the two county PCs in the end`).toEqual(officeView(second));
  expect(gaps(first).flatMap((gap) => gap.lacking)).toEqual([]);
  expect(first.store.forks().length).toBeGreaterThan(0);
  for (const desk of [first, second, ...season.pcs.map(({ office }) => office.desk)])
    expect((await checkWorkspace(desk, false, UNWATCHED)).problems, `seed ${seed}: sound`).toEqual([]);
  const live = first.store.digests();
  first.store.rebuild();
  expect(first.store.digests(), `seed ${seed}: rebuilt`).toEqual(live);
  const other = await readElsewhere(season, [...season.read, ...bundles], seed + 100);
  for (const { unit } of season.pcs) expect(unitEntries(other, unit), `seed ${seed}`).toEqual(unitEntries(first, unit));
  return { bundles: season.sent.length + bundles.length, lostAndNamed: lost.length };
}
