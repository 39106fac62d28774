// Which notes about pictures are said in one sentence: those of one reason, of copies those that are held against one activity. Pure.
import type { MediaItem, MediaNote } from "../../../src-main/api/contract-parts.ts";

/** A picture and one thing that is asked about it. */
export type Noted = Readonly<{ item: MediaItem; note: MediaNote }>;

/** Each picture once. */
export type Alike = readonly [Noted, ...Noted[]];

/** In the order in which they are first said. A picture that is like several of one other activity is told of once. */
export function alikeNotes(items: readonly MediaItem[]): readonly Alike[] {
  const all = items.flatMap((item) => item.notes.map((note): Noted => ({ item, note })));
  const groups = Map.groupBy(all, ({ note: { note, other } }) => `${note} ${other ? `${other.unit}/${other.record}` : ""}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...more] = group.filter(({ item }, at) => group.findIndex((one) => one.item.sha256 === item.sha256) === at);
    return first === undefined ? [] : [[first, ...more] as const];
  });
}
