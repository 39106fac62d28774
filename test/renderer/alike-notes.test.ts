// What is asked about pictures is said once for all that are asked the same.
import { expect, test } from "vitest";
import type { MediaItem, MediaNote } from "../../src-main/api/contract-parts.ts";
import { alikeNotes } from "../../src-renderer/widgets/media/alike-notes.ts";

const note = (reason: MediaNote["note"], record?: string): MediaNote =>
  ({ note: reason, stated: false, ...(record !== undefined && { other: { unit: "1", kind: "activity", record } }) }) as MediaNote;
const item = (sha256: string, ...notes: readonly MediaNote[]) => ({ sha256, notes }) as unknown as MediaItem;
const said = (...items: readonly MediaItem[]) =>
  alikeNotes(items).map((alike) => [
    alike[0].note.note,
    alike[0].note.other?.record,
    alike.map(({ item: { sha256 } }) => sha256).join(""),
  ]);

test("copies of one other activity stand together, each picture once", () => {
  expect(
    said(item("1", note("similar", "a"), note("similar", "a")), item("2", note("similar", "a"), note("similar", "b"))),
  ).toEqual([
    ["similar", "a", "12"],
    ["similar", "b", "2"],
  ]);
});

test("what needs no other activity stands together by its reason, in the order in which it is first said", () => {
  expect(said(item("1", note("recompressed")), item("2", note("same-file", "a"), note("recompressed")), item("3"))).toEqual([
    ["recompressed", undefined, "12"],
    ["same-file", "a", "2"],
  ]);
});
