// The address of a record's screen.
import type { RecordKey } from "../../../src-main/api/contract-parts.ts";
import type { Ready } from "../../../src-main/api/session/contract.ts";

/** An activity has a page of its own, a ledger's record opens beside its ledger. */
export function pathOfRecord({ unit, kind, record }: RecordKey): string {
  return kind === "activity" ? `/activities/${unit}/${record}` : `/ledgers/${kind}?record=${unit}.${record}`;
}

/** The list that records of a kind stand in; the liaison form is a screen of its own. */
export function pathOfKind(kind: string): string {
  if (kind === "liaison") return "/settings/liaison";
  return kind === "activity" ? "/activities" : `/ledgers/${kind}`;
}

/** How the liaison form gets to the county: with the request, or where this PC is approved in a hand-in. */
export function liaisonWay(enrolment: Ready["trust"]["enrolment"]): string {
  return enrolment === "approved" ? "/hand-in/liaison" : "/settings/trust";
}

/** Where a draft is typed. */
export function pathOfDraft(kind: string, draft: string): string {
  if (kind === "liaison") return pathOfKind(kind);
  return kind === "activity" ? `/activities/draft/${draft}` : `/ledgers/draft/${draft}`;
}
