// 统计: 附件2 of the whole county, a column a unit or group; Σ columns − 去重 = 合计; every cell leads to its records.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { Cell, Consolidated } from "../../../src-main/api/figures/contract.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { BehindDrawer } from "../../widgets/figures/behind-drawer.tsx";
import { PeriodTabs } from "../../widgets/figures/period-tabs.tsx";
import { CountyChecks, useCountyChecks } from "./county-checks.tsx";
import { ConsolidatedTable } from "./consolidated-table.tsx";
import "../../theme/figures.css";
import "./statistics.css";

type Column = Cell["column"];

export default function Statistics() {
  const { t } = useTranslation("figures");
  const [params, set] = useAddress();
  const [, go] = useLocation();
  const say = useWords();
  const period = params.get("period") ?? undefined;
  const asked: Column = params.get("column") === "period" ? "period" : "cumulative";
  const table = useQuery(
    query.statistics.consolidated.queryOptions({
      input: { column: asked, ...(period === undefined ? {} : { period }) },
      placeholderData: (before) => before,
    }),
  );
  const [row, of] = (params.get("cell") ?? "").split("|");
  // What is called by its name is what is shown: while another table is on its way, the one before stands with its own words.
  const shown = table.data?.period.id ?? "total";
  const column = table.data?.column ?? asked;
  const cell: Cell | undefined =
    row === undefined || row === "" || of === undefined ? undefined : { row, of, column, period: shown };
  const open = useCountyChecks(shown, table.isSuccess).data?.open ?? 0;
  const showChecks = (): void => set({ checks: "1", period: shown });
  return (
    <Page
      fill
      title={t("consolidated")}
      beside={
        table.data !== undefined && (
          <Choice table={table.data} onPeriod={(id) => set({ period: id })} onColumn={(value) => set({ column: value })} />
        )
      }
      actions={
        <>
          <Button onClick={() => go("/doubts")}>{t("doubts")}</Button>
          <Button onClick={showChecks}>{t("checks")}</Button>
          <ToPaper period={shown} column={column} onCheck={showChecks} />
        </>
      }
    >
      {table.isError && <ProblemNotice problem={problemOf(table.error)} />}
      {table.isPending && <Loading />}
      {open > 0 && <OpenChecks count={open} onCheck={showChecks} />}
      {table.data !== undefined && (
        <div className="sheet scroll">
          <ConsolidatedTable table={table.data} onOpen={(next) => set({ cell: `${next.row}|${next.of}`, period: shown })} />
        </div>
      )}
      {params.get("checks") === "1" && table.data !== undefined && (
        <CountyChecks period={shown} title={say(table.data.period.title)} onClose={() => set({ checks: undefined })} />
      )}
      {cell !== undefined && <BehindDrawer cell={cell} onClose={() => set({ cell: undefined })} />}
    </Page>
  );
}

type ChoiceProps = Readonly<{ table: Consolidated; onPeriod: (period: string) => void; onColumn: (column: Column) => void }>;

/** Which table is shown, and how many units have handed in for it. */
function Choice({ table: { periods, period, column, handedIn, owed }, onPeriod, onColumn }: ChoiceProps) {
  const { t } = useTranslation("figures");
  return (
    <>
      <PeriodTabs periods={periods} at={period.id} onChange={onPeriod} />
      <Segmented
        aria-label={t("columnKind")}
        value={column}
        onChange={onColumn}
        options={[
          { value: "period", label: t("column.period") },
          { value: "cumulative", label: t("column.cumulative") },
        ]}
      />
      <span className="small">{t("handedIn", { handedIn, owed })}</span>
    </>
  );
}

function OpenChecks({ count, onCheck }: Readonly<{ count: number; onCheck: () => void }>) {
  const { t } = useTranslation("figures");
  return (
    <Note tone="bad">
      <span className="row tight">
        {t("checksNotHeld", { count })}
        <Button size="small" onClick={onCheck}>
          {t("checksShow")}
        </Button>
      </span>
    </Note>
  );
}

/** What is shown goes to paper; with errors open a person is asked first. */
function ToPaper({ period, column, onCheck }: Readonly<{ period: string; column: Column; onCheck: () => void }>) {
  const { t } = useTranslation("figures");
  const { modal } = App.useApp();
  const client = useQueryClient();
  const [, go] = useLocation();
  const print = useMutation({
    mutationFn: () => client.query({ ...query.statistics.checks.queryOptions({ input: { period } }), staleTime: "static" }),
    onSuccess: ({ open }) => {
      const paper = (): void => go(`/paper/consolidated?period=${period}&column=${column}`);
      if (open === 0) return paper();
      return void modal.confirm({
        title: t("printAsk", { count: open }),
        content: t("printAskWhat", { count: open }),
        okText: t("printAnyway"),
        cancelText: t("checkFirst"),
        focusable: { autoFocusButton: "cancel" },
        onOk: paper,
        onCancel: onCheck,
      });
    },
  });
  return (
    <>
      {print.isError && <ProblemNotice problem={problemOf(print.error)} />}
      <Button type="primary" icon={<Icon name="print" size={16} />} loading={print.isPending} onClick={() => print.mutate()}>
        {t("toPaperCounty")}
      </Button>
    </>
  );
}

/** The query of the address, and how to change some of it. */
function useAddress(): readonly [URLSearchParams, (change: Readonly<Record<string, string | undefined>>) => void] {
  const [params, setParams] = useSearchParams();
  const set = (change: Readonly<Record<string, string | undefined>>): void =>
    setParams((was) => {
      const kept = Object.entries({ ...Object.fromEntries(was), ...change });
      return new URLSearchParams(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    });
  return [params, set];
}
