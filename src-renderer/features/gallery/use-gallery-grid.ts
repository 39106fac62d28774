// How the gallery's rows are laid, brought into sight and gone through by keys.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import type { Group } from "./gallery-address.ts";
import { layRows, moveBy, rowOf } from "./gallery-rows.ts";
import type { Picked } from "./use-picked.ts";

const HEAD_PX = 40;
/** Under the picture: its record. */
const FOOT_PX = 24;
const GAP_PX = 10;
const LEAST_PX = 168;
/** Rows that are drawn beyond those in sight. */
const AHEAD = 3;
/** What is left to scroll before the next files are read. */
const NEAR_END_ROWS = 12;

export type GridProps = Readonly<{ files: readonly GalleryFile[]; group: Group; picked: Picked; onNearEnd: () => void }>;

/** What the grid shows and does: which rows are drawn, where the keyboard is, which file is open. */
export function useGalleryGrid({ files, group, picked, onNearEnd }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = Math.max(1, Math.floor((width + GAP_PX) / (LEAST_PX + GAP_PX)));
  const cellPx = (width - GAP_PX * (columns - 1)) / columns;
  const rows = useMemo(() => layRows(files, columns, group), [files, columns, group]);
  const rowPx = Math.round((cellPx * 3) / 4) + FOOT_PX + GAP_PX;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by a compiler
  const drawn = useVirtualizer({
    count: width === 0 ? 0 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "head" ? HEAD_PX : rowPx),
    overscan: AHEAD,
    useFlushSync: false,
  });
  useEffect(() => drawn.measure(), [drawn, rowPx, group]);
  const inSight = drawn.getVirtualItems();
  const isNearEnd = (inSight.at(-1)?.index ?? 0) >= rows.length - NEAR_END_ROWS;
  useEffect(() => void (isNearEnd && onNearEnd()), [isNearEnd, onNearEnd, rows.length]);
  const focus = useRoving(scroller, files.length, (index) => drawn.scrollToIndex(rowOf(rows, index)));
  const [open, setOpen] = useState<number>();
  const items = useMemo(() => files.map(({ item }) => item), [files]);
  const press = (event: KeyboardEvent): void => {
    const to = moveBy(event.key, focus.at, rows, files.length);
    if (to === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey && to !== focus.at) picked.toggle(to, true);
    focus.moveTo(to);
  };
  const show = (at: number | undefined): void => {
    setOpen(at);
    if (at === undefined) return focus.moveTo(focus.at);
    focus.set(at);
    if (at >= files.length - 2) onNearEnd();
  };
  const latest = useRef(show);
  latest.current = show;
  const onOpen = useCallback((at: number): void => latest.current(at), []);
  const cells = { files, columns, group, picked, at: focus.at, rowPx: rowPx - GAP_PX, onFocus: focus.set, onOpen };
  return { scroller, drawn, rows, cells, items, open, show, press };
}

/** The width of the rows; 0 until it is known. */
function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = of.current;
    if (element === null) return undefined;
    const look = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    look.observe(element);
    return () => look.disconnect();
  }, [of]);
  return width;
}

type Roving = Readonly<{
  /** The file that Tab leads to. */
  at: number;
  set: (index: number) => void;
  /** Brings a file into sight and the keyboard to it. */
  moveTo: (index: number) => void;
}>;

function useRoving(within: RefObject<HTMLElement | null>, count: number, bring: (index: number) => void): Roving {
  const [at, set] = useState(0);
  const wanted = useRef<number>(undefined);
  // A row that comes into sight is drawn a moment later.
  useEffect(() => {
    const target = within.current?.querySelector<HTMLElement>(`[data-file="${wanted.current ?? -1}"] .thumb`);
    if (!target) return;
    wanted.current = undefined;
    target.focus({ preventScroll: true });
  });
  const moveTo = (index: number): void => {
    wanted.current = index;
    set(index);
    bring(index);
  };
  return { at: Math.min(at, Math.max(0, count - 1)), set, moveTo };
}
