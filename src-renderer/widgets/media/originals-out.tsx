// Originals written into a folder as plain files, and contact sheets: the buttons, and what became of the last press.
import { useTranslation } from "react-i18next";
import type { GalleryChoice } from "../../../src-main/api/media/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { PickButton } from "../drives/pick-button.tsx";
import { useWork, type ResultOf, type Work } from "../tasks/use-work.ts";

type Request = Readonly<{ choice: GalleryChoice; folder: string }>;

/** Both works of a screen. */
export type OriginalsOut = Readonly<{ originals: Work<Request, "originals">; sheets: Work<Request, "sheets"> }>;

export function useOriginalsOut(): OriginalsOut {
  const originals = useWork("originals", query.media.exportOriginals.mutationOptions());
  const sheets = useWork("sheets", query.media.exportSheets.mutationOptions());
  return { originals, sheets };
}

type ButtonsProps = Readonly<{ out: OriginalsOut; choice: GalleryChoice; label: string; neededBytes?: number }>;

export function OriginalsOutButtons({ out: { originals, sheets }, choice, label, neededBytes = 0 }: ButtonsProps) {
  const { t } = useTranslation("gallery");
  return (
    <>
      <PickButton
        purpose="folder"
        icon="print"
        title={t("sheetFolder")}
        confirm={t("exportHere")}
        loading={sheets.running}
        onPick={([folder]) => (originals.reset(), sheets.start({ choice, folder }))}
      >
        {t("sheet")}
      </PickButton>
      <PickButton
        purpose="folder"
        icon="download"
        title={t("exportFolder")}
        confirm={t("exportHere")}
        neededBytes={neededBytes}
        loading={originals.running}
        onPick={([folder]) => (sheets.reset(), originals.start({ choice, folder }))}
      >
        {label}
      </PickButton>
    </>
  );
}

/** What was written by the last press, or why nothing was. */
export function OriginalsOutSaid({ out: { originals, sheets } }: Readonly<{ out: OriginalsOut }>) {
  const { t } = useTranslation("gallery");
  const problem = originals.problem ?? sheets.problem;
  const [sheet] = sheets.result?.files ?? [];
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {sheets.result !== undefined && sheet !== undefined && (
        <Written text={t("sheeted", { folder: sheets.result.folder, file: sheet.name })} />
      )}
      {originals.result !== undefined && <OriginalsSaid written={originals.result} />}
    </>
  );
}

function OriginalsSaid({ written }: Readonly<{ written: ResultOf<"originals"> }>) {
  const { t } = useTranslation("gallery");
  const { folder, files, sizeBytes } = written;
  const left = (["pending", "erased", "lost"] as const).filter((state) => written[state] > 0);
  return (
    <>
      <Written text={t("exported", { folder, files, size: saySize(sizeBytes) })} />
      {left.length > 0 && (
        <Note tone="warn">
          {t("without", { parts: left.map((state) => t(`without.${state}`, { count: written[state] })).join("，") })}
        </Note>
      )}
    </>
  );
}

function Written({ text }: Readonly<{ text: string }>) {
  return (
    <p className="all-well" role="status">
      <Icon name="tick" size={18} /> <Foreign text={text} />
    </p>
  );
}
