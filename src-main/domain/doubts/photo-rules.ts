// How far a photo may lie from its activity before somebody is asked about it: the campaign's numbers, or those that hold without any.
import type { Campaign } from "../campaign/schema.ts";

/**
 * `takenHours`: before the activity's beginning and after its end; `otherWeekHours`: so far away it is of another week; `awayMetres`: from
 * where its other photos were taken.
 */
export type PhotoRules = Readonly<{ takenHours: number; otherWeekHours: number; awayMetres: number }>;

/** What holds where a campaign says nothing. */
const USUAL: PhotoRules = { takenHours: 12, otherWeekHours: 168, awayMetres: 5000 };

export function photoRules({ media }: Pick<Campaign, "media">): PhotoRules {
  const { takenHours, otherWeekHours = USUAL.otherWeekHours, awayMetres } = media.doubts ?? USUAL;
  return { takenHours, otherWeekHours: Math.max(otherWeekHours, takenHours), awayMetres };
}
