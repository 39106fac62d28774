// Which files are picked, by record and hash; a stretch of them with Shift.
import { useCallback, useMemo, useRef, useState } from "react";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";

export type Picked = Readonly<{
  files: readonly GalleryFile[];
  has: (file: GalleryFile) => boolean;
  /** Picks a file or lets go of it; `through`: all from the one before to it. */
  toggle: (index: number, through: boolean) => void;
  clear: () => void;
}>;

export function keyOf({ item, record }: GalleryFile): string {
  return `${record.unit}/${record.kind}/${record.record}/${item.sha256}`;
}

export function usePicked(shown: readonly GalleryFile[]): Picked {
  const [picked, setPicked] = useState<ReadonlyMap<string, GalleryFile>>(new Map());
  const last = useRef<number>(undefined);
  const toggle = useCallback(
    (index: number, through: boolean): void => {
      const from = through ? (last.current ?? index) : index;
      last.current = index;
      setPicked((before) => toggled(before, shown, from, index));
    },
    [shown],
  );
  const clear = useCallback(() => setPicked(new Map()), []);
  return useMemo(
    () => ({ files: [...picked.values()], has: (file) => picked.has(keyOf(file)), toggle, clear }),
    [picked, toggle, clear],
  );
}

/** One file changes; a stretch takes the state that its last file gets. */
function toggled(
  before: ReadonlyMap<string, GalleryFile>,
  shown: readonly GalleryFile[],
  from: number,
  to: number,
): ReadonlyMap<string, GalleryFile> {
  const last = shown[to];
  if (last === undefined) return before;
  const next = new Map(before);
  const isOn = !before.has(keyOf(last));
  for (const file of shown.slice(Math.min(from, to), Math.max(from, to) + 1))
    if (isOn) next.set(keyOf(file), file);
    else next.delete(keyOf(file));
  return next;
}
