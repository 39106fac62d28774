// Statements: every vector is taken or refused as its folder says; whatever else comes is refused or is the one spelling.
import { fc, test as law } from "@fast-check/vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MOST_STATEMENT_BYTES, readStatement, statementName, writeStatement } from "../../src-main/updates/statement.ts";

const VECTORS = join(import.meta.dirname, "statements");
const vectorsIn = (kind: string): readonly (readonly [string, Buffer])[] =>
  readdirSync(join(VECTORS, kind)).map((name) => [name, readFileSync(join(VECTORS, kind, name))] as const);
const [valid, invalid] = [vectorsIn("valid"), vectorsIn("invalid")];
const refused = expect.objectContaining({ code: "update-statement-invalid", details: { file: "x.json" } });

test.each(valid)("%s is a statement, and writing it gives the same bytes", (_, bytes) => {
  expect(Buffer.from(writeStatement(readStatement(bytes, "x.json")))).toEqual(bytes);
});

test.each(invalid)("%s is none", (_, bytes) => {
  expect(() => readStatement(bytes, "x.json")).toThrow(refused);
});

test("every target has a name of its own, and names follow from targets alone", () => {
  const said = valid.map(([, bytes]) => readStatement(bytes, "x.json"));
  const targets = new Set(said.map(({ platform, processor, kind }) => `${platform} ${processor} ${kind}`));
  expect(new Set(said.map(statementName)).size).toBe(targets.size);
});

/** What the bytes come to: their own spelling again, or the refusal. */
function readOrRefuse(bytes: Uint8Array): Uint8Array | "refused" {
  try {
    return writeStatement(readStatement(bytes, "x.json"));
  } catch (error) {
    expect(error).toEqual(refused);
    return "refused";
  }
}

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: MOST_STATEMENT_BYTES + 10 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.constantFrom(...valid, ...invalid).map(([, bytes]) => new Uint8Array(bytes)),
);

law.prop([anyBytes], { numRuns: 500 })("any bytes are refused or spelled as they must be", (bytes) => {
  const read = readOrRefuse(bytes);
  expect(read === "refused" || Buffer.from(read).equals(bytes)).toBe(true);
});

law.prop([fc.constantFrom(...valid), fc.nat(), fc.integer({ min: 1, max: 255 })], { numRuns: 500 })(
  "a statement with one byte changed is refused or says something else, never the same",
  ([, bytes], place, change) => {
    const changed = Uint8Array.from(bytes);
    changed[place % bytes.length]! ^= change;
    const read = readOrRefuse(changed);
    expect(read === "refused" || !Buffer.from(read).equals(bytes)).toBe(true);
  },
);
