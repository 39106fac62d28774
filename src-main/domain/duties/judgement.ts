// What an entry about a record says holds for exactly the heads that its author saw: an edit answers it. Pure.

/** Whether what was said of some heads is said of those of now, in whatever order; of a record that nobody judged nothing is said. */
export function holdsFor(judged: readonly string[] | undefined, now: readonly string[]): boolean {
  if (judged === undefined) return false;
  const seen = new Set(judged);
  return seen.size === new Set(now).size && now.every((head) => seen.has(head));
}

export type Decision = "accept" | "return";

/** `recheck`: accepted, and changed since (需复核). `answered`: returned, and changed since. */
export type ReviewState = "none" | "accepted" | "returned" | "recheck" | "answered";

/** Where a record stands with the county. */
export function reviewStateOf(
  review: Readonly<{ decision: Decision; heads: readonly string[] }> | undefined,
  now: readonly string[],
): ReviewState {
  if (review === undefined) return "none";
  const holds = holdsFor(review.heads, now);
  if (review.decision === "accept") return holds ? "accepted" : "recheck";
  return holds ? "returned" : "answered";
}
