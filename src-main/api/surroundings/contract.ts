// Around the work: search, notices, the person's settings, the folders of this PC.
import { z } from "zod";
import { recordState } from "../activities/contract.ts";
import { count, instantMs, problem, procedure, recordKey, sizeBytes } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

const hit = recordKey.extend({
  unitName: z.string(),
  title: z.string(),
  date: z.string(),
  excerpt: z.string(),
  state: recordState,
});
export type SearchHit = z.infer<typeof hit>;

/** `more`: there are more than the limit. */
export const search = {
  find: procedure
    .input(z.object({ text: z.string().max(LIMITS.shortText), limit: z.int().min(1).max(50) }))
    .output(z.object({ hits: z.array(hit), more: z.boolean() })),
};

/** Something that happened without the person; `subject` fills the sentence of its kind, `open` is where it leads. */
const notice = z.object({
  notice: z.string(),
  kind: z.enum([
    "returned",
    "received",
    "due-soon",
    "overdue",
    "campaign-changed",
    "request",
    "conflict",
    "clock",
    "fork",
    "backup-old",
    /** `subject`: kinds of tasks, with commas between them. */
    "cut-off",
  ]),
  subject: z.string(),
  atMs: instantMs,
  read: z.boolean(),
  record: recordKey.nullable(),
});
export type Notice = z.infer<typeof notice>;

export const notices = {
  list: procedure.output(z.array(notice)),
  markRead: procedure.input(z.object({ notices: z.array(z.string()) })).output(z.object({ ok: z.literal(true) })),
};

const person = z.object({
  language: z.enum(["zh-CN", "en"]),
  theme: z.enum(["light", "dark", "system"]),
  railCollapsed: z.boolean(),
  /** The route that was open last, so that a window reopens where it was. */
  place: z.string().max(LIMITS.path),
  /** Minutes without a key or a click after which the program locks; 0: never. */
  lockAfterMinutes: z.int().min(0).max(240),
});
export type PersonSettings = z.infer<typeof person>;
const workspace = z.object({
  folder: z.string(),
  programVersion: z.string(),
  campaignVersion: z.int(),
  records: count,
  mediaFiles: count,
  mediaBytes: sizeBytes,
  freeBytes: sizeBytes,
  keychain: z.boolean(),
});
export type WorkspaceFacts = z.infer<typeof workspace>;

export const settings = {
  get: procedure.output(person),
  set: procedure.input(person.partial()).output(person),
  workspace: procedure.output(workspace),
  /** Facts for whoever maintains the program, without personal data. */
  diagnostics: procedure.output(z.object({ text: z.string() })),
};

const folderEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(["folder", "bundle", "file"]),
  sizeBytes: sizeBytes.optional(),
  changedAtMs: instantMs.optional(),
});
const folderRoot = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(["drive", "removable", "home", "desktop", "documents"]),
  freeBytes: sizeBytes.nullable(),
  totalBytes: sizeBytes.nullable(),
  writable: z.boolean(),
  fileSystem: z.string().nullable(),
});
export type FolderRoot = z.infer<typeof folderRoot>;
const listing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  entries: z.array(folderEntry),
  writable: z.boolean(),
  freeBytes: sizeBytes.nullable(),
});
export type FolderListing = z.infer<typeof listing>;

/** `neededBytes` 0: not known yet. `mostFileBytes`: of one file, on FAT32. `bytesPerSecond`: as a short probe was written; null where none was. */
const preflight = z.object({
  fileSystem: z.string().nullable(),
  freeBytes: sizeBytes.nullable(),
  mostFileBytes: sizeBytes.nullable(),
  bytesPerSecond: sizeBytes.nullable(),
  problem: problem.nullable(),
});
export type Preflight = z.infer<typeof preflight>;

const place = z.object({ path: z.string().max(LIMITS.path) });

export const system = {
  roots: procedure.output(z.array(folderRoot)),
  /** @throws folder-missing, file-unreadable */
  listFolder: procedure.input(z.object({ path: z.string() })).output(listing),
  makeFolder: procedure
    .input(z.object({ parent: z.string(), name: z.string().min(1).max(LIMITS.folderName) }))
    .output(z.object({ path: z.string() })),
  /** Looks at a folder before something is written there. */
  preflight: procedure.input(place.extend({ neededBytes: sizeBytes })).output(preflight),
  /** The drive that a folder lies on; null where that is a disk of the PC. */
  driveOf: procedure
    .input(place)
    .output(z.object({ name: z.string(), path: z.string(), removable: z.boolean(), byHand: z.boolean() }).nullable()),
  /** @throws drive-not-removable, drive-not-ejected */
  eject: procedure.input(place).output(z.object({ name: z.string() })),
};
