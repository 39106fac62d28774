// Where this PC stands with the county: whether a county key is pinned, and what became of the request for approval.
import { isOver } from "../../domain/trust/key-state.ts";
import type { Needs } from "../workspace.ts";
import { officeRole } from "./county-pcs.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";

type TrustStateNeeds = Needs<ExportReader & FactReader & RecordReader & TrustReader>;

/** `pinned`: the county's pack was taken in and its code typed. `enrolment`: of this PC itself; `revoked`: the county ended it. */
export type TrustState = Readonly<{ pinned: boolean; enrolment: "none" | "requested" | "approved" | "revoked" }>;

/** Where this PC stands with the county. */
export function trustState(ws: TrustStateNeeds): TrustState {
  const { root, selfKey, role } = ws.store.facts();
  if (role === "county") return countyTrust(ws);
  const grant = root === null ? undefined : ws.store.authority().grants.get(selfKey);
  const enrolled = ws.store.allRecords({ kind: "enrolment" }).some((row) => row.value?.key === selfKey);
  // A PC that was restored, or that took a new key, has given its request up with its feeds.
  const requested =
    ws.store.ownFeed("enrolment-request") !== undefined && ws.store.exports().some((row) => row.purpose === "enrolment-request");
  const standing = isOver(grant) ? "revoked" : enrolled ? "approved" : requested ? "requested" : "none";
  return { pinned: root !== null, enrolment: standing };
}

function countyTrust(ws: TrustStateNeeds): TrustState {
  const standing = officeRole(ws);
  const asked = ws.store.exports().some((row) => row.purpose === "enrolment-request") ? "requested" : "none";
  if (standing === "unpinned") return { pinned: false, enrolment: asked };
  if (standing === "waiting") return { pinned: true, enrolment: asked };
  return { pinned: true, enrolment: standing === "root" || standing === "second" ? "approved" : "revoked" };
}
