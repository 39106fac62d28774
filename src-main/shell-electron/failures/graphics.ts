// Whether the graphics card is used: not after it failed again and again in this version of the program. Pure.
import { z } from "zod";
import { mayStartAgain } from "./crash-limit.ts";

const kept = z.strictObject({ offInVersion: z.string() });

/** @param text of the kept file; a missing or malformed one says nothing against the card. */
export function mayUseGraphicsCard(text: string | undefined, programVersion: string): boolean {
  try {
    return kept.safeParse(JSON.parse(text ?? "{}")).data?.offInVersion !== programVersion;
  } catch {
    return true;
  }
}

/** What to keep after crashes of the graphics process in this run; undefined: nothing yet. */
export function graphicsToKeep(crashesMs: readonly number[], programVersion: string): string | undefined {
  return mayStartAgain(crashesMs) ? undefined : JSON.stringify({ offInVersion: programVersion });
}
