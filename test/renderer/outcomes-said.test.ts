// The preview of an import: whatever else a bundle is, the conflicts that it opens are told.
import { expect, test } from "vitest";
import { outcomesSaid } from "../../src-renderer/features/inbox/outcomes-said.ts";

test("conflicts are told beside every other outcome, and once where they are the outcome", () => {
  for (const outcome of ["ended", "held", "waiting"] as const) {
    expect(outcomesSaid({ outcome, conflicts: 2 })).toEqual([outcome, "conflict"]);
    expect(outcomesSaid({ outcome, conflicts: 0 })).toEqual([outcome]);
  }
  expect(outcomesSaid({ outcome: "conflict", conflicts: 2 })).toEqual(["conflict"]);
});
