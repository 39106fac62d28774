// Search finds what was written: the index and the query are cut by one rule, and nothing typed is query syntax.
import Database from "better-sqlite3";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect } from "vitest";
import { indexWords, queryWords } from "../../../src-main/domain/record/search-words.ts";

const db = new Database(":memory:");
db.exec(
  `CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0")`,
);
afterAll(() => db.close());
const insert = db.prepare("INSERT INTO search (rowid, words) VALUES (1, ?)");
const find = db.prepare("SELECT rowid FROM search WHERE search MATCH ?");
const clear = db.prepare("DELETE FROM search");

/** Whether a record with this text is found by what was typed. */
function isFound(written: string, typed: string): boolean {
  const query = queryWords(typed);
  clear.run();
  insert.run(indexWords({ title: written }));
  return query !== undefined && find.all(query).length === 1;
}

const han = fc.string({ unit: fc.constantFrom(..."安全生产月宣传咨询日高台县城关镇䶮𬭎"), minLength: 1, maxLength: 12 });
const latin = fc.string({ unit: fc.constantFrom(..."abcXYZ019é"), minLength: 1, maxLength: 8 });
const mixed = fc
  .array(fc.oneof(han, latin, fc.constantFrom("，", " ", "《", "·", "-")), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

describe("what is written is found", () => {
  test.prop([mixed, fc.nat(), fc.nat()])(
    "by every stretch of its Chinese characters, single ones included",
    (text, from, length) => {
      const runs = text.match(/\p{Script=Han}+/gu) ?? [];
      for (const run of runs.map((found) => [...found])) {
        const start = from % run.length;
        expect(isFound(text, run.slice(start, start + 1 + (length % (run.length - start))).join(""))).toBe(true);
      }
    },
  );

  test.prop([mixed, fc.integer({ min: 1, max: 8 })])("by the beginning of every word, in either case", (text, length) => {
    for (const word of text.match(/[a-zé0-9]+/giu) ?? []) {
      expect(isFound(text, word.slice(0, length).toUpperCase())).toBe(true);
      expect(isFound(text, word.slice(0, length).toLowerCase())).toBe(true);
    }
  });

  test.prop([mixed, mixed])("with all its words in any order", (a, b) => {
    if (queryWords(a) !== undefined && queryWords(b) !== undefined) expect(isFound(`${a}\n${b}`, `${b} ${a}`)).toBe(true);
  });

  test("full-width and half-width, and names of rare characters", () => {
    expect(isFound("参加ＡＢＣ１２３活动", "abc123")).toBe(true);
    expect(isFound("王䶮、李𬭎", "𬭎")).toBe(true);
    expect(isFound("安全", "全安")).toBe(false);
  });
});

describe("what is typed", () => {
  test.prop([fc.string({ unit: "binary", maxLength: 40 })])("is never query syntax", (typed) => {
    const query = queryWords(typed);
    if (query !== undefined) expect(() => find.all(query)).not.toThrow();
  });

  test.each(['"', "*", "NEAR(a b)", "a AND", "NOT", "words:a", "(", "a OR b", "^a", "{a b}", "'; DROP TABLE search; --"])(
    "%s",
    (typed) => {
      const query = queryWords(typed);
      if (query !== undefined) expect(() => find.all(query)).not.toThrow();
    },
  );

  test("identifiers and hashes are no words", () => {
    expect(
      indexWords({ title: "a", attachments: [{ sha256: "ff", mime: "image/jpeg", caption: "说明" }] })
        .split(" ")
        .sort(),
    ).toEqual(["a", "明", "说明"]);
  });
});
