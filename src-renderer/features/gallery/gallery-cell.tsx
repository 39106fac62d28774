// One file in the gallery: its picture, a box to pick it, and the record that it belongs to.
import { memo, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { Thumb } from "../../widgets/media/thumb.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import type { Group } from "./gallery-address.ts";

type CellProps = Readonly<{
  file: GalleryFile;
  index: number;
  group: Group;
  isPicked: boolean;
  isAt: boolean;
  onPick: (index: number, through: boolean) => void;
  onFocus: (index: number) => void;
  onOpen: (index: number) => void;
}>;

export const GalleryCell = memo(function GalleryCell({ file, index, group, isPicked, isAt, onPick, onFocus, onOpen }: CellProps) {
  const { t } = useTranslation("gallery");
  const { item, record } = file;
  const tabIndex = isAt ? 0 : -1;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== " " || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    onPick(index, event.shiftKey);
  };
  const name = visibleText(item.name);
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      aria-selected={isPicked}
      className={isPicked ? "gallery-cell gallery-picked" : "gallery-cell"}
      data-file={index}
      onFocus={() => onFocus(index)}
      onKeyDown={press}
    >
      <Thumb item={item} tabIndex={tabIndex} onOpen={() => onOpen(index)} />
      <input
        type="checkbox"
        className="gallery-box"
        tabIndex={tabIndex}
        checked={isPicked}
        aria-label={t("pick", { name })}
        onClick={(event) => onPick(index, event.shiftKey)}
        onChange={() => undefined}
      />
      <div className="gallery-foot small">
        {group === "activity" ? (
          <span title={name}>{name}</span>
        ) : (
          <Link href={pathOfRecord(record)} tabIndex={tabIndex} title={`${t("toRecord")}：${visibleText(record.title)}`}>
            {visibleText(record.title)}
          </Link>
        )}
      </div>
    </div>
  );
});
