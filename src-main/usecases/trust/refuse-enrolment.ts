// Refuses a request for approval: it is returned with a reason, like any record, and may be approved later all the same.
import type { JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { uuidV8 } from "../../domain/feed/record-id.ts";
import { naturalKeyText } from "../../domain/kinds/kinds.ts";
import { requireRole, type Workspace, type Needs } from "../workspace.ts";
import { recordId } from "../records/versions/put-record.ts";
import type { PendingRequest, TrustReader } from "../ports/store/trust.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordReader, RecordWriter } from "../ports/store/records.ts";

type RefuseEnrolmentNeeds = Needs<FactReader & RecordWriter & TrustReader, "sha256" | "world">;

export type RefuseEnrolmentReads = Needs<FactReader & RecordReader & TrustReader, "sha256" | "world">;

/** The record of the request that a key made. */
function requestAbout(ws: Pick<Workspace, "sha256">, unit: string, key: string, heads: readonly string[]): JsonObject {
  const record = uuidV8(ws.sha256, naturalKeyText("enrolment-request", { key }) ?? "");
  return { unit, kind: "enrolment-request", record, heads: [...heads] };
}

/** Why the county returned the request of a key; undefined where it did not. */
export function refusalOf(ws: RefuseEnrolmentReads, unit: string, key: string): string | undefined {
  const review: JsonObject = { about: requestAbout(ws, unit, key, []) };
  const found = ws.store.record({ unit: ws.store.facts().unit, kind: "review", record: recordId(ws, "review", review) });
  return found?.value?.decision === "return" ? (found.value.reason ?? "") : undefined;
}

/** The requests that wait for a decision: neither approved nor returned. */
export function waitingRequests(ws: RefuseEnrolmentReads): readonly PendingRequest[] {
  return ws.store.pendingRequests().filter(({ unit, key }) => refusalOf(ws, unit, key) === undefined);
}

/**
 * Returns the request of a key with a reason; what it brought stays in quarantine.
 *
 * @throws {Problem} `workspace-role`, `request-unknown`
 */
export function refuseEnrolment(
  ws: RefuseEnrolmentNeeds,
  key: string,
  reason: string,
): Readonly<{ unit: string; device: string }> {
  requireRole(ws.store.facts(), "county");
  const request = ws.store.pendingRequests().find((candidate) => candidate.key === key);
  if (request === undefined) throw new Problem("request-unknown", {});
  const { unit, device, hash } = request;
  const value: JsonObject = { about: requestAbout(ws, unit, key, [hash]), decision: "return", reason };
  ws.store.append([
    { kind: "review", record: recordId(ws, "review", value), unit: ws.store.facts().unit, audience: `unit:${unit}`, value },
  ]);
  return { unit, device };
}
