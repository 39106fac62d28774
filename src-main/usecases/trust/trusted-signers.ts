// The county's trust list for readers without the program: which key signs for whom, and until when.
import { isOver } from "../../domain/trust/key-state.ts";
import { valueIn } from "../../domain/kinds/values.ts";
import type { Needs } from "../workspace.ts";
import type { TrustedSigner } from "../ports/bundles.ts";
import { unitName } from "../campaign.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";

type TrustedSignersNeeds = Needs<FeedReader & RecordReader & TrustReader, "campaign">;

/** Every approved key; a revoked one with the time at which it ended, so that older bundles still check. */
export function trustedSigners(ws: TrustedSignersNeeds): readonly TrustedSigner[] {
  const ended = endings(ws);
  return [...ws.store.authority().grants]
    .map(([key, grant]) => {
      const { unit, device } = grant;
      const endedMs = isOver(grant) ? ended.get(key) : undefined;
      return { principal: `${unitName(ws, unit)}_${device}`, key, ...(endedMs !== undefined && { validBeforeMs: endedMs }) };
    })
    .sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

/** When a key ended, by key: the earliest revocation of it, or the time that one names (a thief signs before the county hears), or its handing over. */
function endings(ws: Needs<FeedReader & RecordReader>): ReadonlyMap<string, number> {
  const ended = new Map<string, number>();
  const versionsOf = (kind: string) => ws.store.allRecords({ kind }).flatMap((record) => ws.store.history(record));
  const note = (key: string | undefined, atMs: number): void => {
    if (key !== undefined) ended.set(key, Math.min(atMs, ended.get(key) ?? atMs));
  };
  for (const { hash, wallMs } of versionsOf("revocation")) {
    const revocation = valueIn("revocation", ws.store.versionValue(hash));
    note(revocation?.key, Math.min(revocation?.sinceMs ?? wallMs, wallMs));
  }
  for (const { feed, wallMs } of versionsOf("succession")) note(ws.store.keyOfFeed(feed), wallMs);
  return ended;
}
