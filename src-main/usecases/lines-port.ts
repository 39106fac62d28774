// Entries on their way between a bundle and the store.
import type { Carried } from "../domain/entry.ts";

/** Lines as they are carried: exact canonical texts. */
export type CarriedLine = Readonly<{ hash: string; text: string; valueText: string | null; carried: Carried }>;

/** Our own copy of verified entries, a canonical line each. `without`: feeds that are left out; `count`: with those. */
export type CheckedLines = Readonly<{ path: string; count: number; without: ReadonlySet<string> }>;

/** How many lines have been taken in, and whether to stop: then all is taken back. @see ports.ts Progress */
export type LinesProgress = Readonly<{ report(lines: number, count: number): void; signal: AbortSignal }>;
