// What is being typed: kept on this PC after every pause, saved as a version when the clerk says so.
import type { TypedValue, DraftReader } from "../../usecases/ports/store/drafts.ts";
import { UNWATCHED, type Needs } from "../../usecases/workspace.ts";
import {
  draftedValue,
  keepDraft,
  openDraft,
  readDraft,
  takeDraftFile,
  type KeptDraft,
} from "../../usecases/records/drafts/draft-activity.ts";
import { estimateWith } from "../../usecases/hand-in/estimate-size.ts";
import { ledgerFields } from "../../usecases/records/drafts/ledger-fields.ts";
import { mendedRecords, returnedRecords } from "../../usecases/duties/review/returned-records.ts";
import { checkDraft, saveChecked, type SaveCheckedNeeds } from "../../usecases/figures/save-checked.ts";
import type { Procedures } from "../base.ts";
import type { Draft, DraftValue } from "./contract.ts";
import type { FileSource, MediaItem } from "../contract-parts.ts";
import type { Host } from "../host.ts";
import { findingView } from "../views/finding-view.ts";
import { withNotes, type NotesNeeds } from "../views/media-notes.ts";
import { mediaItem, type MediaViewNeeds } from "../views/media-view.ts";
import { returnedWords } from "../../usecases/duties/review/returned-words.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";
import type { AnswersNeeds } from "../../usecases/duties/matrix/answers.ts";
import type { ExportReader } from "../../usecases/ports/store/exports.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";

type DraftsRoutesNeeds = AnswersNeeds & MediaViewNeeds & Needs<ExportReader & FactReader & FeedReader & RecordReader, "campaign">;

export function draftRoutes({ at, host }: Procedures) {
  /** Drafts that were opened and have nothing kept yet, so that the first file or key finds them. */
  const opened = new Map<string, KeptDraft>();
  const find = (ws: Needs<DraftReader>, id: string) =>
    ws.store.drafts().some((row) => row.id === id) ? readDraft(ws, id) : (opened.get(id) ?? readDraft(ws, id));
  return {
    open: at.drafts.open.handler(({ input, context }) => {
      const draft = openDraft(context.workspace.ws, input);
      opened.set(draft.id, draft);
      return draftView(context.workspace.ws, host, draft);
    }),
    keep: at.drafts.keep.handler(({ input, context }) => {
      const draft = find(context.workspace.ws, input.draft);
      const savedAtMs = keepDraft(context.workspace.ws, { ...draft, value: asValue(input.value) });
      host.changes.ring("drafts");
      return { savedAtMs };
    }),
    check: at.drafts.check.handler(({ input, context }) => {
      const { ws } = context.workspace;
      const draft = { ...find(ws, input.draft), value: asValue(input.value) };
      return checkDraft(ws, draft).map((found) => findingView(ws, found, input.value.explanations));
    }),
    notes: at.drafts.notes.handler(({ input, context }) => {
      const { ws } = context.workspace;
      return draftNotes(ws, host, { ...find(ws, input.draft), value: asValue(input.value) });
    }),
    save: at.drafts.save.handler(async ({ input, context }) => {
      const { ws } = context.workspace;
      const saved = await saveDraft(ws, host, { ...find(ws, input.draft), value: asValue(input.value) });
      // What a form that is gone still says comes too late: it would be a second draft of what is saved.
      if (saved.outcome === "saved") opened.delete(input.draft);
      return saved;
    }),
    discard: at.drafts.discard.handler(({ input, context }) => {
      context.workspace.ws.store.dropDraft(input.draft);
      opened.delete(input.draft);
      host.changes.ring("drafts");
      return { ok: true as const };
    }),
    budget: at.drafts.budget.handler(({ input, context }) => ({
      estimateBytes: estimateWith(context.workspace.ws, input.files),
    })),
    takeFile: at.drafts.takeFile.handler(async ({ input, context, signal }) => {
      const { ws } = context.workspace;
      const draft = find(ws, input.draft);
      const attachment = await host.uploads.use(input.uploadId, signal ?? UNWATCHED.signal, (file, progress) =>
        takeDraftFile(ws, draft, file, progress),
      );
      host.changes.ring("drafts");
      return mediaItem(ws, host, attachment);
    }),
  };
}

/** Path of a bundle that was given or lies on this PC. @throws {Problem} `upload-unknown`, `path-not-chosen` */
export async function sourcePath(host: Host, source: FileSource): Promise<string> {
  return source.from === "path" ? host.admitPath(source.path) : host.uploads.find(source.uploadId).path;
}

/** A draft as JSON; members that the screen left undefined are absent. */
function asValue(value: DraftValue): TypedValue {
  return JSON.parse(JSON.stringify(value)) as TypedValue;
}

function draftView(ws: DraftsRoutesNeeds, host: Host, draft: KeptDraft): Draft {
  return {
    draft: draft.id,
    kind: draft.kind,
    fields: draft.kind === "activity" ? null : [...ledgerFields(ws, draft.kind)],
    record: draft.record === null ? null : { unit: ws.store.facts().unit, kind: draft.kind, record: draft.record },
    value: draft.value as unknown as DraftValue,
    media: Object.values(draft.files).map((file) => mediaItem(ws, host, file)),
    returned: returnedOf(ws, draft),
    savedAtMs: draft.savedMs,
  };
}

function draftNotes(ws: NotesNeeds & Needs<FactReader>, host: Host, draft: KeptDraft): MediaItem[] {
  const { unit } = ws.store.facts();
  const activity = { unit, kind: draft.kind, record: draft.record ?? draft.id, value: draftedValue(draft) };
  const files = Object.values(draft.files).map((file) => mediaItem(ws, host, file));
  return withNotes(ws, host, files, activity);
}

function returnedOf(ws: DraftsRoutesNeeds, { kind, record }: KeptDraft): Draft["returned"] {
  if (record === null) return null;
  const all = [...returnedRecords(ws, ws.store.facts().unit), ...mendedRecords(ws)];
  const found = all.find((one) => one.record.kind === kind && one.record.record === record);
  return found === undefined ? null : returnedWords(ws, found);
}

async function saveDraft(ws: SaveCheckedNeeds & Needs<RecordReader>, host: Host, draft: KeptDraft) {
  const saved = await saveChecked(ws, draft);
  if (saved.outcome === "incomplete") return { ...saved, faults: [...saved.faults] };
  if (saved.outcome === "conflict") return saved;
  host.changes.ring("records", "drafts");
  return { ...saved, findings: saved.findings.map((found) => findingView(ws, found)) };
}
