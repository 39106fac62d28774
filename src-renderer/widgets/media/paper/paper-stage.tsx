// A PDF in the viewer, page by page: turned over by PageUp, PageDown, Home and End, zoomed and pulled about as pictures are.
import { InputNumber } from "antd";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../../../ui/loading.tsx";
import { NearStage } from "../viewer/picture-stage.tsx";
import { ToolButton } from "../viewer/tool-button.tsx";
import type { Looker } from "../viewer/use-looking.ts";
import type { PaperPage } from "./open-paper.ts";
import { turnedTo } from "./paper-size.ts";
import { useDrawnPage, usePaper } from "./use-paper.ts";

type StageProps = Readonly<{ looker: Looker; url: string; sizeBytes: number; name: string }>;

export function PaperStage({ looker, url, sizeBytes, name }: StageProps) {
  const { t } = useTranslation("media");
  const { paper, fault } = usePaper(url, sizeBytes);
  const [number, turnTo] = useState(1);
  const drawn = useDrawnPage(paper, number, looker);
  const pages = paper?.pages ?? 0;
  useTurning(number, pages, turnTo);
  if (fault !== undefined) return <p className="muted viewer-said">{t(`paper.${fault}`)}</p>;
  if (paper === undefined) return <Loading />;
  return (
    <>
      {drawn.fault !== undefined && drawn.number === number ? (
        <p className="muted viewer-said">{t(`paper.${drawn.fault}`)}</p>
      ) : drawn.canvas === undefined || drawn.page === undefined || drawn.number !== number ? (
        <Loading />
      ) : (
        <NearStage looker={looker}>
          {(style) => (
            <Sheet canvas={drawn.canvas} page={drawn.page} style={style} label={t("paper.sheet", { name, page: number })} />
          )}
        </NearStage>
      )}
      {pages > 1 && <Pages number={number} pages={pages} onTurn={turnTo} />}
    </>
  );
}

function useTurning(number: number, pages: number, turnTo: (number: number) => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const to = turnedTo(event.key, number, pages);
    if (to === undefined || pages === 0 || event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    turnTo(to);
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

type SheetProps = Readonly<{
  canvas: HTMLCanvasElement | undefined;
  page: PaperPage | undefined;
  style: React.CSSProperties;
  label: string;
}>;

/** What was drawn, at the size of the page: the look makes it nearer. */
function Sheet({ canvas, page, style, label }: SheetProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (canvas !== undefined) place.current?.replaceChildren(canvas);
  }, [canvas]);
  const size = { width: page?.size.width, height: page?.size.height };
  return <div ref={place} role="img" aria-label={label} className="paper-sheet" style={{ ...style, ...size }} />;
}

type PagesProps = Readonly<{ number: number; pages: number; onTurn: (number: number) => void }>;

function Pages({ number, pages, onTurn }: PagesProps) {
  const { t } = useTranslation("media");
  return (
    <div className="paper-pages small" role="group" aria-label={t("paper.pages")}>
      <ToolButton label={t("paper.previous")} icon="collapse" disabled={number <= 1} onClick={() => onTurn(number - 1)} />
      <InputNumber
        size="small"
        min={1}
        max={pages}
        precision={0}
        controls={false}
        value={number}
        aria-label={t("paper.number")}
        onChange={(typed) => onTurn(Math.min(pages, Math.max(1, typed ?? number)))}
      />
      <span>{t("paper.of", { pages })}</span>
      <ToolButton label={t("paper.next")} icon="expand" disabled={number >= pages} onClick={() => onTurn(number + 1)} />
    </div>
  );
}
