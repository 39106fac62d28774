// Drafts of activities and of ledger records: local rows that survive the process, with the files they name, until they
// become a version. What a ledger's columns hold is typed under `fields`, as an activity's further fields are.
import { isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import { activityFaults, ledgerFaults, type DraftFault } from "../domain/kinds/draft-faults.ts";
import { isFilled } from "../domain/kinds/filled.ts";
import { Problem } from "../domain/problem.ts";
import type { RecordKey } from "../domain/projected.ts";
import { uuidV7 } from "../domain/record-id.ts";
import { attachDrafted, lookAgain, type NewFile } from "./attach-files.ts";
import type { Desk } from "./desk.ts";
import { ledgerFields, ledgerOf } from "./ledger-fields.ts";
import type { Progress } from "./ports.ts";
import { putRecord } from "./put-record.ts";

/** What is typed so far, and the files that the draft took in, by SHA-256; one with `unlooked` waits for a look at it. */
export type KeptDraft = Readonly<{
  id: string;
  kind: string;
  record: string | null;
  value: JsonObject;
  files: Readonly<Record<string, JsonObject>>;
  savedMs: number | null;
}>;

export type DraftOrigin = Readonly<
  | { from: "draft"; draft: string }
  | { from: "record" | "copy"; record: string; kind?: string | undefined }
  | { from: "new"; code: string }
  | { from: "ledger"; kind: string }
>;

/** @throws {Problem} `draft-unknown`, `record-not-found`, `record-unknown-kind` */
export function openDraft(desk: Desk, origin: DraftOrigin): KeptDraft {
  if (origin.from === "draft") return readDraft(desk, origin.draft);
  const id = uuidV7(desk.world.nowMs(), desk.world.randomHex(16));
  if (origin.from === "new")
    return { id, kind: "activity", record: null, value: blankValue(origin.code), files: {}, savedMs: null };
  if (origin.from === "ledger") {
    ledgerOf(desk, origin.kind);
    return { id, kind: origin.kind, record: null, value: blankValue(""), files: {}, savedMs: null };
  }
  const kind = origin.kind ?? "activity";
  const earlier = origin.from === "record" ? desk.store.drafts().find((draft) => draft.record === origin.record) : undefined;
  if (earlier !== undefined) return readDraft(desk, earlier.id);
  const value = desk.store.record({ unit: desk.store.facts().unit, kind, record: origin.record })?.value;
  if (value === undefined || value === null) throw new Problem("record-not-found", { record: origin.record });
  const typed = kind === "activity" ? value : ledgerTyped(value);
  return origin.from === "record"
    ? { id, kind, record: origin.record, ...fromValue(typed), savedMs: null }
    : { id, kind, record: null, ...fromValue(copyable(typed)), savedMs: null };
}

function blankValue(code: string): JsonObject {
  return { code, metrics: {}, fields: {}, explanations: {}, attachments: [], raw: {} };
}

function ledgerTyped({ attachments, ...members }: JsonObject): JsonObject {
  return { ...blankValue(""), fields: members, attachments: attachments ?? [] };
}

/** A copy starts without what belongs to the one day: date, files, explanations. */
function copyable(value: JsonObject): JsonObject {
  const { startsAt: _from, endsAt: _to, explanations: _said, attachments: _files, ...rest } = value;
  return { ...rest, attachments: [] };
}

function fromValue(value: JsonObject): Pick<KeptDraft, "value" | "files"> {
  const attachments = (value["attachments"] ?? []) as unknown as readonly JsonObject[];
  const files = Object.fromEntries(attachments.map((item) => [String(item["sha256"]), item]));
  const named = attachments.map(({ sha256, caption, role }) => ({
    sha256,
    ...(caption !== undefined && { caption }),
    ...(role !== undefined && { role }),
  }));
  return { value: { fields: {}, explanations: {}, ...value, attachments: named as unknown as Json, raw: {} }, files };
}

/** @throws {Problem} `draft-unknown` */
export function readDraft(desk: Desk, id: string): KeptDraft {
  const row = desk.store.drafts().find((draft) => draft.id === id);
  if (row === undefined) throw new Problem("draft-unknown", {});
  return {
    id,
    kind: row.kind,
    record: row.record,
    value: row.value["value"] as JsonObject,
    files: row.value["files"] as Readonly<Record<string, JsonObject>>,
    savedMs: row.savedMs,
  };
}

/** Keeps what is typed; durable when it returns. */
export function keepDraft(desk: Desk, draft: Pick<KeptDraft, "id" | "kind" | "record" | "value" | "files">): number {
  const savedMs = desk.world.nowMs();
  desk.store.saveDraft({
    id: draft.id,
    kind: draft.kind,
    record: draft.record,
    value: { value: draft.value, files: draft.files },
    savedMs,
  });
  return savedMs;
}

/** Takes a file in for a draft; the draft names it from then on. @throws {Problem} `file-*`, `media-*`, `disk-*` */
export async function takeDraftFile(desk: Desk, draft: KeptDraft, file: NewFile, progress: Progress): Promise<JsonObject> {
  const { attachment, unlooked } = await attachDrafted(desk, file, progress);
  const sha256 = String(attachment["sha256"]);
  const current = desk.store.drafts().some((row) => row.id === draft.id) ? readDraft(desk, draft.id) : draft;
  const named = (current.value["attachments"] ?? []) as unknown as readonly JsonObject[];
  const attachments = named.some((item) => item["sha256"] === sha256) ? named : [...named, { sha256 }];
  const files = { ...current.files, [sha256]: unlooked ? { ...attachment, unlooked } : attachment };
  keepDraft(desk, { ...current, value: { ...current.value, attachments }, files });
  return attachment;
}

/** What keeps a draft from being saved, in the order of the form. */
export function draftFaults(desk: Desk, { kind, value }: Pick<KeptDraft, "kind" | "value">): readonly DraftFault[] {
  return kind === "activity"
    ? activityFaults(desk.campaign(), desk.store.facts().unit, value)
    : ledgerFaults(kind, ledgerFields(desk, kind), value);
}

/** The record's value that a draft stands for: members that were left empty are absent. */
export function draftedValue(draft: Pick<KeptDraft, "kind" | "value" | "files">): JsonObject {
  const { raw: _raw, attachments: _named, ...typed } = draft.value;
  const attachments = draftedFiles(draft);
  if (draft.kind !== "activity") return { ...present((typed["fields"] ?? {}) as JsonObject), attachments };
  return { ...present(typed), metrics: draft.value["metrics"] ?? {}, attachments };
}

function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => isFilled(member) && !isEmpty(member)));
}

function draftedFiles(draft: Pick<KeptDraft, "value" | "files">): Json {
  const named = (draft.value["attachments"] ?? []) as unknown as readonly JsonObject[];
  return named.flatMap((item) => {
    const file = draft.files[String(item["sha256"])];
    if (file === undefined) return [];
    const { caption: _caption, role: _role, unlooked: _unlooked, ...facts } = file;
    return [
      {
        ...facts,
        ...(isFilled(item["caption"]) && { caption: item["caption"] as Json }),
        ...(isFilled(item["role"]) && { role: item["role"] as Json }),
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
export async function saveDraftAsRecord(desk: Desk, draft: KeptDraft, progress: Progress): Promise<RecordKey> {
  const value = draftedValue({ ...draft, files: await lookedFiles(desk, draft.files) });
  const { unit, kind, record } = await putRecord(
    desk,
    { kind: draft.kind, value, ...(draft.record !== null && { record: draft.record }) },
    progress,
  );
  desk.store.dropDraft(draft.id);
  return { unit, kind, record };
}

async function lookedFiles(desk: Desk, files: KeptDraft["files"]): Promise<KeptDraft["files"]> {
  const looks = Object.entries(files).map(
    async ([sha256, file]) => [sha256, file["unlooked"] === true ? { ...file, ...(await lookAgain(desk, file)) } : file] as const,
  );
  return Object.fromEntries(await Promise.all(looks));
}
