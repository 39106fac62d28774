// 佐证材料: by picker, drag, paste and from a folder; thumbnails, progress, captions, removal, and what it comes to. Originals are never
// changed.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Finding, MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { api, query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { MediaNotes } from "../../../widgets/media/media-notes.tsx";
import { countMedia, useSayMedia } from "../../../widgets/media/say-media.ts";
import { useDraftTools } from "../form/draft-context.ts";
import { Explaining, FindingList } from "../form/finding-list.tsx";
import { AttachedGrid } from "./attached-grid.tsx";
import { byTimeTaken, inChosenOrder } from "./attached-order.ts";
import { Budget } from "./budget.tsx";
import { DropArea } from "./drop-zone.tsx";
import { FolderChoice, type GivenFolder } from "./folder-choice.tsx";
import { IntakeRows } from "./intake-rows.tsx";
import { useFindingsSaid } from "./findings-said.ts";
import { useIntake } from "./use-intake.ts";
import { SmallerTools } from "../../../widgets/media/smaller/smaller-tools.tsx";

type PanelProps = Readonly<{
  draft: string;
  /** An activity counts only with files; a ledger's record may have some. */
  evidence: boolean;
  media: readonly MediaItem[];
  findings: readonly Finding[];
  onMedia: (edit: (media: readonly MediaItem[]) => readonly MediaItem[]) => void;
}>;

export function AttachmentPanel({ draft, evidence, media, findings, onMedia }: PanelProps) {
  const { t } = useTranslation("media");
  const { value, change } = useDraftTools();
  const sayMedia = useSayMedia();
  const intake = useIntake(draft, (item, placeOf) => {
    onMedia((was) => [...was.filter((one) => one.sha256 !== item.sha256), item]);
    change((was) => ({ ...was, attachments: [...inChosenOrder(was.attachments, { sha256: item.sha256 }, placeOf)] }));
  });
  const [folder, setFolder] = useState<GivenFolder>();
  usePaste(intake.take);
  const listed = value.attachments.flatMap((one) => {
    const item = media.find((known) => known.sha256 === one.sha256);
    return item === undefined ? [] : [{ ...item, ...(one.caption === undefined ? {} : { caption: one.caption }) }];
  });
  const attached = useKnownItems(draft, listed);
  const { said, unsaid } = useFindingsSaid(findings, attached);
  return (
    <>
      <Sheet
        title={t(evidence ? "evidence" : "files")}
        beside={attached.length === 0 ? t(evidence ? "noEvidence" : "noFiles") : sayMedia(countMedia(attached), true)}
      >
        <DropArea onFiles={intake.take} onFolder={setFolder}>
          {attached.length > 0 && <AttachedGrid items={attached} />}
          <ByTime items={attached} />
          <MediaNotes
            items={attached}
            activity={value.title ?? ""}
            below={(reason) => said.get(reason)?.map((finding) => <Explaining key={finding.id} finding={finding} />)}
          />
          <IntakeRows intake={intake} />
          <SmallerTools items={attached} />
          {attached.length > 0 && <Budget files={attached} busy={intake.sum.files > intake.sum.doneFiles} />}
        </DropArea>
        {folder !== undefined && (
          <FolderChoice
            folder={folder}
            day={value.startsAt?.slice(0, 10)}
            attached={attached}
            onTake={intake.take}
            onClose={() => setFolder(undefined)}
          />
        )}
      </Sheet>
      <FindingList findings={unsaid} />
    </>
  );
}

/** One button for all. A single file has no order, and what has no time stays behind. */
function ByTime({ items }: Readonly<{ items: readonly MediaItem[] }>) {
  const { t } = useTranslation("media");
  const { offset } = useDates();
  const { change } = useDraftTools();
  if (items.filter((item) => item.takenAt !== undefined).length < 2) return null;
  const sort = (): void => change((was) => ({ ...was, attachments: byTimeTaken(was.attachments, items, offset) }));
  return (
    <div className="row">
      <Button size="small" onClick={sort}>
        {t("byTime")}
      </Button>
    </div>
  );
}

/**
 * What is known of the files and asked about them: anew when a file comes or goes, when the time is another, and when the program has
 * looked at a file. Captions are those of the screen.
 */
function useKnownItems(draft: string, items: readonly MediaItem[]): readonly MediaItem[] {
  const { value } = useDraftTools();
  const asked = [...value.attachments.map(({ sha256 }) => sha256), value.startsAt ?? "", value.endsAt ?? ""].join(" ");
  const known = useQuery({
    queryKey: [...query.drafts.notes.key(), draft, asked],
    queryFn: () => api.drafts.notes({ draft, value }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return items.map((item) => {
    const found = known.data?.find(({ sha256 }) => sha256 === item.sha256);
    return found === undefined ? item : { ...found, ...(item.caption !== undefined && { caption: item.caption }) };
  });
}

function usePaste(take: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [take]);
}
