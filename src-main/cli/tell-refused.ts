// What was refused of several files, after the rest was done.
import type { Refused } from "../usecases/receiving/bundles/import-batch.ts";
import { EXIT, printRefused, problemView, type RefusedView } from "./outcome.ts";
import type { GlobalOptions } from "./session.ts";
import { terminal } from "./terminal.ts";

/** Prints each file with the reason; anything refused makes the command refuse as well. @returns the same for the result. */
export function tellRefused({ json }: GlobalOptions, refused: readonly Refused[]): readonly RefusedView[] {
  if (refused.length > 0) terminal().setExitCode(EXIT.refused);
  const problems = refused.map(({ path, problem }) => ({ path, ...problemView(problem) }));
  printRefused(problems, json === true);
  return problems;
}
