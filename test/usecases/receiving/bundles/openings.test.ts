// Feeds whose opening entry is none: they are dropped alone and counted, whatever they say and whenever they come; what was kept of
// them before openings were parsed is marked and never carried.
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import { MIGRATIONS } from "../../../../src-main/store/db/migrate.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { mayCarry } from "../../../../src-main/domain/trust/audience.ts";
import { activityOf } from "../../../support/floods/floods.ts";
import { authorNamed, openPen, writePenned, type PennedFeed } from "../../../support/floods/pen.ts";
import { COUNTY_OFFICE, openOffice, TOWN } from "../../../support/offices/office.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const CAMPAIGN = "gaotai-2021-aqscy";
const AUTHOR = authorNamed("openings", TOWN);

const ODD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "a unit that is an object": { unit: { a: 1 } },
  "a unit that is true": { unit: true },
  "a unit that is null": { unit: null },
  "a unit that is a number": { unit: 5 },
  "a unit that is a list": { unit: [TOWN] },
  "no unit": { unit: undefined },
  "an empty unit": { unit: "" },
  "a long unit": { unit: "x".repeat(25) },
  "a unit with letters that no code has": { unit: "垃圾" },
  "a nonce that is a list": { nonce: [1] },
  "no nonce": { nonce: undefined },
  "a short nonce": { nonce: "00" },
  "an audience that is an object": { audience: { x: 1 } },
  "an audience that nobody is": { audience: "../../etc" },
  "an audience of a number": { audience: 3 },
  "a campaign that is an object": { campaign: { a: 1 } },
  "no campaign": { campaign: undefined },
  "a further member": { more: "x" },
  "a key that is no key": { key: "key" },
  "no key": { key: undefined },
};

function oddFeed(name: string): PennedFeed {
  const feed = openPen(AUTHOR, CAMPAIGN, name, ODD[name] as JsonObject);
  feed.push("activity", activityOf("谁也分不清的"));
  return feed;
}

function goodFeed(): PennedFeed {
  const feed = openPen(AUTHOR, CAMPAIGN, "good");
  feed.push("activity", activityOf("好的"));
  return feed;
}

describe("a bundle with a good feed and one whose opening is none", () => {
  const written = (folder: string, name: string, feeds: readonly PennedFeed[]) =>
    writePenned(folder, `bundle-${Object.keys(ODD).indexOf(name)}-${feeds.length}`, CAMPAIGN, feeds);

  test("keeps the good one and counts the other", async () => {
    const folder = await tempFolder();
    const { ws } = await openOffice(join(folder, "county"), COUNTY_OFFICE);
    for (const name of Object.keys(ODD)) {
      const path = await written(folder, name, [goodFeed(), oddFeed(name)]);
      const { changes } = await importBundle(ws, path, { means: "usb" }, UNWATCHED);
      expect({ name, dropped: changes.dropped }).toEqual({ name, dropped: 1 });
    }
    expect(ws.store.feeds().filter(({ key }) => key === AUTHOR.signer.key)).toHaveLength(1);
    expect(ws.store.standings()).toEqual({ quarantine: 2 });
    expect(Object.keys(ws.store.imports().at(-1)?.claimed ?? {})).toEqual([goodFeed().id]);
  });

  test("leaves the same digest before and after it, and in a bundle of its own", async () => {
    const name = "a unit that is a list";
    const folder = await tempFolder();
    const [odd, good] = [await written(folder, name, [oddFeed(name)]), await written(folder, "", [goodFeed()])];
    const digests = [];
    for (const [at, order] of [[odd, good], [good, odd], [good]].entries()) {
      const { ws } = await openOffice(join(folder, `county-${at}`), COUNTY_OFFICE);
      const before = ws.store.digests().entriesDigest;
      for (const path of order) await importBundle(ws, path, { means: "usb" }, UNWATCHED);
      ws.store.rebuild();
      expect(ws.store.digests().entriesDigest).not.toBe(before);
      digests.push(ws.store.standings(), ws.store.feeds().filter(({ key }) => key === AUTHOR.signer.key).length);
    }
    expect(digests).toEqual([{ quarantine: 2 }, 1, { quarantine: 2 }, 1, { quarantine: 2 }, 1]);
  });
});

test("feeds that were kept are marked by what their opening says", () => {
  const db = new Database(":memory:");
  for (const sql of MIGRATIONS.slice(0, 6)) db.exec(sql);
  const feed = db.prepare("INSERT INTO feed (hash, key, unit, audience, nonce) VALUES (?, zeroblob(32), 'x', 'county', '')");
  const entry = db.prepare(
    "INSERT INTO entry (hash, feed_id, seq, standing, text, value) VALUES (?, (SELECT id FROM feed WHERE hash = ?), 0, 'good', '{}', ?)",
  );
  const openings = [goodFeed(), ...Object.keys(ODD).map(oddFeed)].map((one) => one.lines[0]?.texts.value ?? "");
  for (const [at, value] of openings.entries()) {
    const hash = Buffer.alloc(32, at + 1);
    feed.run(hash);
    entry.run(hash, hash, value);
  }
  db.exec(MIGRATIONS[6] ?? "");
  const marked = db.prepare("SELECT malformed FROM feed ORDER BY id").pluck().all();
  const unseen = ["a key that is no key"];
  expect(marked).toEqual([0, ...Object.keys(ODD).map((name) => (unseen.includes(name) ? 0 : 1))]);
  expect(db.prepare("SELECT value FROM fact WHERE name = 'refold'").pluck().get()).toBe("1");
});

test("a feed that is marked is carried to nobody", () => {
  const key = "a".repeat(64);
  const root = {
    role: "root",
    unit: COUNTY_OFFICE,
    device: "一号",
    recipient: undefined,
    recovery: undefined,
    cuts: [],
  } as const;
  const authority = { grants: new Map([[key, root]]) };
  const feed = { key, audience: "all", unit: TOWN, malformed: true } as const;
  for (const recipient of [{ kind: "all" }, { kind: "county" }, { kind: "office", unit: COUNTY_OFFICE, others: [] }] as const)
    expect([mayCarry(authority, feed, recipient), mayCarry(authority, { ...feed, malformed: false }, recipient)]).toEqual([
      false,
      true,
    ]);
});
