// The files as pictures in rows, of which only those in sight are drawn. One tab stop: arrows move, Space picks, Enter opens.
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { MediaViewer } from "../../widgets/media/media-viewer.tsx";
import type { Group } from "./gallery-address.ts";
import { GalleryCell } from "./gallery-cell.tsx";
import { GalleryHead } from "./gallery-head.tsx";
import type { GalleryRow } from "./gallery-rows.ts";
import { useGalleryGrid, type GridProps } from "./use-gallery-grid.ts";
import type { Picked } from "./use-picked.ts";

export function GalleryGrid(props: GridProps) {
  const { t } = useTranslation("gallery");
  const keys = useId();
  const { scroller, drawn, rows, cells, items, open, show, press } = useGalleryGrid(props);
  return (
    <div className="sheet gallery">
      <div ref={scroller} className="gallery-scroll">
        <p id={keys} className="visually-hidden">
          {t("keys")}
        </p>
        <div
          role="grid"
          aria-label={t("grid")}
          aria-describedby={keys}
          aria-multiselectable
          tabIndex={-1}
          onKeyDown={press}
          aria-rowcount={rows.length}
          className="gallery-rows"
          style={{ height: drawn.getTotalSize() }}
        >
          {drawn.getVirtualItems().map((place) => (
            <Row key={place.key} index={place.index} startPx={place.start} row={rows[place.index]} {...cells} />
          ))}
        </div>
      </div>
      <MediaViewer items={items} at={open} onMove={show} />
    </div>
  );
}

type RowProps = Readonly<{
  index: number;
  startPx: number;
  row: GalleryRow | undefined;
  files: readonly GalleryFile[];
  columns: number;
  group: Group;
  picked: Picked;
  at: number;
  rowPx: number;
  onFocus: (index: number) => void;
  onOpen: (index: number) => void;
}>;

/** Drawn again only when something of it is another: not when the grid is scrolled. */
const Row = memo(function Row({ index, startPx, row, files, columns, group, picked, at, rowPx, onFocus, onOpen }: RowProps) {
  const first = row && files[row.from];
  if (row === undefined || first === undefined) return null;
  const style = { transform: `translateY(${startPx}px)` };
  if (row.kind === "head")
    return (
      <div role="row" aria-rowindex={index + 1} className="gallery-row" style={style}>
        <GalleryHead file={first} group={group} columns={columns} />
      </div>
    );
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className="gallery-row gallery-files"
      style={{ ...style, height: rowPx, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {files.slice(row.from, row.to).map((file, offset) => (
        <GalleryCell
          key={`${file.record.record}/${file.item.sha256}`}
          file={file}
          index={row.from + offset}
          group={group}
          isPicked={picked.has(file)}
          isAt={row.from + offset === at}
          onPick={picked.toggle}
          onFocus={onFocus}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
});
