// The staged entries without waiting give exactly the lines that were verified, however they fall on blocks.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { encodeCarried, parseCarriedLine } from "../../src-main/bundle/entries-file.ts";
import { readStagedLines } from "../../src-main/bundle/staged-lines.ts";
import { append, openFeed } from "../support/make-bundle.ts";
import { sharedFolder } from "../support/temp-folder.ts";

const folder = sharedFolder();
// Values from nothing to a quarter of a block, so that lines lie across blocks, with characters of every width.
const value = fc.record({
  text: fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !text.includes("\0") && text.isWellFormed()),
  times: fc.integer({ min: 1, max: 4000 }),
});

test.prop([fc.array(value, { maxLength: 40 })], { numRuns: 15 })("lines come back one by one, as they were", async (values) => {
  const feed = append(
    openFeed("sender"),
    values.map(({ text, times }) => ({ title: text.repeat(times) })),
  );
  const lines = feed.carried.map(encodeCarried);
  const path = join(await folder(), "entries.jsonl");
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
  expect([...readStagedLines(path)]).toEqual(lines.map(parseCarriedLine));
});

test("a line longer than a block, and an empty file", async () => {
  const lines = append(openFeed("sender"), [{ title: "长".repeat(600_000) }, { title: "短" }]).carried.map(encodeCarried);
  const path = join(await folder(), "long.jsonl");
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
  expect([...readStagedLines(path)].map(({ line }) => line)).toEqual(lines);
  await writeFile(path, "");
  expect([...readStagedLines(path)]).toEqual([]);
});

test("stopping early lets go of the file", async () => {
  const path = join(await folder(), "stopped.jsonl");
  await writeFile(path, `${encodeCarried(openFeed("sender").carried[0]!)}\n`.repeat(3));
  for (const line of readStagedLines(path)) {
    expect(line.hash).toHaveLength(64);
    break;
  }
  await writeFile(path, "");
});
