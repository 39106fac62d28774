// What goes: activities of the period, those without evidence marked, what goes beside them, and the figures that will be filed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Assembled } from "../../../src-main/api/hand-in/contract.ts";
import { sayFigure } from "../../format/amounts.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { BlankState } from "../../ui/blank-state.tsx";
import { Sheet } from "../../ui/page.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { ActivityTable } from "../../widgets/records/activity-table.tsx";

const SHOWN_ROWS = 8;

export function ContentsSheet({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const [all, setAll] = useState(false);
  const rows = all ? assembled.activities : assembled.activities.slice(0, SHOWN_ROWS);
  return (
    <>
      <Sheet flush title={t("contents")} beside={<RecordCounts assembled={assembled} />}>
        {rows.length === 0 ? (
          <BlankState drawing="activities" what={t("noActivities")} how={t("noActivitiesHow")} />
        ) : (
          <ActivityTable rows={rows} />
        )}
        {rows.length < assembled.activities.length && (
          <button type="button" className="link contents-more" onClick={() => setAll(true)}>
            {t("showAll", { count: assembled.activities.length })}
          </button>
        )}
      </Sheet>
      <BesideSheet assembled={assembled} />
      <FigureSheet assembled={assembled} />
    </>
  );
}

/** Ledgers, documents, the liaison: whatever goes besides the activities of the period. */
function BesideSheet({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const dates = useDates();
  const nameOf = useKindNames();
  const [all, setAll] = useState(false);
  const rows = all ? assembled.beside : assembled.beside.slice(0, SHOWN_ROWS);
  if (rows.length === 0) return null;
  return (
    <Sheet flush title={t("beside")} beside={t("besideWhat")}>
      <table className="plain">
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.kind}/${row.record}`}>
              <td className="nowrap muted">{row.date === "" ? "—" : dates.day(row.date)}</td>
              <td className="nowrap">{nameOf(row.kind)}</td>
              <td>
                <Foreign text={row.title} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < assembled.beside.length && (
        <button type="button" className="link contents-more" onClick={() => setAll(true)}>
          {t("showAll", { count: assembled.beside.length })}
        </button>
      )}
    </Sheet>
  );
}

/** Ledgers and documents are called as the campaign calls them. */
function useKindNames(): (kind: string) => string {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const { ledgers } = useCampaign();
  return (kind) => {
    const title = ledgers.find((ledger) => ledger.kind === kind)?.title;
    return title === undefined ? t(kind === "liaison" ? "liaison" : "activity") : say(title);
  };
}

function RecordCounts({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  return assembled.records
    .filter((one) => one.count > 0)
    .map((one) => t(`kind.${one.kind}`, { count: one.count, defaultValue: `${one.kind} ${one.count}` }))
    .join(" · ");
}

function FigureSheet({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const filled = assembled.figures.filter((row) => row.period.kind === "number" && row.period.value > 0);
  if (filled.length === 0) return null;
  return (
    <Sheet flush title={t("figures")} beside={t("figuresWhat")}>
      <table className="plain">
        <thead>
          <tr>
            <th className="num">{t("column.row", { ns: "figures" })}</th>
            <th>{t("column.label", { ns: "figures" })}</th>
            <th>{t("column.unit", { ns: "figures" })}</th>
            <th className="num">{t("column.period", { ns: "figures" })}</th>
            <th className="num">{t("column.cumulative", { ns: "figures" })}</th>
          </tr>
        </thead>
        <tbody>
          {filled.map((row) => (
            <tr key={row.row}>
              <td className="num muted">{row.row}</td>
              <td>{say(row.label)}</td>
              <td className="muted">{say(row.unit)}</td>
              <td className="num">{sayFigure(row.period)}</td>
              <td className="num">{sayFigure(row.cumulative)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
