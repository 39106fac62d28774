// What is asked about the pictures of an activity, as screens show it: with the other picture where there is one.
import { type Doubt, type Photographed } from "../../domain/doubts/doubts-of.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import { unitName } from "../../usecases/campaign.ts";
import { doubtId, doubtsIn, type DoubtsInNeeds } from "../../usecases/doubts/find-doubts.ts";
import type { LikenessReader } from "../../usecases/ports/store/looks/likeness.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";
import type { Needs } from "../../usecases/workspace.ts";
import type { MediaItem, MediaNote, Picture } from "../contract-parts.ts";
import type { Host } from "../host.ts";
import { pictureOf, type MediaViewNeeds } from "./media-view.ts";

export type NoteNeeds = MediaViewNeeds & Needs<RecordReader, "campaign">;
export type NotesNeeds = NoteNeeds & DoubtsInNeeds & Needs<LikenessReader, "sha256">;

/** Notes by picture; what somebody at this PC does not want to be told again is left out. */
export function notesOf(ws: NotesNeeds, host: Host, activity: Photographed): ReadonlyMap<string, MediaNote[]> {
  const dismissed = ws.store.dismissedDoubts();
  const open = doubtsIn(ws, activity).filter((doubt) => !dismissed.has(doubtId(ws, doubt)));
  const byPicture = Map.groupBy(open, ({ photo }) => photo.sha256);
  return new Map([...byPicture].map(([sha256, doubts]) => [sha256, doubts.map((doubt) => noteOf(ws, host, doubt))]));
}

/** Pictures with their notes. */
export function withNotes(ws: NotesNeeds, host: Host, items: readonly MediaItem[], activity: Photographed): MediaItem[] {
  const notes = notesOf(ws, host, activity);
  return items.map((item) => ({ ...item, notes: notes.get(item.sha256) ?? [] }));
}

export function noteOf(ws: NoteNeeds, host: Host, { reason, photo, other, metres, percent }: Doubt): MediaNote {
  return {
    note: reason,
    ...(other && { other: otherOf(ws, host, other) }),
    ...(photo.takenAt !== undefined && { takenAt: photo.takenAt }),
    ...(metres !== undefined && { metres }),
    ...(percent !== undefined && { percent }),
    stated: ws.store.media(photo.sha256) === undefined,
  };
}

function otherOf(ws: NoteNeeds, host: Host, { record, sha256 }: NonNullable<Doubt["other"]>): NonNullable<MediaNote["other"]> {
  const { unit, kind, record: id } = record;
  const found = ws.store.record(record);
  return {
    unit,
    kind,
    record: id,
    title: found?.title ?? "",
    unitName: unitName(ws, unit),
    picture: pictureIn(ws, host, found?.value ?? null, sha256),
  };
}

function pictureIn(ws: NoteNeeds, host: Host, value: Parameters<typeof attachmentsShown>[0], sha256: string): Picture | null {
  const attachment = attachmentsShown(value).find((file) => file.sha256 === sha256);
  return attachment === undefined ? null : pictureOf(ws, host, attachment);
}
