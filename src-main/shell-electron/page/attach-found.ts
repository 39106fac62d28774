// Which of the given files have a path at all: those are sent on, the answers come back in the order of all. Pure.
import type { Attached } from "../../api/uploads/contract.ts";

/** A file of the page as the preload knows it; `path` is empty for what lies only in memory or on a phone. */
export type Found = Readonly<{ path: string; name: string }>;

/** Asks for those that have a path. */
export async function attachFound(
  files: readonly Found[],
  ask: (found: readonly Found[]) => Promise<readonly Attached[]>,
): Promise<readonly Attached[]> {
  const found = files.filter(({ path }) => path !== "");
  const answers = (found.length === 0 ? [] : await ask(found)).values();
  return files.map(({ path }) => (path === "" ? { kind: "no-path" } : (answers.next().value ?? { kind: "no-path" })));
}
