// What a shell gets from compose: the router, the media it may show, the uploads it takes. Types only.
import type { AnyContractRouter } from "@orpc/contract";
import type { Router } from "@orpc/server";
import type { InstalledAs } from "../domain/installed-as.ts";
import type { JsonObject } from "../domain/json.ts";

/** The original, or the small picture made from it. */
export type MediaVariant = "original" | "preview";
export type MediaWish = Readonly<{ variant: MediaVariant; sha256: string }>;

/** Where a medium's bytes are: a file of `sizeBytes`, or in memory. `inline`: a page may show it, else it is saved as `saveAs`. */
export type OpenedMedia = Readonly<{ mime: string; inline: boolean; saveAs: string }> &
  (Readonly<{ path: string; sizeBytes: number }> | Readonly<{ bytes: Uint8Array }>);

/** A file that a screen sends. */
export type Upload = Readonly<{ name: string; bytes: AsyncIterable<Uint8Array>; signal: AbortSignal }>;

/** The data side of one running program: use cases and SQLite behind one router. */
export type DataSide = Readonly<{
  router: Router<AnyContractRouter, Record<never, never>>;
  /** Undefined where the file is not on this PC or the workspace is locked. */
  openMedia(wish: MediaWish): Promise<OpenedMedia | undefined>;
  /**
   * Keeps bytes until a call names them.
   *
   * @returns what the screen is to know: `{ uploadId }`
   * @throws {Problem} `file-empty`, `disk-full`, `disk-read-only`, `cancelled`
   */
  takeUpload(upload: Upload): Promise<JsonObject>;
  /**
   * The update that waits, checked once more, for the shell to install.
   *
   * @throws {Problem} `update-none-ready`, `update-package-differs`, `update-tasks-running`
   */
  preparedUpdate(): Promise<PreparedUpdate>;
  /** Finishes what is being written and closes the workspace. */
  close(): Promise<void>;
}>;

/** A checked package of this PC's kind. */
export type PreparedUpdate = Readonly<{ version: string; path: string; kind: InstalledAs }>;

/** What the data side must know of the shell: the address under which it serves a medium, and how the program came onto this PC. */
export type DataSideOptions = Readonly<{
  mediaUrl(sha256: string, variant: MediaVariant): string;
  /** Absent: it runs from its sources. */
  installedAs?: InstalledAs;
}>;

/** compose.ts exports one of these as `openDataSide`. */
export type OpenDataSide = (options: DataSideOptions) => Promise<DataSide>;
