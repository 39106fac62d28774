// Checks over the photos of activities: copies in two of them (V25), taken at another time or place (V26), mostly cut off (V27). What is
// to be asked was found before (domain/doubts); one file in two activities is V21.
import { eachPairOnce, type Doubt, type DoubtReason } from "../../doubts/doubts-of.ts";
import type { RecordKey } from "../../record/projected.ts";
import { titleOf } from "./activity-checks.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";
import type { Draft } from "./finding.ts";

/** V25: photos that are nearly the same as some of another activity; those of two activities together. Another pair is another difference. */
export const similarMedia: StructuralCheck = (context) =>
  together(
    eachPairOnce(asked(context, ["similar"])),
    ({ record, other }) => `${textOf(record)} ${other ? textOf(other.record) : ""}`,
  ).map((alike) => {
    const pairs = alike.map(({ photo, other }) => `${photo.sha256} ${other?.sha256 ?? ""}`).sort();
    const photos = new Set(alike.map(({ photo }) => photo.sha256)).size;
    return {
      ...draftOf(context, alike[0], photos),
      ...(photos > 1 && { variant: "several" }),
      part: pairs.join(" "),
      sameness: pairs.join(" "),
    };
  });

/** V26: photos that were taken at another time, or far from the activity's other photos; those of one activity together. */
export const mediaApart: StructuralCheck = (context) =>
  togetherByRecord(asked(context, ["other-week", "taken-outside", "taken-elsewhere"])).map((alike) => ({
    ...draftOf(context, alike[0], alike.length),
    variant: alike[0].reason,
  }));

/** V27: pictures that are mostly cut off; those of one activity together. */
export const mediaCutOff: StructuralCheck = (context) =>
  togetherByRecord(asked(context, ["cut-off"])).map((alike) => ({
    ...draftOf(context, alike[0], alike.length),
    ...(alike.length > 1 && { variant: "several" }),
    sameness: alike
      .map(({ photo }) => photo.sha256)
      .sort()
      .join(" "),
  }));

type Alike = readonly [Doubt, ...Doubt[]];

function togetherByRecord(doubts: readonly Doubt[]): readonly Alike[] {
  return together(doubts, ({ reason, record }) => `${reason} ${textOf(record)}`);
}

function together(doubts: readonly Doubt[], by: (doubt: Doubt) => string): readonly Alike[] {
  return [...Map.groupBy(doubts, by).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [[first, ...more] as const],
  );
}

function asked({ doubts, records }: CheckContext, reasons: readonly DoubtReason[]): readonly Doubt[] {
  const checked = new Set(records.map(textOf));
  return doubts.filter(({ reason, record }) => reasons.includes(reason) && checked.has(textOf(record)));
}

/** What is said of several that are alike: how many, and the first of them. */
function draftOf(context: CheckContext, { record, photo, other, metres = 0, percent = 0 }: Doubt, count: number): Draft {
  const [day = "", time = ""] = (photo.takenAt ?? "").split("T");
  const taken = `${day} ${time.slice(0, 5)}`.trim();
  const params = { count, file: photo.name, taken, kilometres: Math.round(metres / 1000), percent };
  return {
    records: other === undefined ? [record] : [record, other.record],
    params: { title: titleIn(context, record), other: other === undefined ? "" : titleIn(context, other.record), ...params },
  };
}

function titleIn({ allRecords }: CheckContext, key: RecordKey): string {
  const found = allRecords.find((record) => textOf(record) === textOf(key));
  return found === undefined ? key.record : titleOf(found);
}

function textOf({ unit, kind, record }: RecordKey): string {
  return `${unit}/${kind}/${record}`;
}
