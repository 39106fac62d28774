// Whose fault a refusal is: while something is read, only the disk of this PC can refuse to be written to.
import { Problem } from "../../../domain/problem.ts";

const OF_A_WRITE: readonly string[] = ["disk-full", "disk-read-only", "disk-failing"];

/** Whether this PC's own disk took nothing, in the middle of reading what lies elsewhere. */
export function isOfOwnDisk(cause: unknown): cause is Problem {
  return cause instanceof Problem && OF_A_WRITE.includes(cause.code);
}
