// Checks over the photos of activities: copies in two of them (V25), taken at another time or place (V26). What is to be asked was found
// before (domain/doubts); one file in two activities is V21.
import { eachPairOnce, type Doubt, type DoubtReason } from "../../doubts/doubts-of.ts";
import type { RecordKey } from "../../record/projected.ts";
import { titleOf } from "./activity-checks.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";
import type { Draft } from "./finding.ts";

/** V25: a photo that is nearly the same as one of another activity. */
export const similarMedia: StructuralCheck = (context) =>
  eachPairOnce(asked(context, ["similar"])).map((doubt) => ({
    ...draftOf(context, doubt),
    sameness: `${doubt.photo.sha256} ${doubt.other?.sha256 ?? ""}`,
  }));

/** V26: photos that were taken at another time, or far from the activity's other photos; those of one activity together. */
export const mediaApart: StructuralCheck = (context) => {
  const doubts = asked(context, ["other-week", "taken-outside", "taken-elsewhere"]);
  const together = Map.groupBy(doubts, ({ reason, record }) => `${reason} ${textOf(record)}`);
  return [...together.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { part: _part, ...draft } = draftOf(context, first);
    return [{ ...draft, params: { ...draft.params, count: alike.length }, variant: first.reason }];
  });
};

function asked({ doubts, records }: CheckContext, reasons: readonly DoubtReason[]): readonly Doubt[] {
  const checked = new Set(records.map(textOf));
  return doubts.filter(({ reason, record }) => reasons.includes(reason) && checked.has(textOf(record)));
}

function draftOf(context: CheckContext, { record, photo, other, metres = 0 }: Doubt): Draft {
  const [day = "", time = ""] = (photo.takenAt ?? "").split("T");
  const params = { file: photo.name, taken: `${day} ${time.slice(0, 5)}`.trim(), kilometres: Math.round(metres / 1000) };
  return {
    records: other === undefined ? [record] : [record, other.record],
    part: `${photo.sha256} ${other?.sha256 ?? ""}`.trim(),
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
