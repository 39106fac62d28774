// What a shell gets from compose: the router, the media it may show, the uploads it takes. Types only.
import type { AnyContractRouter } from "@orpc/contract";
import type { Router } from "@orpc/server";
import type { InstalledAs } from "../domain/installed-as.ts";
import type { Attached, SaveRequest } from "./uploads/contract.ts";

/** The original, or the small picture made from it. */
export type MediaVariant = "original" | "preview";
/** `name`: the one that the page shows it under, where records hold it under several. */
export type MediaRequest = Readonly<{ variant: MediaVariant; sha256: string; name?: string }>;

/** Where a medium's bytes are: a file of `sizeBytes`, or in memory. `inline`: a page may show it, else it is saved as `saveAs`. */
export type OpenedMedia = Readonly<{ mime: string; inline: boolean; saveAs: string }> &
  (Readonly<{ path: string; sizeBytes: number }> | Readonly<{ bytes: Uint8Array }>);

/** A file as a shell learned of it from the system, never from a page's words. */
export type FoundFile = Readonly<{ path: string; name: string }>;

/** Long work, for the shell that wants to end. */
export type RunningWork = Readonly<{
  /** Kinds of what runs now, one for each task and each file that is being added. */
  kinds(): readonly string[];
  /** Cancels all and waits until it is finished or rolled back; not longer than a moment that a person would wait. */
  stop(): Promise<void>;
  /** Is told whenever the number of what runs changes. */
  watch(told: (running: number) => void): void;
}>;

/** The data side of one running program: use cases and SQLite behind one router. */
export type DataSide = Readonly<{
  router: Router<AnyContractRouter, Record<never, never>>;
  /** Undefined where the file is not on this PC or the workspace is locked. */
  openMedia(request: MediaRequest): Promise<OpenedMedia | undefined>;
  work: RunningWork;
  /** A page has come, also the same one loaded anew: files that were given to the one before, and used by nothing, are let go. */
  newPage(): void;
  /** Takes a file that the system handed over; one that is none of ours is left alone. */
  openFile(path: string): void;
  /** Lines for 复制诊断信息, without personal data. */
  diagnostics(): readonly string[];
  /** Opens files that the person gave to the page, in their order; each fails by itself. */
  attach(files: readonly FoundFile[]): Promise<readonly Attached[]>;
  /** Remembers places that the person chose in the system's dialog: a page may name what lies there. */
  admit(paths: readonly string[]): void;
  /** The name to propose for what is to be saved. @throws {Problem} `save-gone` */
  nameToSave(request: SaveRequest): Promise<string>;
  /** Saves it, durably and whole, where the person said. @throws {Problem} `save-*`, `disk-*`, `drive-gone`, `media-changed`, `cancelled` */
  save(request: SaveRequest, path: string): Promise<void>;
  /** Keeps an address that the person confirmed to the shell. @throws {Problem} `update-address-wrong` */
  setUpdateAddress(address: string): void;
  /**
   * The update that waits, checked once more, for the shell to install.
   *
   * @throws {Problem} `update-none-ready`, `update-package-differs`, `update-tasks-running`
   */
  preparedUpdate(): Promise<PreparedUpdate>;
  /** Stops what runs, finishes what is being written and closes the workspace. */
  close(): Promise<void>;
}>;

/** A checked package of this PC's kind. `sha256`: what its bytes came to, for whoever reads them once more. */
export type PreparedUpdate = Readonly<{ version: string; path: string; kind: InstalledAs; sha256: string }>;

/**
 * What the data side must know of the shell: the address under which it serves a medium; whether it asks the person in windows of its
 * own, so that a page's word alone is none for places of the PC and addresses (without such windows the page is all there is); and how the program
 * came onto this PC.
 */
export type DataSideOptions = Readonly<{
  mediaUrl(sha256: string, variant: MediaVariant): string;
  asksPerson?: boolean;
  /** Absent: it runs from its sources. */
  installedAs?: InstalledAs;
}>;

/** compose/door.ts exports one of these as `openDataSide`. */
export type OpenDataSide = (options: DataSideOptions) => Promise<DataSide>;
