// Where the window opens: as it was left, as long as that is on a display that is there. Pure.
import type { Rectangle } from "electron";
import { z } from "zod";

const length = z.int().min(-100_000).max(100_000);
const placeSchema = z.strictObject({
  bounds: z.strictObject({ x: length, y: length, width: length.min(1), height: length.min(1) }),
  maximized: z.boolean(),
});
/** The window as it was left; `bounds` are those of the window that is not maximised, in device-independent pixels. */
export type WindowPlace = z.infer<typeof placeSchema>;

/** So much of the window's top edge has to be on a display that a hand can take hold of it. */
const LEAST_SEEN = { width: 200, height: 40 };

/** Reads the kept place; a missing or malformed one is none. */
export function readWindowPlace(text: string | undefined): WindowPlace | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(text ?? "null")).data;
  } catch {
    return undefined;
  }
}

/** The part of a kept place that can be used on these displays: shrunk to one of them, or nothing where none shows it. */
export function placeOn(areas: readonly Rectangle[], kept: WindowPlace | undefined): Rectangle | undefined {
  if (kept === undefined) return undefined;
  const { bounds } = kept;
  const area = areas.find((candidate) => showsHandle(candidate, bounds));
  if (area === undefined) return undefined;
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    x: Math.max(area.x, Math.min(bounds.x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(bounds.y, area.y + area.height - height)),
    width,
    height,
  };
}

function showsHandle(area: Rectangle, bounds: Rectangle): boolean {
  const across = Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x);
  const isHigh = bounds.y >= area.y - LEAST_SEEN.height && bounds.y <= area.y + area.height - LEAST_SEEN.height;
  return isHigh && across >= Math.min(LEAST_SEEN.width, bounds.width);
}
