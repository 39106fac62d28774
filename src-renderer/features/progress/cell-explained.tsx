// Why a cell says what it says: the last activity, the unit's export, the county's receipt, side by side.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CellDetail } from "../../../src-main/api/progress/contract.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { CELL_TONES, useSayCell } from "./matrix-table.tsx";

export function CellExplained({ unit, obligation }: Readonly<{ unit: string; obligation: string }>) {
  const cell = useQuery(query.progress.cell.queryOptions({ input: { unit, obligation }, placeholderData: (before) => before }));
  if (cell.isError) return <ProblemNotice problem={problemOf(cell.error)} />;
  return cell.data === undefined ? <Loading /> : <Explained cell={cell.data} />;
}

function Explained({ cell }: Readonly<{ cell: CellDetail }>) {
  const { t } = useTranslation("progress");
  const mark = useListMark();
  const say = useWords();
  const dates = useDates();
  const sayCell = useSayCell();
  const at = (instant: number | null): string => (instant === null ? t("notYet") : dates.instant(instant));
  const sayRange = ({ fromSeq, toSeq }: CellDetail["missing"][number]): string =>
    fromSeq === toSeq ? t("missingOne", { number: fromSeq }) : t("missingRange", { from: fromSeq, to: toSeq });
  const received = [
    at(cell.receivedAtMs),
    cell.means === null ? "" : t(`means.${cell.means}`, { ns: "inbox", defaultValue: cell.means }),
    cell.bundle === null ? "" : t("bundle", { number: cell.bundle }),
  ];
  return (
    <Sheet
      title={
        <>
          <Foreign text={`${cell.unitName} · ${say(cell.title)} `} />
          <Tag tone={CELL_TONES[cell.state]}>{sayCell(cell.state, cell.lateMinutes)}</Tag>
        </>
      }
    >
      <dl className="facts">
        <dt>{t("due")}</dt>
        <dd>{dates.deadline(cell.dueAtMs)}</dd>
        <dt>{t("lastActivity")}</dt>
        <dd>{cell.lastActivityAt === null ? t("notYet") : dates.local(cell.lastActivityAt)}</dd>
        <dt>{t("exported")}</dt>
        <dd>
          {at(cell.exportedAtMs)} {cell.exportedAtMs !== null && <span className="muted small">{t("unitClock")}</span>}
        </dd>
        {cell.released !== null && (
          <>
            <dt>{t("released")}</dt>
            <dd>
              <Foreign text={cell.released.name} /> {dates.instant(cell.released.atMs)}
            </dd>
          </>
        )}
        <dt>{t("received")}</dt>
        <dd>{received.filter((part) => part !== "").join(" · ")}</dd>
      </dl>
      {cell.clockDoubt !== null && <Note tone="warn">{t(`clock.${cell.clockDoubt}`)}</Note>}
      {cell.waiver !== null && (
        <Note tone="quiet">
          <Foreign text={t("waiver", { reason: cell.waiver })} />
        </Note>
      )}
      {cell.missing.length > 0 && <Note tone="warn">{t("missing", { what: cell.missing.map(sayRange).join(mark) })}</Note>}
    </Sheet>
  );
}
