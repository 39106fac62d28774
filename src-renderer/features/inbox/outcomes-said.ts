// What the preview says of one bundle. Pure.
import type { PreviewedBundle } from "../../../src-main/api/inbox/contract.ts";

/** Its outcome, and that it opens conflicts where the outcome is another one: a bundle of an ended PC may hold both. */
export function outcomesSaid({
  outcome,
  conflicts,
}: Pick<PreviewedBundle, "outcome" | "conflicts">): readonly PreviewedBundle["outcome"][] {
  return conflicts > 0 && outcome !== "conflict" ? [outcome, "conflict"] : [outcome];
}
