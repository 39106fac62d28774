// Where the PCs of the county office stand: which one holds the root, which help it, which one has ended.
import { isOver, keyState } from "../../domain/trust/key-state.ts";
import type { Authority } from "../../domain/trust/authority.ts";
import { Problem } from "../../domain/problem.ts";
import { requireRole, type Needs } from "../workspace.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { TrustReader } from "../ports/store/trust.ts";

/** A PC of the county office. `ended`: revoked, or it handed the root over. */
export type CountyPc = Readonly<{ key: string; device: string; role: "root" | "county"; isSelf: boolean; ended: boolean }>;

/** `unpinned`: it has joined and nobody compared the county's code here yet; `waiting`: it is not approved yet. `handed-over`: it
 *  was the root and still hands out what it said until then. */
export type OfficeRole = "root" | "second" | "waiting" | "unpinned" | "handed-over" | "ended";

/** The office's PCs as authority has them, the root first. */
export function countyPcs(ws: Needs<FactReader & TrustReader>): readonly CountyPc[] {
  const { selfKey, device } = ws.store.facts();
  const rank = (pc: CountyPc) => (pc.role === "root" ? 0 : 1) + (pc.ended ? 2 : 0);
  return [...ws.store.authority().grants]
    .filter(([, grant]) => grant.role !== "unit" && keyState(grant) !== "unapproved")
    .map(([key, grant]) => ({
      key,
      device: grant.device || (key === selfKey ? device : ""),
      role: grant.role === "root" && keyState(grant) === "in-force" ? ("root" as const) : ("county" as const),
      isSelf: key === selfKey,
      ended: isOver(grant),
    }))
    .sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}

/** The key that gives and ends authority now: the pinned one, or who followed it. */
export function actingRoot(authority: Authority): string | undefined {
  return [...authority.grants].find(([, grant]) => grant.role === "root" && keyState(grant) === "in-force")?.[0];
}

/** Where this county PC stands. */
export function officeRole(ws: Needs<FactReader & TrustReader>): OfficeRole {
  const { root, selfKey } = ws.store.facts();
  if (root === null) return "unpinned";
  const authority = ws.store.authority();
  const grant = authority.grants.get(selfKey);
  if (actingRoot(authority) === selfKey) return "root";
  const state = keyState(grant);
  if (state === "unapproved") return "waiting";
  return state === "in-force" ? "second" : state;
}

/** @throws {Problem} `workspace-role`, `county-not-approved`, `county-ended` */
export function requireOffice(ws: Needs<FactReader & TrustReader>): void {
  requireRole(ws.store.facts(), "county");
  const standing = officeRole(ws);
  if (standing === "ended" || standing === "handed-over") throw new Problem("county-ended", {});
  if (standing !== "root" && standing !== "second") throw new Problem("county-not-approved", {});
}

/** Handing out what the office has said is left to the PC that handed the root over. @throws {Problem} as {@link requireOffice} */
export function requireHandingOut(ws: Needs<FactReader & TrustReader>): void {
  requireRole(ws.store.facts(), "county");
  if (officeRole(ws) !== "handed-over") requireOffice(ws);
}

/** Approving, ending and handing over are the root's alone. @throws {Problem} as {@link requireOffice}, and `county-not-root` */
export function requireRoot(ws: Needs<FactReader & TrustReader>): void {
  requireOffice(ws);
  if (officeRole(ws) === "root") return;
  throw new Problem("county-not-root", { device: countyPcs(ws).find((pc) => pc.role === "root")?.device ?? "" });
}
