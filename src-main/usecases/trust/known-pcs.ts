// The PCs that the county decides about: those that ask for approval, those whose entries wait unasked, those that it decided on.
import { isOver, keyState } from "../../domain/trust/key-state.ts";
import { Problem } from "../../domain/problem.ts";
import type { Needs } from "../workspace.ts";
import { keyHandle } from "../receiving/log/quarantine.ts";
import { unaskedKeys } from "./enrol.ts";
import { refusalOf, type RefuseEnrolmentReads } from "./refuse-enrolment.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { DeliveryReader } from "../ports/store/deliveries.ts";
import type { FactReader } from "../ports/store/facts.ts";

type KnownPcsNeeds = RefuseEnrolmentReads & Needs<DeliveryReader & FactReader & TrustReader, "sha256">;

/** `handle` says nothing of the key. `arrivedMs`: when its request, or the first of its bundles, came. */
export type KnownPc = Readonly<{
  handle: string;
  unit: string;
  role: "unit" | "county";
  device: string;
  arrivedMs: number | null;
  state: "waiting" | "refused" | "unasked" | "approved" | "revoked";
  /** Why its request was returned. */
  reason: string | null;
  waitingEntries: number;
  /** Other PCs of the same office that are in force. */
  otherDevices: number;
}>;

/** Those that wait first; this PC and the root's key are not among them. */
export function knownPcs(ws: KnownPcsNeeds): readonly KnownPc[] {
  const { selfKey } = ws.store.facts();
  const grants = [...ws.store.authority().grants].filter(
    ([key, grant]) => grant.role !== "root" && key !== selfKey && grant.device !== "",
  );
  const others = (unit: string, own?: string) =>
    grants.filter(([key, grant]) => grant.unit === unit && keyState(grant) === "in-force" && key !== own).length;
  const requests = ws.store.pendingRequests();
  const waiting = requests.map(({ key, unit, role, device, quarantined, arrivedMs }): KnownPc => {
    const reason = refusalOf(ws, unit, key) ?? null;
    const state = reason === null ? "waiting" : "refused";
    const pc = { handle: keyHandle(ws, key), unit, role, device, arrivedMs, state, reason } as const;
    return { ...pc, waitingEntries: quarantined, otherDevices: others(unit) };
  });
  const unasked = unaskedKeys(ws, new Set(requests.map(({ key }) => key))).map(({ key, unit, entries, sinceMs }): KnownPc => {
    const pc = { handle: keyHandle(ws, key), unit, role: "unit", device: "", arrivedMs: sinceMs } as const;
    return { ...pc, state: "unasked", reason: null, waitingEntries: entries, otherDevices: others(unit) };
  });
  const decided = grants.map(([key, grant]): KnownPc => {
    const { unit, device } = grant;
    const role = grant.role === "unit" ? "unit" : "county";
    const pc = { handle: keyHandle(ws, key), unit, role, device, arrivedMs: firstHeardMs(ws, key) } as const;
    const state = isOver(grant) ? "revoked" : "approved";
    return { ...pc, state, reason: null, waitingEntries: 0, otherDevices: others(unit, key) };
  });
  return [...waiting, ...unasked, ...decided];
}

/** The key that a handle of {@link knownPcs} stands for. @throws {Problem} `request-unknown` */
export function keyOfPc(ws: Needs<TrustReader, "sha256">, handle: string): string {
  const keys = [...ws.store.pendingRequests().map((request) => request.key), ...ws.store.authority().grants.keys()];
  const key = keys.find((candidate) => keyHandle(ws, candidate) === handle);
  if (key === undefined) throw new Problem("request-unknown", {});
  return key;
}

/** When the first bundle of a PC came to the office. */
function firstHeardMs(ws: Needs<DeliveryReader>, key: string): number | null {
  return ws.store.deliveries().find((row) => row.signer === key)?.readMs ?? null;
}
