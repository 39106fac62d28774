// 活动: the list with its filters; what is filtered stands in the address, so that back works.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import type { ActivityFilter } from "../../../src-main/api/activities/contract.ts";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ActivityTable } from "../../widgets/records/activity-table.tsx";
import { DeletedRecords } from "../../widgets/records/deleted-records.tsx";
import { ActivityFilters } from "./activity-filters.tsx";
import { filterFrom, isFiltered, paramsOf } from "./filter-address.ts";
import "./activities.css";

const PAGE_ROWS = 50;

export default function ActivityList() {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const [, go] = useLocation();
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params);
  const change = (next: ActivityFilter): void => setParams(paramsOf(next), { replace: true });
  const actions = role === "unit" && (
    <>
      <DeletedRecords kind="activity" />
      <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => go("/activities/new")}>
        {t("record")}
      </Button>
    </>
  );
  return (
    <Page fill title={t(role === "unit" ? "title" : "titleCounty")} actions={actions}>
      <ActivityFilters filter={filter} onChange={change} />
      <Rows filter={filter} onClear={() => change({})} />
    </Page>
  );
}

function Rows({ filter, onClear }: Readonly<{ filter: ActivityFilter; onClear: () => void }>) {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const pages = useInfiniteQuery(
    query.activities.list.infiniteOptions({
      input: (cursor: string | null) => ({ filter, cursor, limit: PAGE_ROWS }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
  if (pages.isError) return <ProblemNotice problem={problemOf(pages.error)} />;
  if (pages.data === undefined) return <Loading />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  const first = pages.data.pages[0];
  if (rows.length === 0) return <NoRows filtered={isFiltered(filter)} onClear={onClear} />;
  return (
    <div className="sheet scroll">
      <ActivityTable rows={rows} units={role === "county"} />
      <div className="row list-foot small muted">
        <span>{t("shown", { shown: rows.length, total: `${first?.total ?? 0}${first?.totalCapped === true ? "+" : ""}` })}</span>
        {pages.hasNextPage && (
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </div>
    </div>
  );
}

function NoRows({ filtered, onClear }: Readonly<{ filtered: boolean; onClear: () => void }>) {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const [, go] = useLocation();
  if (filtered) {
    return (
      <section className="sheet">
        <BlankState drawing="search" what={t("noneFound")} how={t("noneFoundHow")}>
          <Button onClick={onClear}>{t("clearFilter")}</Button>
        </BlankState>
      </section>
    );
  }
  return (
    <section className="sheet">
      <BlankState
        drawing="activities"
        what={t(role === "unit" ? "blank" : "blankCounty")}
        how={t(role === "unit" ? "blankHow" : "blankCountyHow")}
      >
        {role === "unit" ? (
          <Button type="primary" onClick={() => go("/activities/new")}>
            {t("record")}
          </Button>
        ) : (
          <Button type="primary" onClick={() => go("/inbox")}>
            {t("toInbox")}
          </Button>
        )}
      </BlankState>
    </section>
  );
}
