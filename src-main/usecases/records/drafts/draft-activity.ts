// Drafts of activities and of ledger records: local rows that survive the process, with the files they name, until they
// become a version. What a ledger's columns hold is typed under `fields`, as an activity's further fields are.
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { activityFaults, ledgerFaults, type DraftFault } from "../../../domain/kinds/draft-faults.ts";
import { isFilled } from "../../../domain/kinds/filled.ts";
import { attachmentsShown, isOf, type Attachment } from "../../../domain/kinds/values.ts";
import { Problem } from "../../../domain/problem.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import { uuidV7 } from "../../../domain/feed/record-id.ts";
import { attachDrafted, lookAgain, type NewFile } from "../originals/attach-files.ts";
import type { Needs } from "../../workspace.ts";
import { ledgerFields, ledgerOf } from "./ledger-fields.ts";
import type { Progress } from "../../ports/progress.ts";
import type { DraftRow, TypedValue, DraftReader, DraftWriter } from "../../ports/store/drafts.ts";
import { putRecord, type PutRecordNeeds } from "../versions/put-record.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FactsOfNeeds } from "../originals/read-facts.ts";
import type { FactsOfMediaReader } from "../../ports/store/looks/media-facts.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type DraftActivityNeeds = PutRecordNeeds &
  Needs<DraftWriter & FactsOfMediaReader & OriginalWriter, "media" | "reader" | "world">;

type DraftActivityReads = Needs<DraftReader & FactReader & RecordReader, "campaign" | "world">;

/** What is typed so far, and the files that the draft took in, by SHA-256; one with `unlooked` waits for a look at it. */
export type KeptDraft = Readonly<{
  id: string;
  kind: string;
  record: string | null;
  value: TypedValue;
  files: DraftRow["value"]["files"];
  savedMs: number | null;
}>;

export type DraftOrigin = Readonly<
  | { from: "draft"; draft: string }
  | { from: "record" | "copy"; record: string; kind?: string | undefined }
  | { from: "new"; code: string }
  | { from: "ledger"; kind: string }
>;

/** @throws {Problem} `draft-unknown`, `record-not-found`, `record-unknown-kind` */
export function openDraft(ws: DraftActivityReads, origin: DraftOrigin): KeptDraft {
  if (origin.from === "draft") return readDraft(ws, origin.draft);
  const id = uuidV7(ws.world.nowMs(), ws.world.randomHex(16));
  if (origin.from === "new")
    return { id, kind: "activity", record: null, value: blankValue(origin.code), files: {}, savedMs: null };
  if (origin.from === "ledger") {
    ledgerOf(ws, origin.kind);
    return { id, kind: origin.kind, record: null, value: blankValue(""), files: {}, savedMs: null };
  }
  const kind = origin.kind ?? "activity";
  const earlier = origin.from === "record" ? ws.store.drafts().find((draft) => draft.record === origin.record) : undefined;
  if (earlier !== undefined) return readDraft(ws, earlier.id);
  const shown = ws.store.record({ unit: ws.store.facts().unit, kind, record: origin.record });
  if (shown === undefined || shown.value === null) throw new Problem("record-not-found", { record: origin.record });
  const typed = isOf(shown, "activity") ? shown.value : ledgerTyped(shown.value);
  return origin.from === "record"
    ? { id, kind, record: origin.record, ...fromValue(typed), savedMs: null }
    : { id, kind, record: null, ...fromValue(copyable(typed)), savedMs: null };
}

function blankValue(code: string): TypedValue {
  return { code, metrics: {}, fields: {}, explanations: {}, attachments: [], raw: {} };
}

/** A record's members as a form shows them, with its files as they are. */
type Opened = Partial<Omit<TypedValue, "attachments">> & Readonly<{ attachments: readonly Attachment[] }>;

function ledgerTyped(value: JsonObject): Opened {
  const { attachments: _files, ...fields } = value;
  return { ...blankValue(""), fields, attachments: attachmentsShown(value) };
}

/** A copy starts without what belongs to the one day: date, files, explanations. */
function copyable(value: Opened): Opened {
  const { startsAt: _from, endsAt: _to, explanations: _said, attachments: _files, ...rest } = value;
  return { ...rest, attachments: [] };
}

function fromValue({ attachments, ...value }: Opened): Pick<KeptDraft, "value" | "files"> {
  const files = Object.fromEntries(attachments.map((item) => [item.sha256, item]));
  const named = attachments.map(({ sha256, caption, role }) => ({
    sha256,
    ...(caption !== undefined && { caption }),
    ...(role !== undefined && { role }),
  }));
  return { value: { ...blankValue(""), ...value, attachments: named, raw: {} }, files };
}

/** @throws {Problem} `draft-unknown` */
export function readDraft(ws: Needs<DraftReader>, id: string): KeptDraft {
  const row = ws.store.drafts().find((draft) => draft.id === id);
  if (row === undefined) throw new Problem("draft-unknown", {});
  return {
    id,
    kind: row.kind,
    record: row.record,
    value: { ...blankValue(""), ...row.value.value },
    files: row.value.files,
    savedMs: row.savedMs,
  };
}

/** Keeps what is typed; durable when it returns. */
export function keepDraft(
  ws: Needs<DraftWriter, "world">,
  draft: Pick<KeptDraft, "id" | "kind" | "record" | "value" | "files">,
): number {
  const savedMs = ws.world.nowMs();
  ws.store.saveDraft({
    id: draft.id,
    kind: draft.kind,
    record: draft.record,
    value: { value: draft.value, files: draft.files },
    savedMs,
  });
  return savedMs;
}

/** Takes a file in for a draft; the draft names it from then on. @throws {Problem} `file-*`, `media-*`, `disk-*` */
export async function takeDraftFile(
  ws: DraftActivityNeeds,
  draft: KeptDraft,
  file: NewFile,
  progress: Progress,
): Promise<Attachment> {
  const { attachment, unlooked } = await attachDrafted(ws, file, progress);
  const { sha256 } = attachment;
  const current = ws.store.drafts().some((row) => row.id === draft.id) ? readDraft(ws, draft.id) : draft;
  const named = current.value.attachments;
  const attachments = named.some((item) => item.sha256 === sha256) ? named : [...named, { sha256 }];
  const files = { ...current.files, [sha256]: unlooked ? { ...attachment, unlooked: true as const } : attachment };
  keepDraft(ws, { ...current, value: { ...current.value, attachments }, files });
  return attachment;
}

/** What keeps a draft from being saved, in the order of the form. */
export function draftFaults(
  ws: Needs<FactReader, "campaign">,
  { kind, value }: Pick<KeptDraft, "kind" | "value">,
): readonly DraftFault[] {
  return kind === "activity"
    ? activityFaults(ws.campaign(), ws.store.facts().unit, value)
    : ledgerFaults(kind, ledgerFields(ws, kind), value);
}

/** The record's value that a draft stands for: members that were left empty are absent. */
export function draftedValue(draft: Pick<KeptDraft, "kind" | "value" | "files">): JsonObject {
  const { raw: _raw, attachments: _named, ...typed } = draft.value;
  const attachments = draftedFiles(draft);
  if (draft.kind !== "activity") return { ...present(typed.fields), attachments };
  return { ...present(typed), metrics: typed.metrics, attachments };
}

function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => isFilled(member) && !isEmpty(member)));
}

function draftedFiles(draft: Pick<KeptDraft, "value" | "files">): readonly Attachment[] {
  return draft.value.attachments.flatMap(({ sha256, caption, role }) => {
    const file = draft.files[sha256];
    if (file === undefined) return [];
    const { caption: _caption, role: _role, unlooked: _unlooked, ...facts } = file;
    return [
      {
        ...facts,
        ...(caption !== undefined && isFilled(caption) && { caption }),
        ...(role !== undefined && { role }),
      },
    ];
  });
}

function isEmpty(member: Json): boolean {
  return (Array.isArray(member) && member.length === 0) || (isJsonObject(member) && Object.keys(member).length === 0);
}

/**
 * Saves a draft as a version of its record and lets the draft go. What a file says of itself is filled in now at the latest: a version
 * never changes.
 *
 * @throws {Problem} as putRecord
 */
export async function saveDraftAsRecord(ws: DraftActivityNeeds, draft: KeptDraft, progress: Progress): Promise<RecordKey> {
  const value = draftedValue({ ...draft, files: await lookedFiles(ws, draft.files) });
  const { unit, kind, record } = await putRecord(
    ws,
    { kind: draft.kind, value, ...(draft.record !== null && { record: draft.record }) },
    progress,
  );
  ws.store.dropDraft(draft.id);
  return { unit, kind, record };
}

async function lookedFiles(ws: FactsOfNeeds, files: KeptDraft["files"]): Promise<KeptDraft["files"]> {
  const looks = Object.entries(files).map(
    async ([sha256, file]) => [sha256, file.unlooked === true ? { ...file, ...(await lookAgain(ws, file)) } : file] as const,
  );
  return Object.fromEntries(await Promise.all(looks));
}
