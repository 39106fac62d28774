// How far a photo may lie from its activity, and how much of it may lack, before somebody is asked about it: the campaign's numbers, or
// those that hold without any.
import type { Campaign } from "../campaign/schema.ts";

/**
 * `takenHours`: before the activity's beginning and after its end; `otherWeekHours`: so far away it is of another week; `awayMetres`: from
 * where its other photos were taken; `seenPercent`: a picture that is cut off is asked about when less of it can be seen.
 */
export type PhotoRules = Readonly<{ takenHours: number; otherWeekHours: number; awayMetres: number; seenPercent: number }>;

/** What holds where a campaign says nothing. */
const USUAL: PhotoRules = { takenHours: 12, otherWeekHours: 168, awayMetres: 5000, seenPercent: 50 };

export function photoRules({ media }: Pick<Campaign, "media">): PhotoRules {
  const said = media.doubts ?? USUAL;
  const { takenHours, otherWeekHours = USUAL.otherWeekHours, awayMetres, seenPercent = USUAL.seenPercent } = said;
  return { takenHours, otherWeekHours: Math.max(otherWeekHours, takenHours), awayMetres, seenPercent };
}
