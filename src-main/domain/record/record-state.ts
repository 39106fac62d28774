// The one word for where a record stands. Pure.

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
/** `lacking`: evidence. `ready`: saved and evidenced, not handed in yet; at the county that is `unreported`. */
export type RecordState = (typeof RECORD_STATES)[number];

/** What decides it. `lacksEvidence`: it needs evidence and has none. `received`: at the county, handed in. */
export type StateFactsOf = Readonly<{
  conflict: boolean;
  needsCheck: boolean;
  waiting: boolean;
  returned: boolean;
  lacksEvidence: boolean;
  received: boolean;
  handedIn: boolean;
  atCounty: boolean;
}>;

/** The most urgent first: what a person has to decide, what came back, what is lacking, and then how far it went. */
export function stateOf(facts: StateFactsOf): RecordState {
  if (facts.conflict) return "conflict";
  if (facts.needsCheck) return "needs-check";
  if (facts.waiting) return "waiting";
  if (facts.returned) return "returned";
  if (facts.lacksEvidence) return "lacking";
  if (facts.received) return "received";
  if (facts.atCounty) return "unreported";
  return facts.handedIn ? "handed-in" : "ready";
}
