// Saves what is being typed as a record, with what the checks say of it.
import { isFilled } from "../../domain/kinds/filled.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import type { StatisticsRecord } from "../../domain/statistics/counting/countable.ts";
import { UNWATCHED, type Needs } from "../workspace.ts";
import {
  draftedValue,
  draftFaults,
  keepDraft,
  saveDraftAsRecord,
  type KeptDraft,
  type DraftActivityNeeds,
} from "../records/drafts/draft-activity.ts";
import { recordInMaking } from "../records/drafts/record-in-making.ts";
import { validateRecord, type SaidFinding, type ValidateFiguresNeeds } from "./validate-figures.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { DraftWriter } from "../ports/store/drafts.ts";

export type SaveCheckedNeeds = DraftActivityNeeds & ValidateFiguresNeeds & Needs<DraftWriter & FactReader, "campaign" | "world">;

/** `incomplete`: it is kept as a draft. `conflict`: the record was changed elsewhere meanwhile, and is to be decided first. */
export type SavedDraft =
  | Readonly<{ outcome: "incomplete"; faults: ReturnType<typeof draftFaults> }>
  | Readonly<{ outcome: "saved"; record: RecordKey; findings: readonly SaidFinding[] }>
  | Readonly<{ outcome: "conflict"; record: RecordKey }>;

/** What the checks say of a draft as it stands; nothing while its day is not known. */
export function checkDraft(ws: ValidateFiguresNeeds & Needs<FactReader, "world">, draft: KeptDraft): readonly SaidFinding[] {
  return isFilled(draft.value.startsAt) ? validateRecord(ws, asRecord(ws, draft)) : [];
}

/** @throws {Problem} as {@link saveDraftAsRecord}, but for `conflict-open` of a record */
export async function saveChecked(ws: SaveCheckedNeeds, draft: KeptDraft): Promise<SavedDraft> {
  keepDraft(ws, draft);
  const faults = draftFaults(ws, draft);
  if (faults.length > 0) return { outcome: "incomplete", faults };
  try {
    const findings = validateRecord(ws, asRecord(ws, draft));
    return { outcome: "saved", record: await saveDraftAsRecord(ws, draft, UNWATCHED), findings };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "conflict-open" || draft.record === null) throw error;
    return { outcome: "conflict", record: { unit: ws.store.facts().unit, kind: draft.kind, record: draft.record } };
  }
}

function asRecord(ws: Needs<FactReader, "world">, draft: KeptDraft): StatisticsRecord {
  const value = draftedValue(draft);
  const evidenced = draft.value.attachments.some(({ sha256 }) => draft.files[sha256] !== undefined);
  return recordInMaking(ws, { kind: draft.kind, record: draft.record ?? draft.id, value, evidenced });
}
