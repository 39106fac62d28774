// Erasure: what is named goes from every table, index and byte of the files, whenever it arrives; chains and digests stay.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, onTestFinished } from "vitest";
import { commitment, entryHash } from "../../src-main/domain/feed/entry.ts";
import { toBlob, sha256, type Line } from "../../src-main/store/db/codec.ts";
import { openDatabase, statementsOf } from "../../src-main/store/db/database.ts";
import { entriesDigest, stateDigest } from "../../src-main/store/chain/digests.ts";
import { createStore, openStore } from "../../src-main/store/open-store.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import type { Facts } from "../../src-main/usecases/ports/store/facts.ts";
import type { Store } from "../../src-main/usecases/ports/store/store.ts";
import { checkedCopy } from "../support/made/checked-copy.ts";
import {
  activityValue,
  CAMPAIGN,
  COUNTY,
  enrolment,
  entryStanding,
  key,
  linesOf,
  openDevice,
  receive,
  ROOT,
  sourceOf,
  UNIT,
  write,
  type Device,
} from "../support/laws/season.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SECRET = "张某某举报内容";
const TOWN = key(1);
const clock = () => {
  const state = { now: Date.UTC(2021, 5, 1) };
  return () => (state.now += 1000);
};

/** A season: the county enrols a town, the town writes a record twice, the county erases both versions. */
function season(): { lines: readonly Line[]; erased: readonly string[] } {
  const now = clock();
  const [county, town] = [openDevice(ROOT, COUNTY, "county"), openDevice(TOWN, UNIT, "unit")];
  const [byCounty, byTown] = [sourceOf(county, now), sourceOf(town, now)];
  write(county, byCounty, { kind: "enrolment", record: "k1", value: enrolment(TOWN) });
  const erased = [SECRET, `${SECRET}（二）`].map((title) =>
    write(town, byTown, { kind: "activity", record: "a", value: activityValue(title) }),
  );
  write(town, byTown, { kind: "activity", record: "b", value: activityValue("公开活动") });
  write(county, byCounty, { kind: "erasure", record: "e1", value: { entries: erased, media: [], reason: "本人要求" } });
  const lines = [...linesOf(county), ...linesOf(town)];
  for (const device of [county, town]) device.db.close();
  return { lines, erased };
}

const facts: Facts = {
  role: "county",
  unit: COUNTY,
  campaign: CAMPAIGN,
  campaignDocument: "",
  root: ROOT,
  selfKey: key(50),
  device: "一号",
  person: "p",
};
const importRow = {
  bundle: key(70),
  signer: TOWN,
  purpose: "hand-in",
  unit: UNIT,
  number: 1,
  previous: null,
  exportedMs: 0,
  readMs: 0,
  receivedMs: 0,
  means: "usb",
  earlyReason: null,
  device: "一号电脑",
  claimed: {},
  fileName: "a",
};

const admit = async (store: Store, lines: readonly Line[]) => store.admit(importRow, [], await checkedCopy(lines), UNWATCHED);

/** Whether a text stands anywhere in the bytes of the store's files. */
function isInFiles(folder: string, text: string): boolean {
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(Buffer.from(text, "utf8")));
}

describe("the bytes", () => {
  test("of the value are in no file of the store: table, index, write-ahead log, free page, copy of an earlier schema", async () => {
    const folder = await tempFolder();
    const path = join(folder, "anbao.db");
    const source = { nowMs: clock(), randomHex: (bytes: number) => "ab".repeat(bytes) };
    const store = createStore(path, source, facts);
    onTestFinished(() => store.close());
    const { lines, erased } = season();
    const [before, after] = [lines.filter((line) => line.carried.entry.kind !== "erasure"), lines];
    store.saveDraft({
      id: "d1",
      kind: "activity",
      record: "a",
      value: { value: { title: `${SECRET}草稿` }, files: {} },
      savedMs: 1,
    });
    for (const half of [before.filter((line) => line.carried.entry.seq < 2), before]) await admit(store, half);
    expect(isInFiles(folder, SECRET)).toBe(true);
    expect(store.search("某举", 10)).toHaveLength(1);
    writeFileSync(`${path}.v3`, SECRET);
    await admit(store, after);
    expect(isInFiles(folder, SECRET)).toBe(false);
    expect(isInFiles(folder, "某举")).toBe(false);
    expect(isInFiles(folder, "公开活动")).toBe(true);
    expect(store.search("某举", 10)).toEqual([]);
    expect(store.search("公开", 10)).toHaveLength(1);
    expect(store.drafts()).toEqual([]);
    const held = openDatabase(path);
    expect(held.pragma("integrity_check", { simple: true })).toBe("ok");
    const salts = statementsOf(held)(
      "SELECT count(*) FROM entry WHERE hash IN (?, ?) AND (salt IS NOT NULL OR value IS NOT NULL)",
    )
      .pluck()
      .get(...erased.map(toBlob));
    held.close();
    expect(salts).toBe(0);
  });

  test("stay gone after the store was closed and opened again", async () => {
    const folder = await tempFolder();
    const path = join(folder, "anbao.db");
    const source = { nowMs: clock(), randomHex: (bytes: number) => "cd".repeat(bytes) };
    const first = createStore(path, source, facts);
    const { lines } = season();
    await admit(first, lines);
    await first.close();
    const again = openStore(path, source);
    onTestFinished(() => again.close());
    await admit(again, lines);
    again.rebuild();
    expect(isInFiles(folder, SECRET)).toBe(false);
    expect(again.search("某举", 10)).toEqual([]);
  });
});

describe("the order", () => {
  const parts = season();
  const digests = (device: Device) => [entriesDigest(device.statements), stateDigest(device.statements)];
  const reference = () => {
    const device = openDevice(null, COUNTY, "county");
    receive(device, parts.lines);
    return device;
  };

  test.prop([fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean()])(
    "of value, erasure and the authority behind it does not matter",
    (order, twice) => {
      const of = (kinds: readonly string[]) =>
        parts.lines.filter((line) => kinds.includes(line.carried.entry.kind) || line.carried.entry.kind === "feed");
      const batches = [of(["enrolment"]), of(["activity"]), of(["erasure"])];
      const device = openDevice(null, COUNTY, "county");
      for (const index of twice ? [...order, ...order] : order) receive(device, batches[index] as Line[]);
      const expected = reference();
      expect(digests(device)).toEqual(digests(expected));
      expect(parts.erased.map((hash) => entryStanding(device, hash))).toEqual(["erased", "erased"]);
      for (const open of [device, expected]) open.db.close();
    },
  );

  test("of an erased value's late copy: it is not filled in again, while others are", () => {
    const device = openDevice(null, COUNTY, "county");
    const withheld = parts.lines.map((line) =>
      line.carried.entry.kind === "activity"
        ? { ...line, valueText: null, carried: { ...line.carried, salt: null, value: null } }
        : line,
    );
    receive(device, withheld);
    receive(device, parts.lines);
    const expected = reference();
    expect(digests(device)).toEqual(digests(expected));
    for (const open of [device, expected]) open.db.close();
  });
});

test("every entry's hash and chain still checks, and every kept value its commitment", () => {
  const device = openDevice(null, COUNTY, "county");
  receive(device, season().lines);
  const lines = linesOf(device);
  const known = new Set(lines.map((line) => line.hash));
  for (const { hash, carried } of lines) {
    expect(entryHash(sha256, carried.entry)).toBe(hash);
    if (carried.entry.prev !== null) expect(known.has(carried.entry.prev)).toBe(true);
    if (carried.value !== null) expect(commitment(sha256, carried.salt as string, carried.value)).toBe(carried.entry.body);
  }
  device.db.close();
});

test("an erasure by a unit erases nothing, and none takes authority or erasures away", () => {
  const now = clock();
  const [county, town] = [openDevice(ROOT, COUNTY, "county"), openDevice(TOWN, UNIT, "unit")];
  const [byCounty, byTown] = [sourceOf(county, now), sourceOf(town, now)];
  const given = write(county, byCounty, { kind: "enrolment", record: "k1", value: enrolment(TOWN) });
  const kept = write(town, byTown, { kind: "activity", record: "a", value: activityValue("留下") });
  write(town, byTown, {
    kind: "erasure",
    record: "e1",
    audience: "county",
    value: { entries: [kept, given], media: [], reason: "x" },
  });
  receive(county, linesOf(town));
  write(county, byCounty, { kind: "erasure", record: "e2", value: { entries: [given], media: [], reason: "x" } });
  expect([entryStanding(county, kept), entryStanding(county, given)]).toEqual(["good", "good"]);
  const late = openDevice(null, COUNTY, "county");
  const emptied = linesOf(county).map((line) =>
    line.hash === given ? { ...line, valueText: null, carried: { ...line.carried, salt: null, value: null } } : line,
  );
  receive(late, emptied);
  receive(late, linesOf(county));
  expect(stateDigest(late.statements)).toBe(stateDigest(county.statements));
  expect([entryStanding(late, kept), entryStanding(late, given)]).toEqual(["good", "good"]);
  for (const device of [county, town, late]) device.db.close();
});
