// What age.ts hands to a worker thread, and what comes back.

/** Chunks that are read and written at once. */
export const SEGMENT_CHUNKS = 16;

/** What to do. The sealed payload starts at `prefixBytes` of the sealed file; `to` exists. This worker takes segments `first`, `first + step` … */
export type AgeTask = Readonly<{
  kind: "seal" | "open";
  from: string;
  to: string;
  key: Uint8Array;
  prefixBytes: number;
  plainBytes: number;
  first: number;
  step: number;
  /** One 32-bit number, not 0 once the work is to stop. */
  stop: SharedArrayBuffer;
}>;

/** How it ended. */
export type AgeOutcome = Readonly<
  { kind: "done" } | { kind: "changed" } | { kind: "system"; side: "reading" | "writing"; code: string; message: string }
>;
