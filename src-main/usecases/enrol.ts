// Enrolment of keys: a unit asks, the county compares the code on sealed paper and approves, or ends a key.
import { checkKeyCode, keyCode } from "../domain/key-code.ts";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { recordId } from "./put-record.ts";
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
  if (desk.store.record({ unit: facts.unit, kind: REQUEST, record })?.status !== "shown") {
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
  pending: readonly Readonly<{ unit: string; device: string; entries: number }>[];
  approved: readonly Readonly<{ unit: string; role: string; device: string; code: string; revoked: boolean }>[];
}>;

/** Keys that wait, and keys that were approved. */
export function listEnrolments(desk: Desk): EnrolmentList {
  const grants = [...desk.store.authority().grants];
  return {
    pending: desk.store.pendingRequests().map(({ unit, device, quarantined }) => ({ unit, device, entries: quarantined })),
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

/**
 * Ends an approved key; what the county holds of it by now stays good.
 *
 * @throws {Problem} `workspace-role`, `key-code-*`
 */
export function revokeEnrolment(desk: Desk, typed: string, reason: string): Readonly<{ unit: string; device: string }> {
  const facts = desk.store.facts();
  requireRole(facts, "county");
  const found = [...desk.store.authority().grants].find(([key, grant]) => grant.role !== "root" && matchesCode(desk, key, typed));
  if (found === undefined) throw new Problem("key-code-unmatched", {});
  const [key, grant] = found;
  const lastGood = desk.store
    .feeds()
    .filter((feed) => feed.key === key)
    .flatMap((feed) => feed.heads.map(({ seq, hash }) => ({ feed: feed.hash, seq, hash })));
  const value: JsonObject = { key, lastGood, reason };
  desk.store.append([
    { kind: "revocation", record: recordId(desk, "revocation", value), unit: facts.unit, audience: "all", value },
  ]);
  return { unit: grant.unit, device: grant.device };
}

/**
 * Whether a key is the one whose code was typed.
 *
 * @throws {Problem} `key-code-length`, `key-code-group` if the code cannot be right for any key
 */
export function matchesCode(desk: Desk, key: string, typed: string): boolean {
  const fingerprint = desk.fingerprint(key);
  if (/^[0-9a-f]{64}$/i.test(typed.trim())) return typed.trim().toLowerCase() === fingerprint;
  return keyCode(fingerprint) === checkedCode(typed);
}

/** A typed code in its printed form. @throws {Problem} `key-code-length`, `key-code-group` */
export function checkedCode(typed: string): string {
  const check = checkKeyCode(typed);
  if (check.kind === "length") throw new Problem("key-code-length", { digits: check.digits });
  if (check.kind === "group") throw new Problem("key-code-group", { group: check.group });
  return check.code;
}
