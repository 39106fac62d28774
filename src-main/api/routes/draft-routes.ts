// What is being typed: kept on this PC after every pause, saved as a version when the clerk says so.
import { isJsonObject, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { StatisticsRecord } from "../../domain/statistics/countable.ts";
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import {
  draftedValue,
  draftFaults,
  keepDraft,
  openDraft,
  readDraft,
  saveDraftAsRecord,
  takeDraftFile,
  type KeptDraft,
} from "../../usecases/draft-activity.ts";
import { ledgerFields } from "../../usecases/ledger-fields.ts";
import { mendedRecords, returnedRecords } from "../../usecases/returned-records.ts";
import { validateRecord } from "../../usecases/validate-figures.ts";
import type { Procedures } from "../base.ts";
import type { Draft, DraftValue } from "../contract/drafts.ts";
import type { FileSource } from "../contract/parts.ts";
import type { Host } from "../host.ts";
import { findingView } from "../views/finding-view.ts";
import { mediaItem } from "../views/media-view.ts";
import { recordInMaking } from "../../usecases/record-in-making.ts";
import { returnedWords } from "../views/returned-words.ts";

export function draftRoutes({ at, host }: Procedures) {
  /** Drafts that were opened and have nothing kept yet, so that the first file or key finds them. */
  const opened = new Map<string, KeptDraft>();
  const find = (desk: Desk, id: string) =>
    desk.store.drafts().some((row) => row.id === id) ? readDraft(desk, id) : (opened.get(id) ?? readDraft(desk, id));
  return {
    open: at.drafts.open.handler(({ input, context }) => {
      const draft = openDraft(context.workspace.desk, input);
      opened.set(draft.id, draft);
      return draftView(context.workspace.desk, host, draft);
    }),
    keep: at.drafts.keep.handler(({ input, context }) => {
      const draft = find(context.workspace.desk, input.draft);
      const savedAtMs = keepDraft(context.workspace.desk, { ...draft, value: asValue(input.value) });
      host.changes.ring("drafts");
      return { savedAtMs };
    }),
    check: at.drafts.check.handler(({ input, context }) => {
      const { desk } = context.workspace;
      const draft = { ...find(desk, input.draft), value: asValue(input.value) };
      if (typeof draft.value["startsAt"] !== "string") return [];
      return validateRecord(desk, asRecord(desk, draft)).map((found) => findingView(desk, found, input.value.explanations));
    }),
    save: at.drafts.save.handler(({ input, context }) =>
      saveDraft(context.workspace.desk, host, find(context.workspace.desk, input.draft), asValue(input.value)),
    ),
    discard: at.drafts.discard.handler(({ input, context }) => {
      context.workspace.desk.store.dropDraft(input.draft);
      opened.delete(input.draft);
      host.changes.ring("drafts");
      return { ok: true as const };
    }),
    takeFile: at.drafts.takeFile.handler(async ({ input, context, signal }) => {
      const { desk } = context.workspace;
      const draft = find(desk, input.draft);
      const attachment = await host.uploads.use(input.uploadId, signal ?? UNWATCHED.signal, (file, progress) =>
        takeDraftFile(desk, draft, file, progress),
      );
      host.changes.ring("drafts");
      return mediaItem(desk, host, attachment);
    }),
  };
}

/** Path of a bundle that was given or lies on this PC. @throws {Problem} `upload-unknown`, `path-not-chosen` */
export async function sourcePath(host: Host, source: FileSource): Promise<string> {
  return source.from === "path" ? host.admitPath(source.path) : host.uploads.find(source.uploadId).path;
}

/** A draft as JSON; members that the screen left undefined are absent. */
function asValue(value: DraftValue): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

function draftView(desk: Desk, host: Host, draft: KeptDraft): Draft {
  return {
    draft: draft.id,
    kind: draft.kind,
    fields: draft.kind === "activity" ? null : [...ledgerFields(desk, draft.kind)],
    record: draft.record === null ? null : { unit: desk.store.facts().unit, kind: draft.kind, record: draft.record },
    value: draft.value as unknown as DraftValue,
    media: Object.values(draft.files)
      .filter(isJsonObject)
      .map((file) => mediaItem(desk, host, file)),
    returned: returnedOf(desk, draft),
    savedAtMs: draft.savedMs,
  };
}

function returnedOf(desk: Desk, { kind, record }: KeptDraft): Draft["returned"] {
  if (record === null) return null;
  const all = [...returnedRecords(desk, desk.store.facts().unit), ...mendedRecords(desk)];
  const found = all.find((one) => one.record.kind === kind && one.record.record === record);
  return found === undefined ? null : returnedWords(desk, found);
}

function asRecord(desk: Desk, draft: KeptDraft): StatisticsRecord {
  const value = draftedValue(draft);
  const evidenced = ((value["attachments"] ?? []) as unknown as readonly unknown[]).length > 0;
  return recordInMaking(desk, { kind: draft.kind, record: draft.record ?? draft.id, value, evidenced });
}

async function saveDraft(desk: Desk, host: Host, draft: KeptDraft, value: JsonObject) {
  const current = { ...draft, value };
  keepDraft(desk, current);
  const faults = draftFaults(desk, current);
  if (faults.length > 0) return { outcome: "incomplete" as const, faults: [...faults] };
  try {
    const findings = validateRecord(desk, asRecord(desk, current));
    const record = await saveDraftAsRecord(desk, current, UNWATCHED);
    host.changes.ring("records", "drafts");
    return { outcome: "saved" as const, record, findings: findings.map((found) => findingView(desk, found)) };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "conflict-open" || draft.record === null) throw error;
    return { outcome: "conflict" as const, record: { unit: desk.store.facts().unit, kind: draft.kind, record: draft.record } };
  }
}
