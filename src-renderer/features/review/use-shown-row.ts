// Which row of a list that changes under the reader is shown: the same one as long as it is listed, then the one in its place.
import { useState } from "react";
import type { ReviewRow } from "../../../src-main/api/review/contract.ts";
import { nameOf } from "./review-list.tsx";

/** A list that shrinks while it is read never puts another record before the reader's eyes, and under the keys. */
export function useShownRow(
  rows: readonly ReviewRow[],
): Readonly<{ row: ReviewRow | undefined; at: number; show: (at: number) => void }> {
  const [place, setPlace] = useState({ name: "", at: 0 });
  const listed = rows.findIndex((row) => nameOf(row) === place.name);
  const at = listed === -1 ? clamp(place.at, rows) : listed;
  const row = rows[at];
  const name = row === undefined ? place.name : nameOf(row);
  if (name !== place.name || at !== place.at) setPlace({ name, at });
  return {
    row,
    at,
    show: (to) => {
      const next = rows[clamp(to, rows)];
      if (next !== undefined) setPlace({ name: nameOf(next), at: clamp(to, rows) });
    },
  };
}

function clamp(at: number, rows: readonly ReviewRow[]): number {
  return Math.max(0, Math.min(rows.length - 1, at));
}
