// The picture that is looked at, the room that there is for it, and what the tools do to the look.
import { useEffect, useState, type RefObject } from "react";
import { fullSize, scaleOf, turned, WHOLE, zoomed, ZOOM_STEP, type Size, type View } from "./view.ts";

/** What is looked at, where, and how. */
export type Looking = Readonly<{ view: View; picture: Size; stage: Size }>;

/** `looking`: undefined while no picture is there. */
export type Looker = Readonly<{
  looking: Looking | undefined;
  scale: number;
  see(view: View): void;
  measured(picture: Size): void;
  nearer(): void;
  further(): void;
  whole(): void;
  full(): void;
  turn(): void;
}>;

export function useLooking(stageRef: RefObject<HTMLDivElement | null>): Looker {
  const stage = useSize(stageRef);
  const [picture, setPicture] = useState<Size>();
  const [view, see] = useState<View>(WHOLE);
  const looking = picture === undefined ? undefined : { view, picture, stage };
  const change = (next: (seen: Looking) => View) => (): void => {
    if (looking !== undefined) see(next(looking));
  };
  return {
    looking,
    scale: looking === undefined ? 1 : scaleOf(view, looking.picture, stage),
    see,
    measured: setPicture,
    nearer: change((seen) => zoomed(seen.view, ZOOM_STEP, seen.picture, seen.stage)),
    further: change((seen) => zoomed(seen.view, 1 / ZOOM_STEP, seen.picture, seen.stage)),
    whole: change((seen) => ({ ...WHOLE, turn: seen.view.turn })),
    full: change((seen) => fullSize(seen.view, seen.picture, seen.stage)),
    turn: change((seen) => turned(seen.view)),
  };
}

function useSize(ref: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
