// A picture, or a page, on its stage: zoomed by the wheel and pulled about by the pointer; the buttons and keys beside it do the same.
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type CSSProperties,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from "react";
import type { Looker, Looking } from "./use-looking.ts";
import { moved, zoomed, ZOOM_STEP } from "./view.ts";

type StageProps = Readonly<{ looker: Looker; url: string; name: string; onBroken: () => void }>;

export function PictureStage({ looker, url, name, onBroken }: StageProps) {
  return (
    <NearStage looker={looker}>
      {(style) => (
        <img
          src={url}
          alt={name}
          draggable={false}
          style={style}
          onError={onBroken}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => looker.measured({ width, height })}
        />
      )}
    </NearStage>
  );
}

type NearProps = Readonly<{ looker: Looker; children: (style: CSSProperties) => ReactNode }>;

/** What is looked at stands within, at its own size; the style lays it as it is looked at. */
export function NearStage({ looker, children }: NearProps) {
  const { looking, scale } = looker;
  const frame = useRef<HTMLDivElement>(null);
  useWheel(frame, looker);
  const pull = usePull(looker);
  const view = looking?.view;
  const transform = `translate(${view?.at.x ?? 0}px, ${view?.at.y ?? 0}px) rotate(${view?.turn ?? 0}deg) scale(${scale})`;
  return (
    <div ref={frame} className={isNear(looking) ? "viewer-picture viewer-picture-near" : "viewer-picture"} {...pull}>
      {children({ transform, visibility: looking === undefined ? "hidden" : "visible" })}
    </div>
  );
}

function isNear(looking: Looking | undefined): boolean {
  return looking !== undefined && looking.view.scale !== "fit";
}

/** React's own wheel events cannot keep the page from scrolling. */
function useWheel(frame: RefObject<HTMLDivElement | null>, { looking, see }: Looker): void {
  const roll = useEffectEvent((event: WheelEvent): void => {
    event.preventDefault();
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || looking === undefined) return;
    const under = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
    see(zoomed(looking.view, event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, looking.picture, looking.stage, under));
  });
  useEffect(() => {
    const element = frame.current;
    const listen = (event: WheelEvent): void => roll(event);
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, [frame]);
}

function usePull({ looking, see }: Looker) {
  const [from, setFrom] = useState<Readonly<{ x: number; y: number }>>();
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>): void => {
      if (!isNear(looking) || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setFrom({ x: event.clientX, y: event.clientY });
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent<HTMLDivElement>): void => {
      if (from === undefined || looking === undefined) return;
      see(moved(looking.view, { x: x - from.x, y: y - from.y }, looking.picture, looking.stage));
      setFrom({ x, y });
    },
    onPointerUp: (): void => setFrom(undefined),
    onPointerCancel: (): void => setFrom(undefined),
  };
}
