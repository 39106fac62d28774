// Which files of the gallery a person means: by unit, record, class, period or days, or picked one by one.
import { timedPeriods } from "../../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { checkedPeriod } from "../campaign.ts";
import type { GalleryFile, GalleryFilter, GalleryPlace, GalleryReader } from "../ports/store/media/gallery.ts";
import type { Needs, Workspace } from "../workspace.ts";

/** `period`: of the campaign, by its times. `fromDay`, `toDay`: days of the records, both inclusive. */
export type GalleryChoice = Readonly<{
  unit?: string;
  record?: RecordKey;
  class?: GalleryFile["attachment"]["class"];
  period?: string;
  fromDay?: string;
  toDay?: string;
}>;

export type ChooseFilesNeeds = Needs<GalleryReader, "campaign">;

/** A file as a screen names it. */
export type PickedFile = Readonly<{ record: RecordKey; sha256: string }>;

/** Behind every time of a day, and before the next day. */
const END_OF_DAY = "\u{10FFFF}";

/** @throws {Problem} `period-unknown` */
export function galleryFilter(ws: Pick<Workspace, "campaign">, choice: GalleryChoice): GalleryFilter {
  const { period, fromDay, toDay, ...rest } = choice;
  const span = period === undefined ? {} : spanOf(ws, checkedPeriod(ws, period));
  const from = latest(span.from, fromDay);
  const before = earliest(span.before, toDay === undefined ? undefined : `${toDay}${END_OF_DAY}`);
  return { ...rest, ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
}

/** Nothing where it is no period of its own: all the time. */
function spanOf(ws: Pick<Workspace, "campaign">, id: string): Pick<GalleryFilter, "from" | "before"> {
  const found = timedPeriods(ws.campaign()).find((period) => period.id === id);
  const local = (ms: number) => formatLocalDateTime(ms, ws.campaign().calendar.offsetMinutes);
  return found === undefined ? {} : { from: local(found.fromMs), before: local(found.toMs) };
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

const PAGE_FILES = 500;

/** All files that a choice finds, unit by unit and newest first. */
export function* allFiles(ws: ChooseFilesNeeds, choice: GalleryChoice): Generator<GalleryFile> {
  const filter = galleryFilter(ws, choice);
  let after: GalleryPlace | undefined;
  do {
    const page = ws.store.galleryPage({ ...filter, sort: "unit", limit: PAGE_FILES, ...(after !== undefined && { after }) });
    yield* page.files;
    after = page.next;
  } while (after !== undefined);
}

/** Files that were picked one by one, record by record; one that no record holds any more is passed over. */
export function* pickedFiles(ws: ChooseFilesNeeds, picked: readonly PickedFile[]): Generator<GalleryFile> {
  const byRecord = Map.groupBy(picked, ({ record: { unit, kind, record } }) => `${unit}/${kind}/${record}`);
  for (const files of byRecord.values()) {
    const wanted = new Set(files.map(({ sha256 }) => sha256));
    const [first] = files;
    if (first !== undefined) yield* filesAmong(allFiles(ws, { record: first.record }), wanted);
  }
}

function* filesAmong(files: Iterable<GalleryFile>, wanted: ReadonlySet<string>): Generator<GalleryFile> {
  for (const file of files) if (wanted.has(file.attachment.sha256)) yield file;
}
