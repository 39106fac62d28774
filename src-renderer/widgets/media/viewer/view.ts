// How a picture is looked at: how large, which way up, and which part of it. Pure; lengths in pixels of the screen, from the middle of
// the stage. Nothing of it changes the picture.

export type Size = Readonly<{ width: number; height: number }>;
export type Place = Readonly<{ x: number; y: number }>;

/** `scale`: pixels of the screen for one of the picture; `fit`: as large as the stage, and never larger than it is. `turn` clockwise. */
export type View = Readonly<{ scale: number | "fit"; turn: 0 | 90 | 180 | 270; at: Place }>;

const MIDDLE: Place = { x: 0, y: 0 };
export const WHOLE: View = { scale: "fit", turn: 0, at: MIDDLE };
export const ZOOM_STEP = 1.25;
const LARGEST = 8;

/** The picture's size as it lies after turning. */
function lying({ width, height }: Size, { turn }: View): Size {
  return turn % 180 === 0 ? { width, height } : { width: height, height: width };
}

function fitting(view: View, picture: Size, stage: Size): number {
  const { width, height } = lying(picture, view);
  return width === 0 || height === 0 ? 1 : Math.min(1, stage.width / width, stage.height / height);
}

export function scaleOf(view: View, picture: Size, stage: Size): number {
  return view.scale === "fit" ? fitting(view, picture, stage) : view.scale;
}

/** Larger or smaller, so that what lies under `under` stays there as far as the picture's edges allow. Smaller than whole is whole. */
export function zoomed(view: View, by: number, picture: Size, stage: Size, under: Place = MIDDLE): View {
  const before = scaleOf(view, picture, stage);
  const scale = Math.min(LARGEST, before * by);
  if (scale <= fitting(view, picture, stage)) return { ...view, scale: "fit", at: MIDDLE };
  const grown = scale / before;
  const at = { x: under.x - (under.x - view.at.x) * grown, y: under.y - (under.y - view.at.y) * grown };
  return held({ ...view, scale, at }, picture, stage);
}

/** A pixel of the picture for each of the screen. */
export function fullSize(view: View, picture: Size, stage: Size): View {
  return zoomed(view, 1 / scaleOf(view, picture, stage), picture, stage);
}

/** A quarter turn clockwise; whole again. */
export function turned({ turn }: View): View {
  return { ...WHOLE, turn: ((turn + 90) % 360) as View["turn"] };
}

export function moved(view: View, by: Place, picture: Size, stage: Size): View {
  return held({ ...view, at: { x: view.at.x + by.x, y: view.at.y + by.y } }, picture, stage);
}

/** No edge of the picture comes further in than the stage's edge. */
function held(view: View, picture: Size, stage: Size): View {
  const { width, height } = lying(picture, view);
  const scale = scaleOf(view, picture, stage);
  const within = (place: number, length: number, room: number): number => {
    const most = Math.max(0, (length * scale - room) / 2);
    return Math.min(most, Math.max(-most, place));
  };
  return { ...view, at: { x: within(view.at.x, width, stage.width), y: within(view.at.y, height, stage.height) } };
}
