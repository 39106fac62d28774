// A copy of a photo is known again, whatever was done to it; another minute of the same room is not taken for it. The set at its full
// size, with a gallery of 20,000, is measured by `npm run bench -- --only likeness`.
import { describe, expect, test } from "vitest";
import { copiesOf } from "../../../src-main/domain/likeness/copies.ts";
import { openGallery } from "../../../src-main/domain/likeness/gallery.ts";
import { likenessBytes, likenessFrom } from "../../../src-main/domain/likeness/likeness.ts";
import { chanceOfCopy, EDITS } from "../../bench/likeness/edits.ts";
import { likenessIn, photoOf } from "../../bench/likeness/photos.ts";

const ROOMS = [0, 1, 2, 3];
const photos = await Promise.all(ROOMS.map((room) => photoOf({ room, minute: 0, hand: room }, 640)));
const likenesses = await Promise.all(photos.map(likenessIn));
const gallery = openGallery();
for (const { spots } of likenesses) gallery.add(spots);
const copiesIn = async (photo: Buffer) => copiesOf(await likenessIn(photo), gallery, (at) => likenesses[at]?.small);

describe.each(EDITS.map((edit, at) => [edit.name, edit, at] as const))("%s", (_, edit, at) => {
  test.each(ROOMS)("of photo %i is that photo and no other", async (room) => {
    const copy = await edit.make(photos[room] ?? Buffer.alloc(0), chanceOfCopy(room, at));
    expect(await copiesIn(copy)).toEqual([room]);
  });
});

test.each(ROOMS)("another minute of room %i, with some people elsewhere and another hand, is none", async (room) => {
  for (const moved of [1, 0.5])
    expect(await copiesIn(await photoOf({ room, minute: 1, hand: 100 + room, moved }, 640))).toEqual([]);
});

test("what is not to be compared is no copy", async () => {
  expect(copiesOf(await likenessIn(photos[0] ?? Buffer.alloc(0)), gallery, () => undefined)).toEqual([]);
});

test("a likeness comes out of its bytes as it went in, and out of no others", () => {
  const [likeness] = likenesses;
  const bytes = likeness === undefined ? new Uint8Array(0) : likenessBytes(likeness);
  expect(likenessFrom(bytes)).toEqual(likeness);
  for (const wrong of [bytes.subarray(1), bytes.subarray(0, -1), new Uint8Array(0), new Uint8Array(9000).fill(96)])
    expect(likenessFrom(wrong)).toBeUndefined();
});
