// The township's home and the county's: what is to be done now, in order of time.
import { z } from "zod";
import { deviceGap } from "../receipts/contract.ts";
import { bilingual, count, instantMs, mediaCounts, procedure, recordKey, returnedWords } from "../contract-parts.ts";

/** What lies ready for a duty: counted records, those without evidence, the media that would travel. `soFar`: with all periods before. */
const gathered = z.object({ activities: count, soFar: count, evidenced: count, lacking: count, media: mediaCounts });

/** `open`: may be handed in now. `upcoming`: its period has not begun. A done or waived duty is not listed here. */
export const duty = z.object({
  obligation: z.string(),
  type: z.string(),
  title: bilingual,
  period: z.object({ id: z.string(), fromMs: instantMs, toMs: instantMs }).nullable(),
  dueAtMs: instantMs,
  state: z.enum(["open", "overdue", "returned", "incomplete", "upcoming"]),
  gathered: gathered.nullable(),
  /** The one button: gather and check a hand-in, or fill in a form first. `send-liaison`: it is filled in and has not left. */
  action: z.enum(["assemble", "fill-liaison", "send-liaison", "add-plan", "write-summary"]),
});
export type Duty = z.infer<typeof duty>;

/** `report`: the hand-in to make again, where a hand-in was returned. `mended`: changed or deleted since, and not yet sent (待再报). */
const returned = recordKey.extend({
  title: z.string(),
  report: z.string().nullable(),
  mended: z.boolean(),
  ...returnedWords.shape,
});
const lacking = recordKey.extend({ title: z.string(), date: z.string() });
const received = z.object({
  bundle: z.int(),
  title: bilingual,
  receivedAtMs: instantMs,
  state: z.enum(["received", "incomplete", "quarantined", "confirmed-by-code", "set-aside", "ended"]),
  /** Why it is set aside, in the county's words. */
  reason: z.string().nullable(),
  lacking: z.array(z.object({ what: z.enum(["entries", "files", "volumes"]), count })),
  timely: z.boolean().nullable(),
});
/** Something begun that the clerk has to finish for the county to take anything: the pack, the enrolment. */
const setup = z.enum(["county-key", "import-pack", "export-request", "await-approval"]);

export const unitHome = z.object({
  setup: z.array(setup),
  duties: z.array(duty),
  doneDuties: count,
  returned: z.array(returned),
  lacking: z.array(lacking),
  lackingTotal: count,
  received: z.array(received),
  drafts: z.array(z.object({ draft: z.string(), kind: z.string(), title: z.string(), code: z.string(), savedAtMs: instantMs })),
});
export type UnitHome = z.infer<typeof unitHome>;

/** One obligation over all units, for the county's home. */
const standing = z.object({
  obligation: z.string(),
  title: bilingual,
  dueAtMs: instantMs,
  owed: count,
  received: count,
  late: count,
  incomplete: count,
  missing: count,
});
export const countyHome = z.object({
  standings: z.array(standing),
  requests: count,
  gaps: z.array(deviceGap),
  conflicts: count,
  quarantined: count,
  lacking: count,
  recent: z.array(
    z.object({
      import: z.string(),
      atMs: instantMs,
      means: z.string(),
      bundles: count,
      units: z.array(z.string()),
      /** Null where the records of an earlier import were not counted. */
      records: z.object({ added: count, changed: count }).nullable(),
    }),
  ),
});
export type CountyHome = z.infer<typeof countyHome>;

export const home = { unit: procedure.output(unitHome), desk: procedure.output(countyHome) };
