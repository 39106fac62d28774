// How long work shows how far it is, and is stopped.
/** The file that is being read, counted from 1, of so many. */
export type FileCount = Readonly<{ done: number; total: number }>;

/** Shows how far long work is, and lets it be stopped. `total` is 0 while it is not known. `step`: counting begins anew, for that. */
export type Progress = Readonly<{
  /** @param files which of how many files it is at, where it goes through several. */
  report(done: number, total: number, files?: FileCount): void;
  signal: AbortSignal;
  step?: (step: "reading-back") => void;
}>;
