// In which order the files of a draft stand: as they were chosen, or by the time they were taken. Pure.
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";

type Named = Readonly<{ sha256: string }>;

/** The list with a file that was taken in, before the first of those that were chosen after it: they arrive in any order. */
export function inChosenOrder<T extends Named>(
  list: readonly T[],
  taken: T,
  placeOf: (sha256: string) => number | undefined,
): readonly T[] {
  const place = placeOf(taken.sha256);
  if (place === undefined || list.some(({ sha256 }) => sha256 === taken.sha256)) return list;
  const later = list.findIndex(({ sha256 }) => (placeOf(sha256) ?? -1) > place);
  return later < 0 ? [...list, taken] : list.toSpliced(later, 0, taken);
}

/** The oldest first; what has no time stays behind, in its order. */
export function byTimeTaken<T extends Named>(list: readonly T[], media: readonly Pick<MediaItem, "sha256" | "takenAt">[]): T[] {
  const times = new Map(media.map(({ sha256, takenAt }) => [sha256, takenAt]));
  const timeOf = ({ sha256 }: T): string => times.get(sha256) ?? "~";
  return list.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

/** The list with one file moved to the place of another. */
export function movedTo<T extends Named>(list: readonly T[], sha256: string, target: string): T[] {
  const from = list.findIndex((one) => one.sha256 === sha256);
  const to = list.findIndex((one) => one.sha256 === target);
  const moving = list[from];
  if (moving === undefined || to === -1) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, moving);
}
