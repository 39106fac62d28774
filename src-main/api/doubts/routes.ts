// What is asked about photos (存疑照片), and what somebody at this PC does not want to be told again.
import type { RecordKey } from "../../domain/record/projected.ts";
import { unitName } from "../../usecases/campaign.ts";
import { dismissDoubts, listDoubts, type ListDoubtsNeeds, type ListedDoubt } from "../../usecases/doubts/list-doubts.ts";
import type { Procedures } from "../base.ts";
import type { Host } from "../host.ts";
import { noteOf, type NoteNeeds } from "../views/media-notes.ts";
import { pictureOf } from "../views/media-view.ts";
import type { MediaDoubt } from "../media/contract.ts";

const PAGE = 50;

export function doubtRoutes({ at, host }: Pick<Procedures, "at" | "host">) {
  return {
    doubts: at.media.doubts.handler(({ input, context }) => doubtPage(context.workspace.ws, host, input)),
    dismiss: at.media.dismiss.handler(({ input, context }) => {
      dismissDoubts(context.workspace.ws, input.ids, input.dismissed);
      host.changes.ring("media");
      return { ok: true as const };
    }),
  };
}

type PageInput = Readonly<{ which: "open" | "dismissed"; from: number }>;

function doubtPage(ws: ListDoubtsNeeds & NoteNeeds, host: Host, { which, from }: PageInput) {
  const all = listDoubts(ws, which);
  const next = from + PAGE;
  return {
    doubts: all.slice(from, next).map((found) => doubtView(ws, host, found)),
    total: all.length,
    next: next < all.length ? next : null,
  };
}

function doubtView(ws: NoteNeeds, host: Host, found: ListedDoubt): MediaDoubt {
  return {
    ...noteOf(ws, host, found),
    id: found.id,
    answered: found.answered,
    record: namedRecord(ws, found.record),
    picture: pictureOf(ws, host, found.photo),
  };
}

function namedRecord(ws: NoteNeeds, { unit, kind, record }: RecordKey): MediaDoubt["record"] {
  const title = ws.store.record({ unit, kind, record })?.title ?? "";
  return { unit, kind, record, title, unitName: unitName(ws, unit) };
}
