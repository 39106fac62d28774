// The county's trust list for readers without the program: which key signs for whom, and until when.
import { isOver } from "../domain/key-state.ts";
import { unitName } from "./export-bundle.ts";
import type { Desk } from "./desk.ts";
import type { TrustedSigner } from "./ports.ts";

/** Every approved key; a revoked one with the time at which it ended, so that older bundles still check. */
export function trustedSigners(desk: Desk): readonly TrustedSigner[] {
  const ended = endings(desk);
  return [...desk.store.authority().grants]
    .map(([key, grant]) => {
      const { unit, device } = grant;
      const endedMs = isOver(grant) ? ended.get(key) : undefined;
      return { principal: `${unitName(desk, unit)}_${device}`, key, ...(endedMs !== undefined && { validBeforeMs: endedMs }) };
    })
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

/** When a key ended, by key: the earliest revocation of it, or the time that one names (a thief signs before the county hears), or its handing over. */
function endings(desk: Desk): ReadonlyMap<string, number> {
  const ended = new Map<string, number>();
  const versionsOf = (kind: string) =>
    desk.store.records({ kind, limit: 10_000 }).records.flatMap((record) => desk.store.history(record));
  const note = (key: unknown, atMs: number): void => {
    if (typeof key === "string") ended.set(key, Math.min(atMs, ended.get(key) ?? atMs));
  };
  for (const { value, wallMs } of versionsOf("revocation")) note(value?.["key"], sinceOf(value?.["sinceMs"], wallMs));
  for (const { feed, wallMs } of versionsOf("succession")) note(desk.store.keyOfFeed(feed), wallMs);
  return ended;
}

function sinceOf(named: unknown, wallMs: number): number {
  return typeof named === "number" ? Math.min(named, wallMs) : wallMs;
}
