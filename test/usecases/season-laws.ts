// The laws that every season is held against, whatever was lost, doubled or forked.
import { expect } from "vitest";
import type { Desk } from "../../src-main/usecases/desk.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { exchangeAll, overtaken, playSeason, readElsewhere } from "./random-season.ts";

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

/**
 * Plays a season, has everybody exchange everything, and compares all ends; then the same bundles in another order elsewhere.
 *
 * @returns how many bundles were carried, and how many lost ones the county named.
 */
export async function holdLaws(
  folder: string,
  seed: number,
  steps: number,
): Promise<Readonly<{ bundles: number; lostAndNamed: number }>> {
  const season = await playSeason(folder, seed, steps);
  const lost = overtaken(season);
  expect(
    lost.filter(({ named }) => !named),
    `seed ${seed}: lost and not named`,
  ).toEqual([]);
  const bundles = await exchangeAll(season);
  for (const { unit, office } of season.pcs) {
    expect(unitEntries(office.desk, unit), `seed ${seed}`).toEqual(unitEntries(season.county, unit));
    expect(records(office.desk, unit), `seed ${seed}`).toEqual(records(season.county, unit));
  }
  expect(gaps(season.county).flatMap((gap) => gap.lacking)).toEqual([]);
  expect(season.county.store.forks().length).toBeGreaterThan(0);
  const other = await readElsewhere(season, [...season.read, ...bundles], seed + 100);
  for (const { unit } of season.pcs) expect(unitEntries(other, unit), `seed ${seed}`).toEqual(unitEntries(season.county, unit));
  return { bundles: season.sent.length + bundles.length, lostAndNamed: lost.length };
}
