// What an entry about a record says holds for exactly the heads that its author saw: an edit answers it. Pure.

/** Whether two lists name the same versions, whatever their order. */
export function sameHeads(judged: readonly string[], now: readonly string[]): boolean {
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
  const holds = sameHeads(review.heads, now);
  if (review.decision === "accept") return holds ? "accepted" : "recheck";
  return holds ? "returned" : "answered";
}
