// 存疑照片: what is to be asked about the photos of one activity, or of all. Reckoned here and never written into an entry: each end
// finds them by itself, the county from small pictures until the originals come.
import { compareText } from "../../domain/feed/entry.ts";
import { doubtsOf, doubtText, keyText, type Doubt, type Photographed, type PhotoLook } from "../../domain/doubts/doubts-of.ts";
import type { Place } from "../../domain/doubts/taken-apart.ts";
import { percentSeen } from "../../domain/file-cautions.ts";
import { photoRules } from "../../domain/doubts/photo-rules.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import type { LikenessReader } from "../ports/store/looks/likeness.ts";
import type { FactsOfMediaReader } from "../ports/store/looks/media-facts.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { Needs, Workspace } from "../workspace.ts";

export type DoubtsInNeeds = Needs<LikenessReader & FactsOfMediaReader & OriginalReader, "campaign">;

/** What is to be asked about one activity, saved or in the making. */
export function doubtsIn(ws: DoubtsInNeeds, activity: Photographed): readonly Doubt[] {
  return doubtsUnder(ws, activity, {
    copiesOf: (sha256) => ws.store.copiesOf(sha256),
    usedIn: (sha256) => byKey(ws.store.recordsWith(sha256).filter(({ kind }) => kind === "activity")),
    placeOf: (sha256) => placeOf(ws, sha256),
    percentSeen: (sha256) => percentSeen(ws.store.fileFacts(sha256) ?? {}),
  });
}

/** The same of many activities at once: only they are held against each other. */
export function doubtsAmong(ws: Needs<LikenessReader, "campaign">, records: readonly Photographed[]): readonly Doubt[] {
  const activities = byKey(records.filter(({ kind }) => kind === "activity"));
  const users = usersOf(activities);
  const copies = copiesByPhoto(ws.store.copies());
  const places = ws.store.photoPlaces();
  const cutOff = ws.store.cutOffPictures();
  const look: PhotoLook = {
    copiesOf: (sha256) => copies.get(sha256) ?? [],
    usedIn: (sha256) => users.get(sha256) ?? [],
    placeOf: (sha256) => places.get(sha256),
    percentSeen: (sha256) => percentSeen(cutOff.get(sha256) ?? {}),
  };
  return activities.flatMap((activity) => doubtsUnder(ws, activity, look));
}

/** As its file says; while the original is not here, as the smaller one says that came for it. */
function placeOf(ws: DoubtsInNeeds, sha256: string): Place | undefined {
  const own = ws.store.fileFacts(sha256)?.gpsE6;
  return own ?? ws.store.renditionsOf(sha256).flatMap((made) => ws.store.fileFacts(made.sha256)?.gpsE6 ?? [])[0];
}

function byKey<T extends RecordKey>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => compareText(keyText(a), keyText(b)));
}

function doubtsUnder(ws: Pick<Workspace, "campaign">, activity: Photographed, look: PhotoLook): readonly Doubt[] {
  const campaign = ws.campaign();
  return doubtsOf(activity, look, photoRules(campaign), campaign.calendar.offsetMinutes);
}

function usersOf(activities: readonly Photographed[]): ReadonlyMap<string, readonly RecordKey[]> {
  const users = new Map<string, RecordKey[]>();
  for (const { unit, kind, record, value } of activities)
    for (const sha256 of new Set(attachmentsShown(value).map((file) => file.sha256))) add(users, sha256, { unit, kind, record });
  return users;
}

function copiesByPhoto(pairs: Iterable<readonly [string, string]>): ReadonlyMap<string, readonly string[]> {
  const copies = new Map<string, string[]>();
  for (const [one, other] of pairs)
    for (const [of, copy] of [
      [one, other],
      [other, one],
    ] as const)
      add(copies, of, copy);
  return copies;
}

function add<T>(lists: Map<string, T[]>, name: string, one: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [one]);
  else list.push(one);
}

/** The id by which a doubt is dismissed, the same at both ends: 32 hex digits. */
export function doubtId(ws: Pick<Workspace, "sha256">, doubt: Doubt): string {
  return ws.sha256(doubtText(doubt)).slice(0, 32);
}
