// Strangers' contents: listed, and thrown away by a person. It is local: no entry is written, nobody else is told, and reading the same
// files again brings all of it back. design.md §7, Audience
import { Problem } from "../../../domain/problem.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import { removeLeaving } from "../../records/originals/let-go.ts";
import type { Stranger, TrustReader, TrustWriter } from "../../ports/store/trust.ts";
import { unitName } from "../../campaign.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

type QuarantineNeeds = Needs<OriginalWriter & TrustWriter, "media" | "sha256">;

/** A key of which something waits. `id` says nothing of the key; `unit`: as it says itself; `device`: as its request says. */
export type KeptStranger = Omit<Stranger, "key"> & Readonly<{ id: string; unitName: string; device: string }>;

/** What was thrown away. */
export type Dropped = Readonly<{ keys: number; entries: number; files: number }>;

/** A handle for a key: a hash of it under another name, so that nobody approves from it. */
export function keyHandle(ws: Pick<Workspace, "sha256">, key: string): string {
  return ws.sha256(`enrolment-request:${key}`).slice(0, 24);
}

/** Every key that nobody has approved and of which something waits here, in order of arrival. */
export function listStrangers(ws: Needs<TrustReader, "campaign" | "sha256">): readonly KeptStranger[] {
  const devices = new Map(ws.store.pendingRequests().map((request) => [request.key, request.device]));
  return ws.store.strangers().map(({ key, ...rest }) => ({
    ...rest,
    id: keyHandle(ws, key),
    unitName: unitName(ws, rest.unit),
    device: devices.get(key) ?? "",
  }));
}

/** Digits of a handle that a person has to give. */
const LEAST_DIGITS = 8;

/**
 * Throws away what waits of the chosen keys: entries, files that nobody else names, deliveries, waiting volumes.
 *
 * @param ids handles as {@link listStrangers} gives them, or their first eight digits or more.
 * @throws {Problem} `stranger-unknown`, `stranger-known-now`, `stranger-named`; then nothing is thrown away
 */
export async function dropStrangers(ws: QuarantineNeeds, ids: readonly string[]): Promise<Dropped> {
  const all = ws.store.strangers();
  const chosen = ids.map((id) => {
    const found = id.length < LEAST_DIGITS ? [] : all.filter(({ key }) => keyHandle(ws, key).startsWith(id));
    const [one] = found;
    if (one === undefined || found.length > 1) throw new Problem("stranger-unknown", {});
    return one;
  });
  const keys = [...new Map(chosen.map((one) => [one.key, one])).values()];
  const files = ws.store.dropStrangers(keys.map(({ key }) => key));
  await removeLeaving(ws);
  return { keys: keys.length, entries: keys.reduce((sum, { entries }) => sum + entries, 0), files: files.length };
}
