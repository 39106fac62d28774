// A stranger's values that come after their entries fill the room for what waits like any others.
import { expect, test } from "vitest";
import type { Entry } from "../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../src-main/domain/json.ts";
import { QUARANTINE } from "../../src-main/domain/trust/quarantine.ts";
import { admitLines } from "../../src-main/store/union/admit.ts";
import { sha256, type Line } from "../../src-main/store/db/codec.ts";
import { inTransaction } from "../../src-main/store/db/database.ts";
import { codeOf } from "../support/codes.ts";
import { CAMPAIGN, COUNTY, key, openDevice, ROOT, UNIT } from "../support/laws/season.ts";

const value: JsonObject = { text: "x".repeat(250_000) };
const valueText = canonicalJson(value);
const ENTRIES = Math.ceil(QUARANTINE.bytes / valueText.length) + 1;
const at = { wallMs: 1_622_500_000_000, counter: 0, feed: "" };

const opening = { key: key(7), campaign: CAMPAIGN, unit: UNIT, audience: "county", nonce: "0".repeat(32) };
const FEED = sha256("feed");

function* lines(filled: boolean): Generator<Line> {
  const place = { by: "", v: 1, parents: [], op: "put", body: sha256("body") } as const;
  const begun: Entry = { ...place, feed: "", seq: 0, prev: null, at, kind: "feed", record: "" };
  yield lineFor(FEED, begun, opening);
  for (let seq = 1; seq <= ENTRIES; seq += 1) {
    const prev = seq === 1 ? FEED : sha256(String(seq - 1));
    const entry: Entry = { ...place, feed: FEED, seq, prev, at, kind: "story", record: String(seq) };
    yield lineFor(sha256(String(seq)), entry, filled ? value : null);
  }
}

function lineFor(hash: string, entry: Entry, content: JsonObject | null): Line {
  const isLong = content === value;
  return {
    hash,
    text: canonicalJson(entry as unknown as JsonObject),
    valueText: content === null ? null : isLong ? valueText : canonicalJson(content),
    carried: { entry, salt: content === null ? null : "0".repeat(32), value: content },
  };
}

test("entries first and their values in a second bundle are refused as both in one are", async () => {
  const county = openDevice(ROOT, COUNTY, "county");
  const admit = (filled: boolean) => inTransaction(county.db, () => admitLines(county.statements, lines(filled), null, true));
  expect(await codeOf(() => admit(true))).toBe("quarantine-large");
  expect(admit(false).quarantined).toBe(ENTRIES + 1);
  expect(await codeOf(() => admit(true))).toBe("quarantine-large");
  county.db.close();
});
