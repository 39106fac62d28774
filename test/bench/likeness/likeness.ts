// How well copies of photos are known again: copies found in each class, photos that raise a false alarm against a large gallery,
// other minutes of the same room that do, and what asking costs.
import { copiesOf } from "../../../src-main/domain/likeness/copies.ts";
import { openGallery, type Gallery } from "../../../src-main/domain/likeness/gallery.ts";
import type { Grey } from "../../../src-main/domain/likeness/grey.ts";
import { likenessOf, TAKEN_EDGE, type Likeness } from "../../../src-main/domain/likeness/likeness.ts";
import { rowOf, type Family, type Row } from "../rows/row.ts";
import { chanceOfCopy, EDITS } from "./edits.ts";
import { likenessIn, photoOf } from "./photos.ts";
import { paintShot, type Shot } from "./scenes.ts";

const ORIGINAL_PX = 960;
const GALLERY_PX = 192;

const SIZES = {
  full: { gallery: 20_000, originals: 100, strangers: 400, minutes: 150 },
  quick: { gallery: 200, originals: 3, strangers: 6, minutes: 6 },
} as const;

/** Rooms are numbered: those of originals, of the gallery, of photos that are in no gallery. */
const [FIRST_ORIGINAL, FIRST_GALLERY, FIRST_STRANGER] = [0, 10_000, 50_000];
/** Photos of one room that lie in the gallery: five minutes of it. */
const MINUTES = 5;

/** A gallery with the small picture of each of its numbers. */
type Kept = Readonly<{ gallery: Gallery; smalls: Grey[] }>;

/** Recall by class, false alarms, and what a question costs. */
export const likeness: Family = {
  name: "likeness",
  measure: async ({ size, say }) => {
    const counts = SIZES[size];
    const originals = await Promise.all(Array.from({ length: counts.originals }, (_, at) => originalOf(at)));
    const kept: Kept = { gallery: openGallery(), smalls: [] };
    for (const original of originals) keep(kept, await likenessIn(original));
    for (let at = 0; at < counts.gallery - counts.originals; at += 1) {
      keep(kept, likenessOf(paintShot(shotInGallery(at), GALLERY_PX)));
      if (at % 1000 === 0) say(`${at} of ${counts.gallery} in the gallery`);
    }
    return [
      ...(await recallRows(kept, originals, say)),
      await alarmRow("strangers that raise no alarm", kept, counts.strangers, (at) => ({
        room: FIRST_STRANGER + at,
        minute: 0,
        hand: FIRST_STRANGER + at,
      })),
      await alarmRow("other minutes of a room in the gallery that raise none", kept, counts.minutes, otherMinute),
      costRow(kept, await Promise.all(originals.slice(0, 30).map(likenessIn))),
    ];
  },
};

function shotInGallery(at: number): Shot {
  return { room: FIRST_GALLERY + Math.floor(at / MINUTES), minute: at % MINUTES, hand: FIRST_GALLERY + at };
}

/** People who stand elsewhere, all of them, half or a third; another hand. */
function otherMinute(at: number): Shot {
  const hand = 2 * FIRST_STRANGER + at;
  return { room: FIRST_ORIGINAL + (at % 100), minute: 1 + Math.floor(at / 100), hand, moved: [1, 0.5, 0.33][at % 3] ?? 1 };
}

function originalOf(at: number): Promise<Buffer> {
  return photoOf({ room: FIRST_ORIGINAL + at, minute: 0, hand: at }, ORIGINAL_PX);
}

function keep({ gallery, smalls }: Kept, { small, spots }: Likeness): void {
  gallery.add(spots);
  smalls.push(small);
}

function copiesIn({ gallery, smalls }: Kept, asked: Likeness): readonly number[] {
  return copiesOf(asked, gallery, (picture) => smalls[picture]);
}

async function recallRows(kept: Kept, originals: readonly Buffer[], say: (line: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [edit, { name, make }] of EDITS.entries()) {
    let found = 0;
    for (const [at, original] of originals.entries()) {
      const copy = await make(original, chanceOfCopy(at, edit));
      if (copiesIn(kept, await likenessIn(copy)).includes(at)) found += 1;
    }
    say(`${name}: ${found} of ${originals.length}`);
    const measured = { name: `copies found: ${name}`, value: found, unit: "photos", yardstick: originals.length };
    rows.push(rowOf({ ...measured, against: "copies" }, { goal: 0.95, target: 0.95, more: "is-better" }));
  }
  return rows;
}

async function alarmRow(name: string, kept: Kept, count: number, shotOf: (at: number) => Shot): Promise<Row> {
  let alarms = 0;
  for (let at = 0; at < count; at += 1)
    if (copiesIn(kept, await likenessIn(await photoOf(shotOf(at), ORIGINAL_PX))).length > 0) alarms += 1;
  const measured = { name, value: count - alarms, unit: "photos", yardstick: count };
  return rowOf({ ...measured, against: "photos asked about" }, { goal: 0.99, target: 0.99, more: "is-better" });
}

function costRow(kept: Kept, asked: readonly Likeness[]): Row {
  const grey = paintShot({ room: FIRST_ORIGINAL, minute: 0, hand: 0 }, TAKEN_EDGE);
  const [asking, taking] = [
    asked.map((one) => timeOf(() => copiesIn(kept, one))),
    asked.map(() => timeOf(() => likenessOf(grey))),
  ];
  const measured = { name: "asking the gallery about one photo", value: median(asking), unit: "ms", yardstick: median(taking) };
  return rowOf({ ...measured, against: "taking its likeness" }, { goal: 3, target: 3 });
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
