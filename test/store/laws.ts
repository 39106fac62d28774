// The laws of the union over random histories of three devices of a unit and the county's root, each for a number of histories.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { recountAll } from "../../src-main/store/project/counted.ts";
import { inTransaction } from "../../src-main/store/db/database.ts";
import { entriesDigest, figuresDigest, stateDigest } from "../../src-main/store/chain/digests.ts";
import { dropStrangers } from "../../src-main/store/deliveries/drop-strangers.ts";
import { listFeeds } from "../../src-main/store/chain/frontier.ts";
import { unitsNaming } from "../../src-main/store/project/handed-in.ts";
import { readStrangers } from "../../src-main/store/union/quarantine.ts";
import { rebuildProjection } from "../../src-main/store/union/rebuild.ts";
import { countedAgain, countedOf } from "../support/laws/counted-law.ts";
import { batches, history, play, shuffle } from "../support/laws/histories.ts";
import { byFeed, COUNTY, feedHashOf, openDevice, receive, type Device } from "../support/laws/season.ts";

/** Import order and repetition never matter. */
export function orderNeverMatters(numRuns: number): void {
  test.prop([history, fc.infiniteStream(fc.nat()), fc.boolean()], { numRuns })(
    "import order and repetition never change the digests",
    (steps, dice, single) => {
      const lines = play(steps);
      const reference = openDevice(null, COUNTY, "county");
      receive(
        reference,
        byFeed(lines).flatMap((feed) => feed.sort((a, b) => a.carried.entry.seq - b.carried.entry.seq)),
      );
      const shuffled = openDevice(null, COUNTY, "county");
      for (const batch of shuffle(batches(lines, single), dice)) receive(shuffled, batch);
      for (const batch of shuffle(batches(lines, !single), dice)) receive(shuffled, batch);
      expect(digestsOf(shuffled)).toEqual(digestsOf(reference));
      inTransaction(shuffled.db, () => rebuildProjection(shuffled.statements));
      expect(digestsOf(shuffled)).toEqual(digestsOf(reference));
      reference.db.close();
      shuffled.db.close();
    },
  );
}

/** What grew import by import is what a rebuild makes. */
export function rebuildIsTheSame(numRuns: number): void {
  test.prop([history], { numRuns })("a rebuild equals the projection that grew, search included", (steps) => {
    const device = openDevice(null, COUNTY, "county");
    for (const line of play(steps)) receive(device, [line]);
    const before = { digests: digestsOf(device), rows: projection(device) };
    inTransaction(device.db, () => rebuildProjection(device.statements));
    expect({ digests: digestsOf(device), rows: projection(device) }).toEqual(before);
    device.db.close();
  });
}

/** What the county counts equals a second reckoning, after every import and in any order. */
export function countsWhatWasHandedIn(numRuns: number): void {
  test.prop([history, fc.infiniteStream(fc.nat()), fc.boolean()], { numRuns })(
    "what the county counts equals a second reckoning by the sentence, after every import and in any order",
    (steps, dice, halves) => {
      const county = openDevice(null, COUNTY, "county");
      for (const batch of shuffle(batches(play(steps), halves), dice)) {
        receive(county, batch);
        expect(countedOf(county)).toEqual(countedAgain(county));
      }
      const grown = [tables(county), figuresDigest(county.statements)];
      inTransaction(county.db, () => recountAll(county.statements));
      expect([tables(county), figuresDigest(county.statements)]).toEqual(grown);
      county.db.close();
    },
  );
}

/** Throwing strangers away leaves what a county has that never read them, and reading them again brings all of it back. */
export function droppingIsForgetting(numRuns: number): void {
  test.prop([history, fc.infiniteStream(fc.nat())], { numRuns })(
    "what strangers left is thrown away without a trace, and reading it again brings all of it back",
    (steps, dice) => {
      const lines = play(steps);
      const county = openDevice(null, COUNTY, "county");
      for (const batch of shuffle(batches(lines, false), dice)) receive(county, batch);
      const before = [...digestsOf(county), figuresDigest(county.statements)];
      const strangers = new Set(readStrangers(county.statements).map(({ key }) => key));
      const isTheirs = new Map(listFeeds(county.statements).map(({ hash, key }) => [hash, strangers.has(key)]));
      const [theirs, others] = [true, false].map((theirs) => lines.filter((line) => isTheirs.get(feedHashOf(line)) === theirs));
      const isNamed =
        unitsNaming(
          county.statements,
          [...isTheirs].flatMap(([feed, theirs]) => (theirs ? [feed] : [])),
        ).length > 0;
      const drop = () => inTransaction(county.db, () => dropStrangers(county.statements, [...strangers]));
      if (isNamed) expect(drop).toThrow("stranger-named");
      else {
        drop();
        const never = openDevice(null, COUNTY, "county");
        receive(never, others!);
        expect([...digestsOf(county), figuresDigest(county.statements)]).toEqual([
          ...digestsOf(never),
          figuresDigest(never.statements),
        ]);
        expect(readStrangers(county.statements)).toEqual([]);
        never.db.close();
        for (const batch of shuffle(batches(theirs!, false), dice)) receive(county, batch);
      }
      expect([...digestsOf(county), figuresDigest(county.statements)]).toEqual(before);
      county.db.close();
    },
  );
}

function digestsOf(device: Device): [string, string] {
  return [entriesDigest(device.statements), stateDigest(device.statements)];
}

function projection(device: Device): unknown {
  const records = device.statements("SELECT * FROM record ORDER BY id").all();
  const attachments = device.statements("SELECT * FROM attachment ORDER BY record_id, sha256").all();
  const found = ["初稿", "另一台", "这一台"].map((words) =>
    device.statements("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid").all(`"${words.slice(0, 2)}"`),
  );
  return { records, attachments, found };
}

function tables({ statements }: Device): unknown {
  return ["SELECT * FROM counted ORDER BY record_id", "SELECT * FROM handed_in ORDER BY feed_id, hash"].map((sql) =>
    statements(sql).all(),
  );
}
