// What the store shows of a kind has the shape that its type says, whatever entries came: of every recorded file of entries, and of
// maps with a member that the parser passes over.
import { expect, onTestFinished, test } from "vitest";
import type { Json, JsonObject } from "../../src-main/domain/json.ts";
import { kindOf } from "../../src-main/domain/kinds/kinds.ts";
import { toBlob, type Line } from "../../src-main/store/db/codec.ts";
import { inTransaction } from "../../src-main/store/db/database.ts";
import { writeFact } from "../../src-main/store/db/facts.ts";
import { isFolded, rebuildProjection } from "../../src-main/store/union/rebuild.ts";
import { isOfShape, shapeOf } from "../support/any-value.ts";
import { entryStanding, receive, type Device } from "../support/laws/season.ts";
import { gather, openPc, recordNamed, write } from "../support/vectors/cast.ts";
import { handWritten, officeLines } from "../support/vectors/cases/entry-cases.ts";
import type { ExpectedEntries } from "../support/vectors/judge.ts";
import { SAMPLES, SMALL } from "../support/vectors/kind-samples.ts";
import { openReader, readEntries } from "../support/vectors/reading.ts";
import { bytesOf, casesOf } from "../support/vectors/vector-files.ts";

function reader(): Device {
  const device = openReader();
  onTestFinished(() => void device.db.close());
  return device;
}

/** Records of kinds that are known here, with what is shown of them. */
function shownBy({ statements }: Device): readonly Readonly<{ kind: string; value: Json }>[] {
  const rows = statements(`
    SELECT kind, value FROM record WHERE value IS NOT NULL
    UNION ALL SELECT kind, counted.value FROM counted JOIN record ON record.id = counted.record_id WHERE counted.value IS NOT NULL`);
  return (rows.all() as { kind: string; value: string }[]).map(({ kind, value }) => ({ kind, value: JSON.parse(value) as Json }));
}

function misshapen(device: Device): readonly string[] {
  return shownBy(device).flatMap(({ kind, value }) => {
    const known = kindOf(kind);
    return known === undefined || isOfShape(shapeOf(known), value) ? [] : [`${kind} ${JSON.stringify(value)}`];
  });
}

const CASES = casesOf<ExpectedEntries>("entries/valid");

test.each(CASES)("entries that are recorded: $name", async (one) => {
  const device = reader();
  if (one.name !== "office") receive(device, officeLines());
  const lines = await readEntries(bytesOf(one), one.expected.heads);
  receive(device, lines);
  expect(misshapen(device)).toEqual([]);
});

test("the recorded entries show records of most kinds", async () => {
  const device = reader();
  receive(device, officeLines());
  for (const one of CASES) receive(device, await readEntries(bytesOf(one), one.expected.heads));
  expect(new Set(shownBy(device).map(({ kind }) => kind)).size).toBeGreaterThan(15);
  expect(misshapen(device)).toEqual([]);
});

/** A map as a stranger writes it. */
const hidden = (member: Json): JsonObject => JSON.parse(`{"__proto__":${JSON.stringify(member)}}`) as JsonObject;

/** A feed that an entry may follow. */
function linesBefore(name: string): readonly Line[] {
  const pc = openPc("town-1", name);
  write(pc, "activity", SMALL, { record: recordNamed("before") });
  return gather(pc);
}

test.each<readonly [string, JsonObject]>([
  ["activity", { ...SMALL, metrics: hidden("多") }],
  ["activity", { ...SMALL, fields: hidden({ x: [1] }) }],
  ["report", { ...SAMPLES["report"]?.good, frontier: hidden(5) }],
  ["report", { ...SAMPLES["report"]?.good, figures: hidden(null) }],
  ["report-frontier", { frontier: hidden("x") }],
])("a member __proto__ in a map of a %s, which the parser passes over, is shown nowhere", (kind, value) => {
  const device = reader();
  receive(device, officeLines());
  const lines = linesBefore(`hidden ${kind}`);
  const hostile = handWritten(lines, { kind, v: 1, value, record: recordNamed("hidden") });
  receive(device, [...lines, hostile]);
  expect(entryStanding(device, hostile.hash)).toBe("invalid");
  expect(misshapen(device)).toEqual([]);
});

test("what an earlier program took for good is judged again when its store is opened", () => {
  const device = reader();
  receive(device, officeLines());
  const lines = linesBefore("taken for good");
  const hostile = handWritten(lines, {
    kind: "report-frontier",
    v: 1,
    value: { frontier: hidden(5) },
    record: recordNamed("hidden"),
  });
  receive(device, [...lines, hostile]);
  inTransaction(device.db, () => rebuildProjection(device.statements));
  expect(isFolded(device.statements)).toBe(true);
  device.statements("UPDATE entry SET standing = 'good' WHERE hash = ?").run(toBlob(hostile.hash));
  writeFact(device.statements, "folded", "2");
  expect(isFolded(device.statements)).toBe(false);
  inTransaction(device.db, () => rebuildProjection(device.statements));
  expect(entryStanding(device, hostile.hash)).toBe("invalid");
});
