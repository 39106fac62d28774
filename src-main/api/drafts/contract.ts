// What is being typed: a local row that survives the process, until it is saved as a version of a record.
import { z } from "zod";
import { LIMITS } from "../../domain/limits.ts";
import { DRAFT_FAULTS } from "../../domain/kinds/draft-faults.ts";
import { bilingual, finding, instantMs, mediaItem, procedure, recordKey, returnedWords, sizeBytes } from "../contract-parts.ts";

/** An activity as far as it is filled in; every member may be absent, and none is judged before it is saved. */
export const draftValue = z.object({
  code: z.string(),
  title: z.string().optional(),
  startsAt: z.string().optional(),
  endsAt: z.string().optional(),
  place: z.string().optional(),
  mode: z.enum(["offline", "online", "both"]).optional(),
  organiser: z.string().optional(),
  coOrganisers: z.array(z.string()).optional(),
  jointEvent: z.string().optional(),
  description: z.string().optional(),
  leaders: z.array(z.object({ id: z.string(), name: z.string(), title: z.string().optional() })).optional(),
  metrics: z.record(z.string(), z.int()),
  fields: z.record(z.string(), z.union([z.string(), z.int(), z.boolean(), z.array(z.string())])),
  tags: z.array(z.string()).optional(),
  important: z.boolean().optional(),
  featured: z.boolean().optional(),
  explanations: z.record(z.string(), z.string()),
  /** In the order of the screen; what else is known of a file comes with `media`. */
  attachments: z.array(
    z.object({ sha256: z.string(), caption: z.string().optional(), role: z.enum(["before", "after", "scan"]).optional() }),
  ),
  /** Text in a field that could not be understood yet, by path, so that nothing typed is lost. */
  raw: z.record(z.string(), z.string()),
});
export type DraftValue = z.infer<typeof draftValue>;

/** A field of a ledger's record; an activity's come from its catalogue item. */
const ledgerField = z.object({
  id: z.string(),
  label: bilingual,
  type: z.enum(["text", "choice", "number", "boolean", "date", "list"]),
  picklist: z.string().optional(),
  required: z.boolean(),
  level: z.string().optional(),
  long: z.boolean(),
});
export type LedgerField = z.infer<typeof ledgerField>;

const draft = z.object({
  draft: z.string(),
  kind: z.string(),
  /** What a ledger's record is asked for; null for an activity. */
  fields: z.array(ledgerField).nullable(),
  /** The record that it will be a version of; null for a new one. */
  record: recordKey.nullable(),
  value: draftValue,
  media: z.array(mediaItem),
  /** Why the county returned the record, until its correction has left; null where it did not. */
  returned: returnedWords.nullable(),
  savedAtMs: instantMs.nullable(),
});
export type Draft = z.infer<typeof draft>;

/** Where a draft comes from: kept earlier, an existing record, a copy of one, or a catalogue item. */
const origin = z.discriminatedUnion("from", [
  z.object({ from: z.literal("draft"), draft: z.string() }),
  z.object({ from: z.literal("record"), record: z.string(), kind: z.string().optional() }),
  z.object({ from: z.literal("copy"), record: z.string(), kind: z.string().optional() }),
  z.object({ from: z.literal("ledger"), kind: z.string() }),
  z.object({ from: z.literal("new"), code: z.string() }),
]);

/** A member that keeps the record from being saved. `reason` is a sentence of the form's own catalogue. */
const fault = z.object({ path: z.string(), reason: z.enum(DRAFT_FAULTS) });

const saved = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("saved"), record: recordKey, findings: z.array(finding) }),
  z.object({ outcome: z.literal("incomplete"), faults: z.array(fault).min(1) }),
  z.object({ outcome: z.literal("conflict"), record: recordKey }),
]);

export const drafts = {
  open: procedure.input(origin).output(draft),
  keep: procedure.input(z.object({ draft: z.string(), value: draftValue })).output(z.object({ savedAtMs: instantMs })),
  /** Soft rules on what is typed so far: shown beside the form, never in the way. */
  check: procedure.input(z.object({ draft: z.string(), value: draftValue })).output(z.array(finding)),
  /** Its files as far as they are known by now, with what is asked about them as it stands on the screen. */
  notes: procedure.input(z.object({ draft: z.string(), value: draftValue })).output(z.array(mediaItem)),
  save: procedure.input(z.object({ draft: z.string(), value: draftValue })).output(saved),
  discard: procedure.input(z.object({ draft: z.string() })).output(z.object({ ok: z.literal(true) })),
  /** What the next hand-in comes to with files of a draft. @throws entry-damaged */
  budget: procedure
    .input(z.object({ files: z.array(z.string()).max(LIMITS.attachments) }))
    .output(z.object({ estimateBytes: sizeBytes })),
  /** Takes a file that was given into the media store for this draft; the draft names it from then on. No path can be named. */
  takeFile: procedure.input(z.object({ draft: z.string(), uploadId: z.string() })).output(mediaItem),
};
