// What may be chosen about a hand-in before it goes, and what keeps it back.
import type { Assembled } from "../../../src-main/api/hand-in/contract.ts";
import { needsRelease, type TypedRelease } from "./release-sheet.tsx";
import { ONE_FILE, type VolumeChoice } from "./volume-choice.tsx";

export type Block = "unwritten" | "notZero" | "error" | "explanation" | "reason" | "release";

/** What keeps the export back: a document that is not written, a zero report of activities, the first error, a warning without a 说明, a zero report's reason, a release. */
export function blockOf(assembled: Assembled, { reason, release }: Options): Block | undefined {
  if (assembled.unwritten !== null) return "unwritten";
  if (isUntrueZero(assembled)) return "notZero";
  if (assembled.findings.some(({ asks }) => asks === "mending")) return "error";
  if (assembled.findings.some(({ asks }) => asks === "explanation")) return "explanation";
  if (isZero(assembled) && reason.trim() === "") return "reason";
  return needsRelease(assembled) && release.pin === "" ? "release" : undefined;
}

/** Where on the page a block is mended. */
export const PLACE_OF: Readonly<Record<Block, string>> = {
  unwritten: "unwritten",
  notZero: "zero",
  error: "checks",
  explanation: "checks",
  reason: "zero",
  release: "release",
};

export function isZero(assembled: Assembled): boolean {
  return assembled.insteadOf !== null;
}

/** A zero report of a period in which something was recorded. */
export function isUntrueZero(assembled: Assembled): boolean {
  return isZero(assembled) && assembled.recorded > 0;
}

export type Options = Readonly<{
  reason: string;
  full: boolean;
  plain: boolean;
  recordsOnly: boolean;
  /** Smaller files (压缩版) in place of originals, where there are any. */
  small: boolean;
  withoutLost: boolean;
  volumes: VolumeChoice;
  release: TypedRelease;
}>;
export const AS_USUAL: Options = {
  reason: "",
  full: false,
  plain: false,
  recordsOnly: false,
  small: false,
  withoutLost: false,
  volumes: ONE_FILE,
  release: { person: undefined, pin: "" },
};
