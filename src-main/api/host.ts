// What the router needs of the program around it: the open workspace, its first start, tasks, uploads and links.
import type { OpenedKind } from "../domain/record/opened-kind.ts";
import type { Problem, ProblemCode } from "../domain/problem.ts";
import type { Workspace } from "../usecases/workspace.ts";
import type { LookOver } from "../usecases/keeping/look-over.ts";
import type { Papers } from "../usecases/papers/print-form.ts";
import type { Progress } from "../usecases/ports/progress.ts";
import type { NewFile } from "../usecases/records/originals/attach-files.ts";
import type { Far } from "./uploads/contract.ts";
import type { MediaVariant } from "./data-side.ts";
import type { Area, Change } from "./session/contract.ts";
import type { Task, TaskResult } from "./tasks/contract.ts";
import type { UpdateFrom, UpdateOffer, UpdateState } from "./updates/contract.ts";

/** An open, unlocked workspace. */
export type OpenWorkspace = Readonly<{ ws: Workspace; papers: Papers; lookOver: LookOver; folder: string; demo: boolean }>;

/** A problem of the catalogue, as it is shown. */
export type Trouble = Readonly<{ code: ProblemCode; details: Readonly<Record<string, string | number>> }>;

/** Where the program stands. */
export type Stage =
  | Readonly<{ stage: "first-start" }>
  /** The workspace that was open last cannot be opened. */
  | Readonly<{ stage: "troubled"; problem: Trouble }>
  | Readonly<{ stage: "locked"; workspace: OpenWorkspace }>
  | Readonly<{ stage: "ready"; workspace: OpenWorkspace }>;

/** What a new workspace is made of. */
export type Beginning = Readonly<{
  role: "unit" | "county";
  /** A further PC of a county that exists: nothing is trusted before a person has compared the county's code. */
  join?: boolean;
  unit?: string;
  campaign: string;
  device: string;
  person: string;
  /** 职务 of the person. */
  post?: string;
  pin: string;
}>;

/** `from`: folder with the unit's bundles; `card`: what its recovery card says. */
export type Rebuilding = Omit<Beginning, "role" | "unit" | "campaign"> & Readonly<{ from: string; card: string }>;

/** `identity`: the new recovery identity, stored nowhere; `refused`: bundles that were not taken in. */
export type RebuiltPc = Readonly<{
  identity: string;
  taken: number;
  refused: readonly Readonly<{ path: string; problem: Problem }>[];
}>;

/** A file that the person gave, as one that reads bundles needs it. */
export type UploadedFile = Readonly<{ path: string; name: string }>;

/** A file that the system handed over; `id` tells one opening from the next. */
export type OpenedFile = Readonly<{ id: string; path: string; name: string; kind: OpenedKind }>;

/** A workspace that is not open. `name`: its folder; `unit`: as the shipped campaigns name it, or its code; `usedAtMs`: when it was written last. */
export type OtherWorkspace = Readonly<{
  name: string;
  kind: "county" | "unit" | "restored" | "rebuilt" | "other";
  unit: string | null;
  usedAtMs: number;
}>;

/** What a troubled workspace leaves: copies that it kept, newest first, and other workspaces on this PC. */
export type WaysOut = Readonly<{
  copies: readonly Readonly<{ name: string; atMs: number; sizeBytes: number }>[];
  others: readonly OtherWorkspace[];
}>;

/** Files that the person gave: their bytes come in slices into a private folder, or they are open. Each goes when it is used or dropped. */
export type HeldUploads = Readonly<{
  /** @returns its id @throws {Problem} `file-empty`, `disk-full`, `disk-read-only` */
  begin(name: string, sizeBytes: number): Promise<string>;
  /** The next slice. @returns bytes that are here @throws {Problem} `upload-unknown`, `disk-full`, `disk-read-only` */
  append(uploadId: string, at: number, bytes: Uint8Array): Promise<Far>;
  drop(uploadId: string): Promise<void>;
  /** Where a bundle lies. It stays until the program ends. @throws {Problem} `upload-unknown`, also while bytes are missing */
  find(uploadId: string): UploadedFile;
  /**
   * Uses a file up: whatever comes of it, it is gone afterwards. `progress` stops when it is dropped or `signal` says so.
   *
   * @throws {Problem} `upload-unknown`, `cancelled`
   */
  use<T>(uploadId: string, signal: AbortSignal, work: (file: NewFile, progress: Progress) => Promise<T>): Promise<T>;
  /** How far it is, at once and after each step, until it is gone. */
  watch(uploadId: string, signal: AbortSignal | undefined): AsyncIterable<Far>;
}>;

/** Long work: `work` reports and may be cancelled; what it returns is kept for the person to read. */
export type NewTask = Readonly<{
  kind: Task["kind"];
  subject: Task["subject"];
  measure: Task["measure"];
  work(progress: Progress, step: (step: Task["step"]) => void): Promise<TaskResult>;
}>;

export type Tasks = Readonly<{
  start(task: NewTask): string;
  list(): readonly Task[];
  /** Resolves at the next change of any task. */
  changed(signal: AbortSignal | undefined): Promise<void>;
  cancel(task: string): void;
  putAway(task: string): void;
}>;

export type FolderRootView = Readonly<{
  name: string;
  path: string;
  kind: "drive" | "removable" | "home" | "desktop" | "documents";
  freeBytes: number | null;
  totalBytes: number | null;
  writable: boolean;
  fileSystem: string | null;
}>;
export type FolderView = Readonly<{
  path: string;
  parent: string | null;
  entries: readonly Readonly<{
    name: string;
    path: string;
    kind: "folder" | "bundle" | "file";
    sizeBytes?: number;
    changedAtMs?: number;
  }>[];
  writable: boolean;
  freeBytes: number | null;
}>;

/** Work of an earlier run that its end cut off, by the kinds of its tasks. */
export type CutOff = Readonly<{ id: string; atMs: number; kinds: readonly string[] }>;

export type Host = Readonly<{
  stage(): Stage;
  /** Tries again to open what is troubled. */
  retry(): Promise<void>;
  waysOut(): Promise<WaysOut>;
  /** @throws {Problem} `workspace-not-found`, `workspace-busy`, `workspace-damaged`, `workspace-newer` */
  openOther(name: string): Promise<void>;
  /** Where such a copy lies. @throws {Problem} `file-not-found` */
  keptCopy(name: string): Promise<string>;
  /** The file that was opened from outside, until a screen has taken it. */
  opened: Readonly<{ peek(): OpenedFile | undefined; done(id: string): void }>;
  /** What earlier runs left unfinished, until somebody has read it. */
  cutOff: Readonly<{ earlier(): readonly CutOff[]; forget(id: string): void }>;
  /** Facts for whoever maintains the program, without personal data. */
  diagnostics(): readonly string[];
  /** Creates a workspace. @returns the recovery identity, which is stored nowhere. */
  begin(beginning: Beginning): Promise<string | undefined>;
  /** Makes this PC's workspace from a backup file; it is locked then. */
  restore(file: string, progress: Progress): Promise<void>;
  /** Makes this PC's workspace from a unit's own bundles. */
  rebuild(request: Rebuilding, progress: Progress): Promise<RebuiltPc>;
  beginDemo(role: "unit" | "county", watch: (done: number, total: number) => void): Promise<void>;
  /** @throws {Problem} `pin-wrong`, `pin-wait` */
  unlock(person: string, pin: string): void;
  /** Shuts the screens; secrets go when no task needs them any more. */
  lock(): void;
  deviceName: string;
  /** Campaigns that ship with the program, by the name that `begin` takes. */
  campaigns(): readonly Readonly<{ id: string; campaign: import("../domain/campaign/schema.ts").Campaign }>[];
  tasks: Tasks;
  uploads: HeldUploads;
  /** A path of this PC that a page names: of a bundle or a folder to read. @throws {Problem} `path-on-network`, `path-not-chosen` */
  admitPath(path: string): Promise<string>;
  /** A folder of this PC that a page names to write into. @throws {Problem} `path-on-network`, `folder-not-chosen`, `folder-own` */
  admitTarget(folder: string): string;
  mediaUrl(sha256: string, variant: MediaVariant): string;
  /** Keeps bytes for the page to download once; returns the link. */
  offerDownload(name: string, mime: string, bytes: Uint8Array): string;
  changes: ChangeBell;
  /** What a page names here is admitted by the same rule. */
  folders: Readonly<{
    roots(): Promise<readonly FolderRootView[]>;
    list(path: string): Promise<FolderView>;
    make(parent: string, name: string): Promise<string>;
    /** Bytes of all files below a folder, and free space of its drive. */
    workspaceSpace(): Promise<Readonly<{ freeBytes: number }>>;
    write(folder: string, name: string, bytes: Uint8Array): Promise<string>;
    sizeOf(path: string): Promise<number>;
  }>;
  drives: Readonly<{
    /** Looks at a folder before something is written there; a drive is also written to for a moment. `neededBytes` 0: not known. */
    preflight(
      folder: string,
      neededBytes: number,
    ): Promise<
      Readonly<{
        fileSystem: string | null;
        freeBytes: number | null;
        mostFileBytes: number | null;
        bytesPerSecond: number | null;
        problem: Problem | null;
      }>
    >;
    /** The drive that a folder lies on; null where that is a disk of the PC. */
    /** `byHand`: the system opens a window of its own in which the person lets go of it. */
    of(folder: string): Promise<Readonly<{ name: string; path: string; removable: boolean; byHand: boolean }> | null>;
    /** @throws {Problem} `drive-not-removable`, `drive-not-ejected` */
    eject(folder: string): Promise<Readonly<{ name: string }>>;
  }>;
  personSettings: Readonly<{ read(): PersonSettings; write(settings: PersonSettings): void }>;
  /** What publishers offer for this PC. @throws {Problem} `update-…`, `cancelled` */
  updates: Readonly<{
    state(): Promise<UpdateState>;
    setAddress(address: string): void;
    check(from: UpdateFrom, signal: AbortSignal): Promise<UpdateOffer>;
    take(from: UpdateFrom, progress: Progress): Promise<Readonly<{ version: string }>>;
    discard(): Promise<void>;
  }>;
  /** Logs what nobody foresaw; returns its id. */
  report(error: unknown): string;
}>;

/** Tells screens what changed behind them. */
export type ChangeBell = Readonly<{
  ring(...areas: readonly Area[]): void;
  /** @param unheardMs how long whoever listens has heard nothing: what rang meanwhile is told at once. */
  heard(signal: AbortSignal | undefined, unheardMs: number): AsyncIterable<Change>;
}>;

export type PersonSettings = Readonly<{
  language: "zh-CN" | "en";
  theme: "light" | "dark" | "system";
  railCollapsed: boolean;
  place: string;
  /** Minutes without a key or a click after which the program locks; 0: never. */
  lockAfterMinutes: number;
}>;
