// Who sits here and for whom: the first start, unlocking, the frame's facts and what changes behind the screen.
import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import {
  bilingual,
  count,
  fileSource,
  instantMs,
  lastBackups,
  problem,
  procedure,
  sizeBytes,
  started,
  unitCode,
} from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

export const role = z.enum(["unit", "county"]);
export type Role = z.infer<typeof role>;

const campaignChoice = z.object({ id: z.string(), title: bilingual, county: z.string(), builtin: z.boolean() });
const unitChoice = z.object({ code: unitCode, name: z.string(), kind: z.string(), kindLabel: bilingual });
export type UnitChoice = z.infer<typeof unitChoice>;

const person = z.object({ id: z.string(), name: z.string() });
/** A pinned root means that the county's pack was taken in and its code typed; `enrolment` is this PC's own standing. */
const trust = z.object({ pinned: z.boolean(), enrolment: z.enum(["none", "requested", "approved", "revoked"]) });

const place = z.object({
  role,
  unit: z.object({ code: unitCode, name: z.string(), kind: z.string() }),
  campaign: z.object({ id: z.string(), title: bilingual, theme: z.string(), version: z.int(), disclaimer: bilingual.optional() }),
  device: z.string(),
  demo: z.boolean(),
});

const beginnings = z.object({ campaigns: z.array(campaignChoice), deviceName: z.string(), keychain: z.boolean() });

export const sessionState = z.discriminatedUnion("stage", [
  beginnings.extend({ stage: z.literal("first-start") }),
  /** What was open last cannot be opened: why, and what else can be begun. */
  beginnings.extend({ stage: z.literal("troubled"), problem }),
  place.extend({
    stage: z.literal("locked"),
    people: z.array(person),
    /** Who worked here last. */
    last: z.string(),
    /** Whether a forgotten PIN can be answered with a new key: not at the county's main PC. */
    mayRenew: z.boolean(),
    /** How long the next try has to wait after wrong PINs. */
    waitMs: z.number().min(0),
  }),
  place.extend({ stage: z.literal("ready"), person, trust }),
]);
export type SessionState = z.infer<typeof sessionState>;
export type Ready = Extract<SessionState, { stage: "ready" }>;

/** What the recovery card holds. It is answered once, at first start, and stored nowhere. `pages` are whole SVG documents. */
export const recoveryCard = z.object({
  identity: z.string(),
  unitName: z.string(),
  device: z.string(),
  madeAtMs: instantMs,
  pages: z.array(z.string()),
});
export type RecoveryCard = z.infer<typeof recoveryCard>;

const beginning = z.object({
  campaign: z.string(),
  device: z.string().min(1).max(LIMITS.shortText),
  person: z.object({ name: z.string().min(1).max(LIMITS.shortText), post: z.string().max(LIMITS.shortText).optional() }),
  pin: z.string().max(LIMITS.shortText),
});

/** `join`: a further PC of a county that exists. */
const countyBeginning = beginning.extend({ join: z.boolean().optional() });

/** One pending duty for the top bar. */
const nextDue = z.object({ obligation: z.string(), title: bilingual, dueAtMs: instantMs });

/** The frame: clock, countdown, status line, marks on the rail. Times are those of this PC. */
export const frame = z.object({
  nowMs: instantMs,
  nextDue: nextDue.nullable(),
  savedAtMs: instantMs.nullable(),
  lastBackups,
  lastReceipt: z.object({ atMs: instantMs, bundle: z.int() }).nullable(),
  lastImport: z.object({ atMs: instantMs, bundles: count }).nullable(),
  marks: z.object({ returned: count, inbox: count, requests: count, conflicts: count }),
});
export type Frame = z.infer<typeof frame>;

/** What can change behind the screen. Which answers each makes stale: src-renderer/rpc/stale.ts */
export const area = z.enum([
  "session",
  "records",
  "drafts",
  "campaign",
  "imports",
  "trust",
  "notices",
  "settings",
  "drives",
  "opened",
  "media",
]);
export type Area = z.infer<typeof area>;

/** Which areas changed behind the screen, so that it asks again. */
export const change = z.object({ areas: z.array(area) });
export type Change = z.infer<typeof change>;

/** Ways out of a trouble: copies of the database that were kept before imports, newest first; other workspaces. */
const waysOut = z.object({
  copies: z.array(z.object({ name: z.string(), atMs: instantMs, sizeBytes })),
  others: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["county", "unit", "restored", "rebuilt", "other"]),
      unit: z.string().nullable(),
      usedAtMs: instantMs,
    }),
  ),
});
export type WaysOut = z.infer<typeof waysOut>;
/** A file that was opened by a double click or as an argument. */
const openedFile = z.object({ id: z.string(), path: z.string(), name: z.string(), kind: z.enum(["bundle", "backup"]) });
export type OpenedFileView = z.infer<typeof openedFile>;

const done = z.object({ ok: z.literal(true) });

export const session = {
  state: procedure.output(sessionState),
  /** Tries again to open a workspace that could not be opened. */
  retry: procedure.output(done),
  waysOut: procedure.output(waysOut),
  /** @throws `workspace-not-found`, `workspace-busy`, `workspace-damaged`, `workspace-newer` */
  openOther: procedure.input(z.object({ name: z.string() })).output(done),
  /** Restores such a copy as this PC's workspace, as `restore` does. @throws `file-not-found` */
  restoreCopy: procedure.input(z.object({ name: z.string() })).output(started),
  /** The file that waits to be taken to its screen. */
  opened: procedure.output(openedFile.nullable()),
  openedDone: procedure.input(z.object({ id: z.string() })).output(done),
  /** Units of a campaign, to choose from at first start. */
  units: procedure.input(z.object({ campaign: z.string() })).output(z.array(unitChoice)),
  /** @throws `pin-weak`, `workspace-exists` */
  beginUnit: procedure.input(beginning.extend({ unit: unitCode })).output(recoveryCard),
  /** The county has no recovery card: its bundles are sealed to its PCs alone. @throws as beginUnit */
  beginCounty: procedure.input(countyBeginning).output(z.object({ ok: z.literal(true) })),
  /** Restores a backup file as this PC's workspace; it is locked then, with the PIN of the backup. */
  restore: procedure.input(z.object({ file: fileSource })).output(started),
  /** Rebuilds a lost PC from the unit's own bundles in a folder. `card`: what the recovery card says. */
  rebuild: procedure
    .input(beginning.omit({ campaign: true }).extend({ folder: z.string(), card: z.string().max(LIMITS.explanation) }))
    .output(started),
  /** The new recovery card of a rebuilt PC; answered once. */
  rebuiltCard: procedure.input(z.object({ task: z.string() })).output(recoveryCard.nullable()),
  /** Builds a believable small month; ready when the task is done. */
  beginDemo: procedure.input(z.object({ role })).output(started),
  /** @throws `pin-wrong`, `pin-wait` */
  unlock: procedure
    .input(z.object({ person: z.string(), pin: z.string().max(LIMITS.shortText) }))
    .output(z.object({ ok: z.literal(true) })),
  /**
   * A new key for this PC because no PIN of the old one is known; the data stay, the county has to approve the new key.
   *
   * @throws `key-of-root`, `person-unknown`, `pin-weak`
   */
  renewKey: procedure
    .input(z.object({ person: z.string(), pin: z.string().max(LIMITS.shortText) }))
    .output(z.object({ ok: z.literal(true) })),
  lock: procedure.output(z.object({ ok: z.literal(true) })),
  frame: procedure.output(frame),
  /** `unheardMs`: how long the screens have heard nothing, at first since they began to load: what changed meanwhile is told at once. */
  changes: procedure.input(z.object({ unheardMs: z.number().min(0) })).output(eventIterator(change)),
};
