// Random histories of a unit with three PCs and of the county's root: edits, deletions, hand-ins, exchanges, forks, ended keys, erasures,
// imports that are set aside. What a history wrote is told line by line, whoever still holds it.
import { fc } from "@fast-check/vitest";
import type { Frontier } from "../../../src-main/domain/feed/entry.ts";
import { positionsOf } from "../../../src-main/domain/feed/frontier.ts";
import { joined } from "../../../src-main/domain/feed/pages.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { Line } from "../../../src-main/store/db/codec.ts";
import { readFact, writeFact } from "../../../src-main/store/db/facts.ts";
import { listFeeds } from "../../../src-main/store/chain/frontier.ts";
import {
  activityValue,
  byFeed,
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
} from "./season.ts";

const RECORDS = ["a", "b", "c"] as const;
const FIELDS = ["title", "place", "description"] as const;

type Step =
  | { do: "edit"; who: number; record: number; field: number; text: string; attach: number }
  | { do: "delete"; who: number; record: number }
  | { do: "hand-in"; who: number; period: number; pages: number }
  | { do: "sync"; from: number; to: number }
  | { do: "fork"; who: number; apart: boolean }
  | { do: "revoke"; who: number }
  | { do: "enrol"; who: number }
  | { do: "erase"; pick: number }
  | { do: "aside"; who: number; pick: number; takenBack: boolean };

const who = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      who,
      record: who,
      field: who,
      text: fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }).filter((text) => !text.includes("\0")),
      attach: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), who, record: who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("hand-in" as const),
      who,
      period: fc.integer({ min: 1, max: 2 }),
      pages: fc.constantFrom(0, 0, 2, 3),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("sync" as const),
      from: fc.integer({ min: 0, max: 3 }),
      to: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fork" as const), who, apart: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("revoke" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("enrol" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("aside" as const), who, pick: fc.nat(), takenBack: fc.boolean() }) },
);

/** Plays a history and returns every line that was ever written, with its value, whoever still holds it. */
export function play(steps: readonly Step[]): Line[] {
  const devices = [0, 1, 2].map((index) => openDevice(key(index + 1), UNIT, "unit"));
  const county = openDevice(ROOT, COUNTY, "county");
  const all = [...devices, county];
  let now = Date.UTC(2021, 5, 1);
  const sources = all.map((device) => sourceOf(device, () => (now += 1000)));
  const written = new Map<string, Line>();
  const collect = () => all.forEach((device) => linesOf(device).forEach((line) => keepFullest(written, line)));
  [0, 1].forEach((index) =>
    write(county, sources[3]!, { kind: "enrolment", record: `k${index}`, value: enrolment(key(index + 1)) }),
  );
  for (const item of steps) {
    playStep(item, all, sources, written);
    collect();
  }
  all.forEach((device) => device.db.close());
  return [...written.values()];
}

function keepFullest(written: Map<string, Line>, line: Line): void {
  const before = written.get(line.hash);
  if (before === undefined || before.valueText === null) written.set(line.hash, line);
}

function playStep(
  item: Step,
  all: readonly Device[],
  sources: readonly ReturnType<typeof sourceOf>[],
  written: Map<string, Line>,
): void {
  const county = all[3]!;
  if (item.do === "edit") return edit(all[item.who]!, sources[item.who]!, item);
  if (item.do === "delete")
    return void write(all[item.who]!, sources[item.who]!, { kind: "activity", record: RECORDS[item.record]!, value: null });
  if (item.do === "hand-in") return handIn(all[item.who]!, sources[item.who]!, item);
  if (item.do === "sync") return receive(all[item.to]!, linesOf(all[item.from]!));
  if (item.do === "fork") return fork(all[item.who]!, sources[item.who]!, item.apart, written);
  if (item.do === "enrol")
    return void write(county, sources[3]!, { kind: "enrolment", record: `k${item.who}`, value: enrolment(key(item.who + 1)) });
  if (item.do === "revoke") return revoke(county, sources[3]!, key(item.who + 1));
  if (item.do === "aside") return setAside(county, sources[3]!, all[item.who]!, item);
  return erase(county, sources[3]!, item.pick);
}

/** Sets aside a stretch of what a device wrote, whether or not the county has it yet; or takes that back. */
function setAside(
  county: Device,
  source: ReturnType<typeof sourceOf>,
  device: Device,
  { pick, takenBack }: Extract<Step, { do: "aside" }>,
): void {
  const written = linesOf(device).filter(({ carried: { entry } }) => entry.kind === "activity");
  const end = written[pick % Math.max(1, written.length)];
  const { feed = "", seq = 0 } = end?.carried.entry ?? {};
  const ranges =
    end === undefined || takenBack ? [] : [{ feed, fromSeq: Math.max(1, seq - (pick % 3)), toSeq: seq, hash: end.hash }];
  const value = { bundle: key(800 + (pick % 2)), ranges, reason: "搁置", takenBack };
  write(county, source, { kind: "set-aside", record: `s${pick % 2}`, audience: "own", value });
}

function edit(device: Device, source: ReturnType<typeof sourceOf>, item: Extract<Step, { do: "edit" }>): void {
  const record = RECORDS[item.record]!;
  const row = device.statements("SELECT value FROM record WHERE kind = 'activity' AND record = ?").get(record) as
    { value: string | null } | undefined;
  const before = row?.value == null ? activityValue("初稿") : (JSON.parse(row.value) as JsonObject);
  const attachments = Array.from({ length: item.attach }, (_, index) => ({
    sha256: key(900 + index),
    sizeBytes: 10,
    name: `${index}.jpg`,
    mime: "image/jpeg",
    class: "photo",
  }));
  write(device, source, { kind: "activity", record, value: { ...before, [FIELDS[item.field]!]: item.text, attachments } });
}

/** Names all that the PC holds of its unit, within the report or by pages. */
function handIn(device: Device, source: ReturnType<typeof sourceOf>, { period, pages }: Extract<Step, { do: "hand-in" }>): void {
  const feeds = listFeeds(device.statements).filter((feed) => feed.unit === UNIT && feed.audience === "county");
  const frontier = Object.fromEntries(
    feeds.map(({ hash, heads }) => [hash, heads.map(({ seq, hash: end }) => ({ seq, hash: end }))]),
  );
  const content = {
    ...named(device, source, frontier, pages),
    contentDigest: key(700),
    contentCount: 0,
    campaignVersion: key(701),
    figures: {},
    exportedAtMs: 0,
  };
  const value = { type: "weekly", period: `weekly:${period}`, ...content } as unknown as JsonObject;
  write(device, source, { kind: "report", record: `weekly-${period}`, value });
}

function named(device: Device, source: ReturnType<typeof sourceOf>, frontier: Frontier, pages: number): JsonObject {
  if (pages === 0) return { frontier };
  const heads = positionsOf(frontier);
  const places = Array.from({ length: pages }, (_, index): JsonObject => {
    const some = heads.filter((_head, at) => at % pages === index);
    const page = joined(some.map(({ feed, seq, hash }) => ({ [feed]: [{ seq, hash }] })));
    const record = `page-${index}-${source.randomHex(8)}`;
    const hash = write(device, source, { kind: "report-frontier", record, value: { frontier: page } });
    const { entry } = linesOf(device).find((line) => line.hash === hash)!.carried;
    return { feed: entry.feed, seq: entry.seq, hash };
  });
  return { pages: places };
}

/**
 * A PC restored from a copy: two programs write the same place of one feed. `apart`: the PC never hears of the other branch, so that no
 * hand-in of it names what lies there.
 *
 *     feed --o--o--[b]   this PC
 *               \\
 *                [a]     its twin
 */
function fork(device: Device, source: ReturnType<typeof sourceOf>, apart: boolean, written: Map<string, Line>): void {
  const name = `feed:${UNIT}:county` as const;
  const feed = readFact(device.statements, name);
  if (feed === undefined) return;
  const twin = openDevice(device.key, UNIT, "unit");
  receive(twin, linesOf(device));
  writeFact(twin.statements, name, feed);
  writeFact(twin.statements, "clock", readFact(device.statements, "clock") ?? '{"wallMs":0,"counter":0}');
  const twinSource = { ...source, randomHex: (bytes: number) => source.randomHex(bytes).replace(/^./, "f") };
  write(twin, twinSource, { kind: "activity", record: "a", value: activityValue("另一台") });
  write(device, source, { kind: "activity", record: "b", value: activityValue("这一台") });
  if (apart) for (const line of linesOf(twin)) keepFullest(written, line);
  else receive(device, linesOf(twin));
  twin.db.close();
}

function revoke(county: Device, source: ReturnType<typeof sourceOf>, revoked: string): void {
  const lastGood = listFeeds(county.statements)
    .filter((feed) => feed.key === revoked)
    .flatMap((feed) => feed.heads.slice(0, 1).map(({ seq, hash }) => ({ feed: feed.hash, seq, hash })));
  write(county, source, {
    kind: "revocation",
    record: `r${revoked.slice(-2)}`,
    value: { key: revoked, lastGood, reason: "电脑遗失" },
  });
}

function erase(county: Device, source: ReturnType<typeof sourceOf>, pick: number): void {
  const hashes = linesOf(county)
    .filter((line) => line.carried.entry.kind === "activity")
    .map((line) => line.hash);
  const hash = hashes[pick % Math.max(1, hashes.length)];
  if (hash !== undefined)
    write(county, source, { kind: "erasure", record: `e${pick}`, value: { entries: [hash], media: [], reason: "本人要求删除" } });
}

/** A few dozen steps. */
export const history = fc.array(step, { minLength: 3, maxLength: 25 });

/** Whole feeds (a bundle carries a feed in ascending order), or feeds cut in two halves of which the second may come first. */
export function batches(lines: readonly Line[], halves: boolean): Line[][] {
  const feeds = byFeed(lines).map((feed) => [...feed].sort((a, b) => a.carried.entry.seq - b.carried.entry.seq));
  if (!halves) return feeds;
  return feeds.flatMap((feed) => {
    const [opening, ...rest] = feed;
    const middle = Math.floor(rest.length / 2);
    return [
      [opening!, ...rest.slice(0, middle)],
      [opening!, ...rest.slice(middle)],
    ];
  });
}

/** In an order that the dice say. */
export function shuffle<T>(items: readonly T[], dice: Iterable<number> & { next(): IteratorResult<number> }): T[] {
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(left.splice((dice.next().value as number) % left.length, 1)[0]!);
  return out;
}
