// A paper while it is looked at: opened once, one page of it drawn as near as it is seen, closed with the viewer.
import { useEffect, useState } from "react";
import type { Looker } from "../viewer/use-looking.ts";
import { openPaper, type Paper, type PaperFault, type PaperPage } from "./open-paper.ts";
import { fineness } from "./paper-size.ts";

export type Opened = Readonly<{ paper?: Paper; fault?: PaperFault }>;

export function usePaper(url: string, sizeBytes: number): Opened {
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    const opening = openPaper(url, sizeBytes);
    const end = { closed: false };
    void opening.paper.then((paper) => {
      if (!end.closed) setOpened(typeof paper === "string" ? { fault: paper } : { paper });
    });
    return () => {
      end.closed = true;
      opening.close();
    };
  }, [url, sizeBytes]);
  return opened;
}

/** `canvas`: as it was drawn last; `fault`: of this page, or of what is left of the paper. */
export type Drawn = Readonly<{ canvas?: HTMLCanvasElement; fault?: PaperFault; page?: PaperPage; number?: number }>;

export function useDrawnPage(paper: Paper | undefined, number: number, { scale, measured }: Looker): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({});
  useEffect(() => {
    const end = { gone: false };
    void paper?.page(number).then((page) => {
      if (end.gone) return;
      if (typeof page === "string") return setDrawn({ fault: page, number });
      measured(page.size);
      setDrawn({ page, number });
    });
    return () => void (end.gone = true);
    // oxlint-disable-next-line react/exhaustive-deps -- a page is measured once, whatever the looker is now
  }, [paper, number]);
  const { page } = drawn;
  const fine = page === undefined ? 0 : fineness(page.size, scale * window.devicePixelRatio);
  useEffect(() => {
    if (page === undefined || fine === 0) return undefined;
    const stop = new AbortController();
    void page.draw(fine, stop.signal).then((canvas) => {
      const next = typeof canvas === "string" ? { fault: canvas } : { canvas };
      if (!stop.signal.aborted) setDrawn((was) => ({ ...was, ...next }));
    });
    return () => stop.abort();
  }, [page, fine]);
  return drawn;
}
