// 统计: 附件2 of the whole county, a column a unit or group; Σ columns − 去重 = 合计; every cell leads to its records.
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { Cell } from "../../../src-main/api/contract/figures.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { BehindDrawer } from "../../widgets/behind-drawer.tsx";
import { PeriodTabs } from "../../widgets/period-tabs.tsx";
import { ConsolidatedTable } from "./consolidated-table.tsx";
import "../../theme/figures.css";
import "./statistics.css";

type Column = Cell["column"];

export default function Statistics() {
  const { t } = useTranslation("figures");
  const [params, set] = useAddress();
  const [, go] = useLocation();
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
  return (
    <Page
      fill
      title={t("consolidated")}
      beside={
        table.data !== undefined && (
          <>
            <PeriodTabs periods={table.data.periods} at={shown} onChange={(id) => set({ period: id })} />
            <Segmented
              aria-label={t("columnKind")}
              value={column}
              onChange={(value) => set({ column: value })}
              options={[
                { value: "period", label: t("column.period") },
                { value: "cumulative", label: t("column.cumulative") },
              ]}
            />
            <span className="small">{t("handedIn", { handedIn: table.data.handedIn, owed: table.data.owed })}</span>
          </>
        )
      }
      actions={
        <Button type="primary" icon={<Icon name="print" size={16} />} onClick={() => go(`/paper/consolidated?period=${shown}`)}>
          {t("toPaperCounty")}
        </Button>
      }
    >
      {table.isError && <ProblemNotice problem={problemOf(table.error)} />}
      {table.isPending && <Loading />}
      {table.data !== undefined && (
        <div className="sheet scroll">
          <ConsolidatedTable table={table.data} onOpen={(next) => set({ cell: `${next.row}|${next.of}`, period: shown })} />
        </div>
      )}
      {cell !== undefined && <BehindDrawer cell={cell} onClose={() => set({ cell: undefined })} />}
    </Page>
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
