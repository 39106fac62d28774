// Refuses a request for approval: it is returned with a reason, like any record, and may be approved later all the same.
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { uuidV8 } from "../domain/record-id.ts";
import { naturalKeyText } from "../domain/kinds.ts";
import { requireRole, type Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";
import type { PendingRequest } from "./store-port.ts";

/** The record of the request that a key made. */
function requestAbout(desk: Desk, unit: string, key: string, heads: readonly string[]): JsonObject {
  const record = uuidV8(desk.sha256, naturalKeyText("enrolment-request", { key }) ?? "");
  return { unit, kind: "enrolment-request", record, heads: [...heads] };
}

/** Why the county returned the request of a key; undefined where it did not. */
export function refusalOf(desk: Desk, unit: string, key: string): string | undefined {
  const review: JsonObject = { about: requestAbout(desk, unit, key, []) };
  const found = desk.store.record({ unit: desk.store.facts().unit, kind: "review", record: recordId(desk, "review", review) });
  return found?.value?.["decision"] === "return" ? String(found.value["reason"] ?? "") : undefined;
}

/** The requests that wait for a decision: neither approved nor returned. */
export function waitingRequests(desk: Desk): readonly PendingRequest[] {
  return desk.store.pendingRequests().filter(({ unit, key }) => refusalOf(desk, unit, key) === undefined);
}

/**
 * Returns the request of a key with a reason; what it brought stays in quarantine.
 *
 * @throws {Problem} `workspace-role`, `request-unknown`
 */
export function refuseEnrolment(desk: Desk, key: string, reason: string): Readonly<{ unit: string; device: string }> {
  requireRole(desk.store.facts(), "county");
  const request = desk.store.pendingRequests().find((candidate) => candidate.key === key);
  if (request === undefined) throw new Problem("request-unknown", {});
  const { unit, device, hash } = request;
  const value: JsonObject = { about: requestAbout(desk, unit, key, [hash]), decision: "return", reason };
  desk.store.append([
    { kind: "review", record: recordId(desk, "review", value), unit: desk.store.facts().unit, audience: `unit:${unit}`, value },
  ]);
  return { unit, device };
}
