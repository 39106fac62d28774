// What the county counts, in the corners: each case is reckoned as it grows, and again from nothing.
import { expect, test } from "vitest";
import { positionsOf } from "../../../src-main/domain/feed/frontier.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { recountAll } from "../../../src-main/store/project/counted.ts";
import { inTransaction } from "../../../src-main/store/db/database.ts";
import { readProjected } from "../../../src-main/store/project/figure-queries.ts";
import { missingOf } from "../../../src-main/store/project/handed-in.ts";
import { readReports } from "../../../src-main/store/project/report-queries.ts";
import { readFact, writeFact } from "../../../src-main/store/db/facts.ts";
import { listFeeds } from "../../../src-main/store/chain/frontier.ts";
import {
  activityValue,
  COUNTY,
  enrolment,
  key,
  linesOf,
  openDevice,
  receive,
  ROOT,
  sourceOf,
  UNIT,
  write,
  type Device,
} from "../../support/laws/season.ts";

const OTHER = "620724105";
let now = Date.UTC(2021, 5, 1);
const later = () => (now += 1000);

function device(index: number, unit = UNIT): Device & { source: ReturnType<typeof sourceOf> } {
  const made = openDevice(key(index), unit, "unit");
  return Object.assign({}, made, { source: sourceOf(made, later) });
}

function office(...units: [number, string][]) {
  const root = openDevice(ROOT, COUNTY, "county");
  const source = sourceOf(root, later);
  for (const [index, unit] of units)
    write(root, source, { kind: "enrolment", record: `k${index}`, value: enrolment(key(index), unit) });
  return Object.assign({}, root, { source });
}

type Frontier = Record<string, { seq: number; hash: string }[]>;

function report(by: ReturnType<typeof device>, frontier: Frontier): void {
  reportOf(by, { frontier });
}

function reportOf(by: ReturnType<typeof device>, named: object): void {
  const content = { ...named, contentDigest: key(700), contentCount: 0, campaignVersion: key(701), figures: {}, exportedAtMs: 0 };
  write(by, by.source, {
    kind: "report",
    record: "weekly-1",
    value: { type: "weekly", period: "weekly:1", ...content } as unknown as JsonObject,
  });
}

function frontierOf(by: Device): Frontier {
  return Object.fromEntries(
    listFeeds(by.statements)
      .filter(({ audience }) => audience === "county")
      .map(({ hash, heads }) => [hash, heads.map(({ seq, hash: end }) => ({ seq, hash: end }))]),
  );
}

const titles = (county: Device) =>
  readProjected(county.statements, undefined)
    .filter(({ kind, handedIn }) => kind === "activity" && handedIn)
    .map(({ value }) => value["title"])
    .sort();

function again(county: Device) {
  inTransaction(county.db, () => recountAll(county.statements));
  return titles(county);
}

const activity = (by: ReturnType<typeof device>, record: string, title: string) =>
  write(by, by.source, { kind: "activity", record, value: activityValue(title) });

test("a report that names another unit's feed holds once that feed has come", () => {
  const [one, other, county] = [device(1), device(2, OTHER), office([1, UNIT], [2, OTHER])];
  activity(one, "a", "甲");
  activity(other, "b", "乙");
  report(one, { ...frontierOf(one), ...frontierOf(other) });
  receive(county, linesOf(one));
  expect(titles(county)).toEqual([]);
  receive(county, linesOf(other));
  expect(titles(county)).toEqual(again(county));
});

test("a report by pages hands in what they name once all of them are here; until then their places are missing", () => {
  const [one, county] = [device(1), office([1, UNIT])];
  for (const name of ["乙", "甲"]) activity(one, name, name);
  const pages = positionsOf(frontierOf(one)).flatMap(({ feed, seq, hash }) =>
    [{ [feed]: [{ seq, hash }] }, {}].map((frontier, index) => {
      const page = write(one, one.source, { kind: "report-frontier", record: `page ${index}`, value: { frontier } });
      return { feed, seq: seq + 1 + index, hash: page };
    }),
  );
  reportOf(one, { pages });
  const lines = linesOf(one);
  const missing = () => readReports(county.statements, UNIT).map((row) => row.missing);
  receive(
    county,
    lines.filter(({ hash }) => hash !== pages[0]?.hash),
  );
  const [{ feed, seq } = { feed: "", seq: 0 }] = pages;
  expect([titles(county), missing()]).toEqual([[], [[{ feed, fromSeq: seq, toSeq: seq }]]]);
  receive(county, lines);
  expect([titles(county), missing()]).toEqual([["乙", "甲"], [[]]]);
  expect(again(county)).toEqual(["乙", "甲"]);
});

/*
 *   feed --o--o 1 --o 2A --o 3A
 *               \
 *                (2B) --(3B)-- 4B --[report]     2B and 3B have not come
 */
test("a branch that lacks entries is not whole because the other branch has their numbers", () => {
  const [one, county] = [device(1), office([1, UNIT])];
  activity(one, "a", "共同");
  const twin = device(1);
  receive(twin, linesOf(one));
  const name = `feed:${UNIT}:county` as const;
  writeFact(twin.statements, name, readFact(one.statements, name) ?? "");
  activity(one, "b", "甲");
  activity(one, "c", "乙");
  const twinSource = { ...twin.source, randomHex: (n: number) => twin.source.randomHex(n).replace(/^./, "f") };
  const other = Object.assign({}, twin, { source: twinSource });
  activity(other, "d", "丙");
  activity(other, "e", "丁");
  activity(other, "f", "戊");
  const frontier = frontierOf(other);
  report(other, frontier);
  receive(county, linesOf(one));
  const lines = linesOf(other);
  receive(county, [lines[0]!, ...lines.filter(({ carried: { entry } }) => entry.seq > 3)]);
  expect(missingOf(county.statements, frontier)).not.toEqual([]);
  expect(titles(county)).toEqual([]);
  receive(county, lines);
  expect(titles(county)).toEqual(["丁", "丙", "共同", "戊"].sort());
});

test("what lies outside a hand-in does not deliver what waits inside for a version that is not here", () => {
  const [one, two, county] = [device(1), openDevice(key(3), COUNTY, "county"), office([1, UNIT])];
  write(county, county.source, { kind: "enrolment", record: "k3", value: enrolment(key(3), COUNTY, "county") });
  receive(one, linesOf(county));
  receive(two, linesOf(county));
  activity(one, "a", "初稿");
  receive(two, linesOf(one));
  write(two, sourceOf(two, later), {
    kind: "activity",
    record: "a",
    unit: UNIT,
    audience: `unit:${UNIT}`,
    value: activityValue("县里改"),
  });
  receive(one, linesOf(two));
  activity(one, "a", "又改");
  report(one, frontierOf(one));
  const feed = Object.keys(frontierOf(one))[0]!;
  const ownLines = () => linesOf(one).filter(({ hash, carried: { entry } }) => hash === feed || entry.feed === feed);
  receive(county, ownLines());
  expect(titles(county)).toEqual(["初稿"]);
  activity(one, "a", "报送后改");
  receive(county, ownLines());
  expect(titles(county)).toEqual(["初稿"]);
});

test("what a county PC entered before it was approved counts once it is", () => {
  const [root, pc] = [office(), openDevice(key(5), COUNTY, "county")];
  write(pc, sourceOf(pc, later), {
    kind: "activity",
    record: "a",
    unit: UNIT,
    audience: `unit:${UNIT}`,
    value: activityValue("代录"),
  });
  write(root, root.source, { kind: "enrolment", record: "k5", value: enrolment(key(5), COUNTY, "county") });
  receive(pc, linesOf(root));
  expect(titles(pc)).toEqual(["代录"]);
  expect(titles(pc)).toEqual(again(pc));
});

/** A feed with many branches of one entry each, all of them named by one report: what a broken or hostile PC may hand in. */
test("a report that names hundreds of branches is counted in a few reads", () => {
  const [one, county] = [device(1), office([1, UNIT])];
  activity(one, "first", "共同");
  const tip = one.statements("SELECT feed_id, seq, hash FROM tip").get() as { feed_id: number; seq: number; hash: Uint8Array };
  const branches = Array.from({ length: 300 }, (_, index) => {
    one.statements("DELETE FROM tip").run();
    one.statements("INSERT INTO tip (feed_id, seq, hash) VALUES (?, ?, ?)").run(tip.feed_id, tip.seq, tip.hash);
    return { seq: tip.seq + 1, hash: activity(one, `r${index}`, "支") };
  });
  const [feed] = Object.keys(frontierOf(one));
  receive(county, linesOf(one));
  report(one, { [feed!]: branches });
  let reads = 0;
  const watched = Object.assign((sql: string) => {
    if (sql.includes("AS prev")) reads += 1;
    return county.statements(sql);
  }, county.statements);
  receive(
    { ...county, statements: watched },
    linesOf(one).filter(({ carried: { entry } }) => entry.kind === "report"),
  );
  expect(titles(county)).toHaveLength(301);
  expect(reads).toBeLessThan(20);
});
