// 报表: 附件2 of this unit. A figure leads to its records, a record to its photos; the same table goes to paper and XLSX.
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { Cell, UnitFigures } from "../../../src-main/api/figures/contract.ts";
import { query } from "../../rpc/api.ts";
import { useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { BehindDrawer } from "../../widgets/figures/behind-drawer.tsx";
import { PeriodTabs } from "../../widgets/figures/period-tabs.tsx";
import { FigureTable } from "./figure-table.tsx";
import "../../theme/figures.css";

export default function Reports() {
  const { t } = useTranslation("figures");
  const [params, setParams] = useSearchParams();
  const [, go] = useLocation();
  const period = params.get("period") ?? undefined;
  const figures = useQuery(
    query.reports.figures.queryOptions({ input: period === undefined ? {} : { period }, placeholderData: (before) => before }),
  );
  const shown = figures.data?.period.id ?? period ?? "total";
  const choose = (id: string): void => setParams({ period: id }, { replace: true });
  const items = [
    { key: "attachment1", label: t("paper.attachment1"), onClick: () => go("/paper/attachment1") },
    { key: "blank1", label: t("paper.attachment1blank"), onClick: () => go("/paper/attachment1?blank=1") },
    { key: "blank2", label: t("paper.attachment2blank"), onClick: () => go("/paper/attachment2?blank=1") },
  ];
  return (
    <Page
      fill
      title={t("attachment2")}
      beside={figures.data !== undefined && <PeriodTabs periods={figures.data.periods} at={shown} onChange={choose} />}
      actions={
        <>
          <Dropdown menu={{ items }} trigger={["click"]}>
            <Button>{t("otherPapers")}</Button>
          </Dropdown>
          <Button type="primary" icon={<Icon name="print" size={16} />} onClick={() => go(`/paper/attachment2?period=${shown}`)}>
            {t("toPaper")}
          </Button>
        </>
      }
    >
      {figures.isError && <ProblemNotice problem={problemOf(figures.error)} />}
      {figures.isPending && <Loading />}
      {figures.data !== undefined && <Body figures={figures.data} />}
    </Page>
  );
}

function Body({ figures }: Readonly<{ figures: UnitFigures }>) {
  const [params, setParams] = useSearchParams();
  const { unit } = useSession();
  const open = (cell: Pick<Cell, "row" | "column"> | undefined): void =>
    setParams((was) => {
      const next = new URLSearchParams(was);
      next.set("period", figures.period.id);
      if (cell === undefined) next.delete("cell");
      else next.set("cell", `${cell.row}.${cell.column}`);
      return next;
    });
  const cell = cellFrom(params.get("cell"), figures.period.id, unit.code);
  return (
    <>
      <Findings figures={figures} />
      <div className="sheet scroll">
        <FigureTable figures={figures} onOpen={open} />
      </div>
      {cell !== undefined && <BehindDrawer cell={cell} onClose={() => open(undefined)} />}
    </>
  );
}

function Findings({ figures }: Readonly<{ figures: UnitFigures }>) {
  const { t } = useTranslation("figures");
  const say = useWords();
  const findings = figures.findings.filter((finding) => finding.level !== "notice");
  if (findings.length === 0) return null;
  return (
    <Note tone={findings.some((finding) => finding.level === "error") ? "bad" : "warn"}>
      <details>
        <summary>{t("findings", { count: findings.length })}</summary>
        <ul className="findings">
          {findings.map((finding) => (
            <li key={finding.id}>{say(finding.sentence)}</li>
          ))}
        </ul>
      </details>
    </Note>
  );
}

function cellFrom(text: string | null, period: string, unit: string): Cell | undefined {
  const [row, column] = (text ?? "").split(".");
  if (row === undefined || row === "" || (column !== "period" && column !== "cumulative")) return undefined;
  return { row, column, period, of: unit };
}
