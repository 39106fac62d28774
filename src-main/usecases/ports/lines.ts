// Entries on their way between a bundle and the store.
import type { Carried } from "../../domain/feed/entry.ts";

/** Lines as they are carried: exact canonical texts. */
export type CarriedLine = Readonly<{ hash: string; text: string; valueText: string | null; carried: Carried }>;

/** Our own copy of verified entries, a canonical line each. `without`: feeds that are left out; `count`: with those. */
export type CheckedLines = Readonly<{ path: string; count: number; without: ReadonlySet<string> }>;
