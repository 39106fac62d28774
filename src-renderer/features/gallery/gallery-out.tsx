// What leaves the gallery: of what is picked, or of all that is shown.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { GalleryChoice } from "../../../src-main/api/media/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { OriginalsOutButtons, type OriginalsOut } from "../../widgets/media/originals-out.tsx";
import type { GalleryView } from "./gallery-address.ts";
import type { Picked } from "./use-picked.ts";

type OutProps = Readonly<{ view: GalleryView; picked: Picked; out: OriginalsOut }>;

export function GalleryOut({ view, picked, out }: OutProps) {
  const { t } = useTranslation("gallery");
  const count = picked.files.length;
  const sizeBytes = picked.files.reduce((sum, { item }) => sum + item.sizeBytes, 0);
  return (
    <>
      {count > 0 && (
        <>
          <span className="muted small" role="status">
            {t("picked", { count, size: saySize(sizeBytes) })}
          </span>
          <Button onClick={picked.clear}>{t("unpick")}</Button>
        </>
      )}
      <OriginalsOutButtons
        out={out}
        choice={choiceOf(view, picked)}
        neededBytes={sizeBytes}
        label={t(count > 0 ? "exportPicked" : "export")}
      />
    </>
  );
}

function choiceOf({ filter }: GalleryView, { files }: Picked): GalleryChoice {
  if (files.length === 0) return { of: "filter", filter };
  return {
    of: "picked",
    files: files.map(({ item, record: { unit, kind, record } }) => ({ record: { unit, kind, record }, sha256: item.sha256 })),
  };
}
