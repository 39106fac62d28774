// Review at the county: a record is accepted, or returned with a reason. It holds for the heads that were seen; an edit answers it.
import type { JsonObject } from "../../../domain/json.ts";
import type { Decision } from "../../../domain/duties/judgement.ts";
import { kindOf } from "../../../domain/kinds/kinds.ts";
import { Problem } from "../../../domain/problem.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import { requireRole, type Needs } from "../../workspace.ts";
import { recordId } from "../../records/versions/put-record.ts";
import type { RecordView, RecordReader, RecordWriter } from "../../ports/store/records.ts";
import type { FactReader } from "../../ports/store/facts.ts";

type ReviewNeeds = Needs<FactReader & RecordWriter, "sha256" | "world">;

export type ReviewRequest = Readonly<{ record: string; kind?: string; unit?: string; decision: Decision; reason?: string }>;

/** What the county last decided about a record. */
export type Review = Readonly<{ decision: Decision; reason: string; heads: readonly string[]; record: RecordView }>;

/** Kinds of a unit that say nothing to be judged. */
const NOT_REVIEWED: ReadonlySet<string> = new Set(["person", "enrolment-request", "release"]);

/** Whether records of a kind are reviewed. */
export function isReviewed(kind: string): boolean {
  return kindOf(kind)?.writer === "unit" && !NOT_REVIEWED.has(kind);
}

/**
 * Accepts or returns the version of a record that is shown now.
 *
 * @throws {Problem} `workspace-role`, `record-not-found`, `record-ambiguous`, `review-not-possible`, `review-reason-missing`
 */
export function reviewRecord(ws: ReviewNeeds, request: ReviewRequest): RecordKey & Readonly<{ decision: Decision }> {
  const facts = ws.store.facts();
  requireRole(facts, "county");
  const key = oneRecord(ws, request);
  if (!isReviewed(key.kind)) throw new Problem("review-not-possible", { kind: key.kind });
  const shown = ws.store.record(key);
  if (shown?.status !== "shown") throw new Problem("record-not-found", { record: request.record });
  const reason = (request.reason ?? "").trim();
  if (request.decision === "return" && reason === "") throw new Problem("review-reason-missing", {});
  const value: JsonObject = {
    about: { ...key, heads: shown.heads },
    decision: request.decision,
    ...(reason !== "" && { reason }),
  };
  const review = { kind: "review", record: recordId(ws, "review", value), unit: facts.unit, value };
  ws.store.append([{ ...review, audience: `unit:${key.unit}` }]);
  return { ...key, decision: request.decision };
}

function oneRecord(ws: Needs<RecordReader>, { record, kind, unit }: ReviewRequest): RecordKey {
  const found = ws.store
    .findRecords(record)
    .filter((key) => (unit === undefined || key.unit === unit) && (kind === undefined || key.kind === kind));
  const [key, another] = found;
  if (key === undefined) throw new Problem("record-not-found", { record });
  if (another !== undefined) throw new Problem("record-ambiguous", { record });
  return key;
}

/** The county's decisions, by the record that they are about. */
export function reviewsByRecord(ws: Needs<RecordReader>): (key: RecordKey) => Review | undefined {
  const reviews = new Map<string, Review>();
  for (const record of ws.store.allRecords({ kind: "review" })) {
    if (record.value === null) continue;
    const { about, decision, reason = "" } = record.value;
    reviews.set(nameOf(about), { decision, reason, heads: about.heads, record });
  }
  return (key) => reviews.get(nameOf(key));
}

function nameOf({ unit, kind, record }: RecordKey): string {
  return `${unit}/${kind}/${record}`;
}
