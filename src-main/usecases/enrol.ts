// Enrolment of keys: a unit asks, the county compares the code on sealed paper and approves.
import { keyCode } from "../domain/key-code.ts";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { matchesCode } from "./match-code.ts";
import { recordId } from "./put-record.ts";
import { refusalOf } from "./refuse-enrolment.ts";
import type { Progress } from "./ports.ts";

/** The request's own feed: so that a plain bundle with it carries nothing else. */
const REQUEST = "enrolment-request";

/**
 * Writes this PC's enrolment request. It holds keys, unit code and device name only, and is always plain.
 *
 * @param target folder and name without ending.
 */
export async function requestEnrolment(
  desk: Desk,
  target: Readonly<{ folder: string; baseName: string }>,
  progress: Progress,
): Promise<Exported & Readonly<{ code: string }>> {
  const facts = desk.store.facts();
  requireRole(facts, "unit");
  const [recipient, recovery] = desk.ownRecipients();
  const value: JsonObject = {
    unit: facts.unit,
    device: facts.device,
    key: facts.selfKey,
    recipient: recipient ?? "",
    recovery: recovery ?? "",
  };
  const record = recordId(desk, REQUEST, value);
  const isWritten = desk.store.record({ unit: facts.unit, kind: REQUEST, record })?.status === "shown";
  // A restored or copied workspace has given its feeds up: it asks again in a new one.
  if (!isWritten || desk.store.ownFeed(REQUEST) === undefined) {
    desk.store.append([{ kind: REQUEST, record, unit: facts.unit, audience: "county", value, feed: REQUEST }]);
  }
  const requestFeed = desk.store.ownFeed(REQUEST);
  const exported = await exportBundle(
    desk,
    {
      ...target,
      purpose: "enrolment-request",
      recipient: { kind: "county" },
      plain: true,
      papers: [],
      choose: (feed) => feed.hash === requestFeed,
    },
    progress,
  );
  return { ...exported, code: keyCode(desk.fingerprint(facts.selfKey)) };
}

export type EnrolmentList = Readonly<{
  /** Requests that wait. The code is not shown: it has to come from the paper. */
  pending: readonly Readonly<{ unit: string; device: string; entries: number; refused?: string }>[];
  approved: readonly Readonly<{ unit: string; role: string; device: string; code: string; revoked: boolean }>[];
}>;

/** Keys that wait, and keys that were approved. */
export function listEnrolments(desk: Desk): EnrolmentList {
  const grants = [...desk.store.authority().grants];
  return {
    pending: desk.store.pendingRequests().map(({ key, unit, device, quarantined }) => {
      const refused = refusalOf(desk, unit, key);
      return { unit, device, entries: quarantined, ...(refused !== undefined && { refused }) };
    }),
    approved: grants.map(([key, grant]) => ({
      unit: grant.unit,
      role: grant.role,
      device: grant.device,
      code: keyCode(desk.fingerprint(key)),
      revoked: grant.cuts.length > 0,
    })),
  };
}

/**
 * Approves the waiting key that matches a code typed or scanned from paper.
 *
 * @param typed six groups, or the whole fingerprint (64 hexadecimal digits).
 * @throws {Problem} `workspace-role`, `key-code-length`, `key-code-group`, `key-code-unmatched`
 */
export function approveEnrolment(desk: Desk, typed: string): Readonly<{ unit: string; device: string; released: number }> {
  requireRole(desk.store.facts(), "county");
  const request = desk.store.pendingRequests().find((candidate) => matchesCode(desk, candidate.key, typed));
  if (request === undefined) throw new Problem("key-code-unmatched", {});
  const { key, unit, device, recipient, recovery, quarantined } = request;
  const value: JsonObject = { key, unit, role: "unit", device, recipient, recovery };
  desk.store.append([
    { kind: "enrolment", record: recordId(desk, "enrolment", value), unit: desk.store.facts().unit, audience: "all", value },
  ]);
  return { unit, device, released: quarantined };
}
