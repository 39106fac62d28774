// Enrolment of keys: a unit asks, the county compares the code on sealed paper and approves.
import { isOver } from "../../domain/trust/key-state.ts";
import { keyCode } from "../../domain/trust/key-code.ts";
import type { JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { officeRole, requireRoot } from "./county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { exportBundle, type Exported } from "../sending/write/export-bundle.ts";
import { sendLiaison, type NamedTarget, type LiaisonSent, type LiaisonNeeds } from "./liaison.ts";
import { matchesCode } from "./match-code.ts";
import { recordId } from "../records/versions/put-record.ts";
import type { Progress } from "../ports/progress.ts";
import type { Quarantined, TrustReader } from "../ports/store/trust.ts";
import { refusalOf, type RefuseEnrolmentReads } from "./refuse-enrolment.ts";
import { endsMore, revocationOf, type Revocation } from "./revoke-key.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordWriter } from "../ports/store/records.ts";

export type EnrolNeeds = LiaisonNeeds &
  RefuseEnrolmentReads &
  Needs<FactReader & FeedReader & RecordWriter & TrustReader, "fingerprint" | "ownRecipients" | "sha256" | "world">;

type EnrolReads = RefuseEnrolmentReads & Needs<FactReader & FeedReader & TrustReader, "fingerprint" | "sha256" | "world">;

/** The request's own feed: so that a plain bundle with it carries nothing else. */
const REQUEST = "enrolment-request";

/**
 * Writes this PC's enrolment request. It holds keys, unit code and device name only, and is always plain; the liaison form that was
 * filled in goes beside it, sealed.
 *
 * @param target folder, and the name without ending or the file's name as a person chose it.
 */
export async function requestEnrolment(
  ws: EnrolNeeds,
  target: NamedTarget,
  progress: Progress,
): Promise<Exported & Readonly<{ code: string; liaison: LiaisonSent }>> {
  const facts = ws.store.facts();
  const isCounty = facts.role === "county";
  if (isCounty && officeRole(ws) === "root") throw new Problem("county-is-root", {});
  const [recipient, recovery] = ws.ownRecipients();
  const value: JsonObject = {
    unit: facts.unit,
    device: facts.device,
    key: facts.selfKey,
    recipient: recipient ?? "",
    ...(isCounty ? { role: "county" } : { recovery: recovery ?? "" }),
  };
  const record = recordId(ws, REQUEST, value);
  const isWritten = ws.store.record({ unit: facts.unit, kind: REQUEST, record })?.status === "shown";
  // A restored or copied workspace has given its feeds up: it asks again in a new one.
  if (!isWritten || ws.store.ownFeed(REQUEST) === undefined) {
    ws.store.append([{ kind: REQUEST, record, unit: facts.unit, audience: "county", value, feed: REQUEST }]);
  }
  const requestFeed = ws.store.ownFeed(REQUEST);
  const exported = await exportBundle(
    ws,
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
  const liaison = await sendLiaison(ws, besideRequest(target), progress);
  return { ...exported, code: keyCode(ws.fingerprint(facts.selfKey)), liaison };
}

/** Where the sealed liaison form lies: beside the request, by its name. */
function besideRequest(target: NamedTarget): NamedTarget {
  if ("baseName" in target) return { ...target, baseName: `${target.baseName}-附件1` };
  return { ...target, fileName: target.fileName.replace(/(\.anbao)?$/i, "-附件1.anbao.age") };
}

export type EnrolmentList = Readonly<{
  /** Requests that wait. The code is not shown: it has to come from the paper. */
  pending: readonly Readonly<{
    unit: string;
    role: "unit" | "county";
    device: string;
    entries: number;
    sinceMs: number | null;
    refused?: string;
  }>[];
  /** Keys whose entries wait although they have not asked. */
  unasked: readonly Readonly<{ unit: string; entries: number; sinceMs: number | null }>[];
  approved: readonly Readonly<{ unit: string; role: string; device: string; code: string; revoked: boolean }>[];
}>;

/** Keys that wait, and keys that were approved. */
export function listEnrolments(ws: EnrolReads): EnrolmentList {
  const grants = [...ws.store.authority().grants];
  const requests = ws.store.pendingRequests();
  return {
    pending: requests.map(({ key, unit, role, device, quarantined, arrivedMs }) => {
      const refused = refusalOf(ws, unit, key);
      return { unit, role, device, entries: quarantined, sinceMs: arrivedMs, ...(refused !== undefined && { refused }) };
    }),
    unasked: unaskedKeys(ws, new Set(requests.map(({ key }) => key))).map(({ key: _key, ...rest }) => rest),
    approved: grants.map(([key, grant]) => ({
      unit: grant.unit,
      role: grant.role,
      device: grant.device,
      code: keyCode(ws.fingerprint(key)),
      revoked: isOver(grant),
    })),
  };
}

/** Keys of which entries wait, without a request that could be approved. */
export function unaskedKeys(ws: Needs<TrustReader>, asked: ReadonlySet<string>): readonly Quarantined[] {
  return ws.store.quarantined().filter(({ key }) => !asked.has(key));
}

export type Approval = Readonly<{
  /** The person knows that the PC is to be one of the county's, which opens and hands out everything. */
  asCounty?: boolean;
  /** Key of the lost or old PC of the same office that ends with this approval. */
  replaces?: Readonly<{ key: string }> & Revocation;
}>;

export type Approved = Readonly<{
  unit: string;
  device: string;
  released: number;
  ended?: Readonly<{ device: string; cut: number }>;
}>;

/**
 * Approves the waiting key that matches a code typed or scanned from paper; where it replaces another PC, that one ends in the same
 * step, with what it wrote before.
 *
 * @param typed six groups, the whole fingerprint, or the text of the printed QR.
 * @throws {Problem} `workspace-role`, `county-not-root`, `key-code-length`, `key-code-group`, `key-scan-wrong`, `key-code-unmatched`,
 *   `request-of-county`, `replaces-other-unit`, `not-in-force`
 */
export function approveEnrolment(ws: EnrolNeeds, typed: string, approval: Approval = {}): Approved {
  requireRoot(ws);
  const request = ws.store.pendingRequests().find((candidate) => matchesCode(ws, candidate.key, typed));
  if (request === undefined) throw new Problem("key-code-unmatched", {});
  const { key, unit, role, device, recipient, recovery, quarantined } = request;
  if (role === "county" && approval.asCounty !== true) throw new Problem("request-of-county", {});
  if (role === "county" && unit !== ws.store.facts().unit) throw new Problem("request-unknown", {});
  const value: JsonObject = { key, unit, role, device, recipient, ...(recovery !== "" && { recovery }) };
  const enrolment = {
    kind: "enrolment",
    record: recordId(ws, "enrolment", value),
    unit: ws.store.facts().unit,
    audience: "all" as const,
    value,
  };
  const ending = approval.replaces === undefined ? undefined : endingOf(ws, unit, role, approval.replaces);
  const { replaces } = approval;
  const before = replaces === undefined ? undefined : ws.store.authority().grants.get(replaces.key);
  const isEnded = () => replaces === undefined || endsMore(ws, replaces.key, before);
  ws.store.append([enrolment, ...(ending?.versions ?? [])], () => ws.store.authority().grants.has(key) && isEnded());
  const ended = ending && { device: ending.device, cut: ending.cut };
  return { unit, device, released: quarantined, ...(ended !== undefined && { ended }) };
}

/** @throws {Problem} `replaces-other-unit` */
function endingOf(
  ws: EnrolReads,
  unit: string,
  role: "unit" | "county",
  { key, ...revocation }: NonNullable<Approval["replaces"]>,
) {
  const grant = ws.store.authority().grants.get(key);
  if (grant === undefined || grant.unit !== unit || grant.role !== role) throw new Problem("replaces-other-unit", {});
  return { ...revocationOf(ws, key, revocation), device: grant.device };
}
