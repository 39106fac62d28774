// Drives that bundles are written to.
import type { Progress } from "./progress.ts";

/** Asked before the first byte is written. @throws {Problem} `drive-too-small`, `drive-file-too-large`, `disk-read-only` */
export type Fits = (folder: string, sizeBytes: number) => Promise<void>;

/** From where bytes were read back: the drive itself, or the system's memory of it. */
export type ReadFrom = "drive" | "system";

/** What lies below a folder that a person chose. */
export type Drives = Readonly<{
  /** Differs for another drive at the same path; undefined where the folder or its drive is not there. */
  markOf(folder: string): Promise<string | undefined>;
  /**
   * Compares what lies on the drive with what the system remembers of a file. `system`: there is no way past that memory here.
   * @throws {Problem} `read-back-differs`, `cancelled`
   */
  compare(path: string, progress: Progress): Promise<ReadFrom>;
}>;
