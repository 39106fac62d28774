// The one word for where a record stands, computed and never stored. What a unit calls ready the county calls here and not reported.
export const RECORD_STATES = [
  "lacking",
  "ready",
  "unreported",
  "handed-in",
  "received",
  "returned",
  "conflict",
  "needs-check",
  "waiting",
] as const;
/** `ready`: saved and evidenced, not handed in yet; at the county that is `unreported`. */
export type RecordState = (typeof RECORD_STATES)[number];

type Facts<Row> = Readonly<{
  atCounty: boolean;
  handedIn(record: Row): boolean;
  returned(record: Row): boolean;
  received(record: Row): boolean;
}>;
type Row = Readonly<{ conflicts: readonly unknown[]; needsCheck: boolean; waiting: boolean; evidenced: boolean }>;

/** The most urgent first. `withoutEvidence`: a kind that needs none. */
export function recordState<Of extends Row>(record: Of, facts: Facts<Of>, withoutEvidence: boolean): RecordState {
  if (record.conflicts.length > 0) return "conflict";
  if (record.needsCheck) return "needs-check";
  if (record.waiting) return "waiting";
  if (facts.returned(record)) return "returned";
  if (!record.evidenced && !withoutEvidence) return "lacking";
  if (facts.received(record)) return "received";
  if (facts.atCounty) return "unreported";
  return facts.handedIn(record) ? "handed-in" : "ready";
}
