// Drafts: local rows that never travel. What is typed in them is kept as it is typed, and judged when it becomes a version.
import type { Attachment, ValueOf } from "../../../domain/kinds/values.ts";
import type { Json } from "../../../domain/json.ts";

/** A file of a draft. `unlooked`: nobody has looked into it to its end. */
export type DraftFile = Attachment & Readonly<{ unlooked?: true }>;

/** How a draft names one of its files. */
export type NamedFile = Pick<Attachment, "sha256" | "caption" | "role">;

/** What is typed so far: the members of an activity; what a ledger's columns hold stands under `fields`. */
export type TypedValue = Partial<Omit<ValueOf<"activity">, "attachments" | "fields">> &
  Readonly<{
    code: string;
    metrics: Readonly<Record<string, number>>;
    fields: Readonly<Record<string, Json>>;
    explanations: Readonly<Record<string, string>>;
    attachments: readonly NamedFile[];
    /** Text that was not understood yet, by path. */
    raw: Readonly<Record<string, string>>;
  }>;

/** A draft. `files`: those that it took in, by SHA-256. */
export type DraftRow = Readonly<{
  id: string;
  kind: string;
  record: string | null;
  value: Readonly<{ value: Partial<TypedValue>; files: Readonly<Record<string, DraftFile>> }>;
  savedMs: number;
}>;

export type DraftReader = Readonly<{
  drafts(): readonly DraftRow[];
  /** 说明 of a hand-in in the making, by check; undefined where nobody typed any. */
  explanations(report: string): Readonly<Record<string, string>> | undefined;
}>;

export type DraftWriter = DraftReader &
  Readonly<{
    saveDraft(draft: DraftRow): void;
    dropDraft(id: string): void;
    keepExplanations(report: string, texts: Readonly<Record<string, string>>): void;
  }>;
