// The staged entries without waiting give exactly the lines that were verified, however they fall on blocks.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { encodeCarried } from "../../../src-main/bundle/bag/entries-file.ts";
import { readCheckedLines } from "../../../src-main/store/apart/checked-lines.ts";
import { lineOf } from "../../support/made/checked-copy.ts";
import { append, openFeed } from "../../support/made/make-bundle.ts";
import { sharedFolder } from "../../support/temp-folder.ts";

const folder = sharedFolder();
const without: ReadonlySet<string> = new Set();
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
  expect([...readCheckedLines({ path, without })]).toEqual(feed.carried.map(lineOf));
});

test("a line longer than a block, and an empty file", async () => {
  const { carried } = append(openFeed("sender"), [{ title: "长".repeat(600_000) }, { title: "短" }]);
  const path = join(await folder(), "long.jsonl");
  await writeFile(path, carried.map((one) => `${encodeCarried(one)}\n`).join(""));
  expect([...readCheckedLines({ path, without })]).toEqual(carried.map(lineOf));
  await writeFile(path, "");
  expect([...readCheckedLines({ path, without })]).toEqual([]);
});

test("a feed that is left out", async () => {
  const [kept, left] = ["00", "11"].map((nonce) => append(openFeed("sender", "GT-01", nonce.repeat(16)), [{ title: nonce }]));
  const path = join(await folder(), "left-out.jsonl");
  const carried = [kept, left].flatMap((feed) => feed?.carried ?? []);
  await writeFile(path, carried.map((one) => `${encodeCarried(one)}\n`).join(""));
  expect([...readCheckedLines({ path, without: new Set([left?.id ?? ""]) })]).toEqual(kept?.carried.map(lineOf));
});

test("stopping early lets go of the file", async () => {
  const path = join(await folder(), "stopped.jsonl");
  await writeFile(path, `${encodeCarried(openFeed("sender").carried[0]!)}\n`.repeat(3));
  for (const line of readCheckedLines({ path, without })) {
    expect(line.hash).toHaveLength(64);
    break;
  }
  await writeFile(path, "");
});
