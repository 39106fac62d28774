// 台账: the campaign's ledgers on the left, the records of one on the right; a record opens in a drawer.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams, useSearchParams } from "wouter";
import type { LedgerOf, LedgerRow } from "../../../src-main/api/ledgers/contract.ts";
import { query } from "../../rpc/api.ts";
import { useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { DeletedRecords } from "../../widgets/records/deleted-records.tsx";
import { useOpenDraft } from "../../widgets/records/use-open-draft.ts";
import { DutyNote } from "./duty-note.tsx";
import { LedgerTable } from "./ledger-table.tsx";
import { RecordDrawer } from "./record-drawer.tsx";
import "./ledgers.css";

const PAGE_ROWS = 50;

export default function LedgerPage() {
  const { t } = useTranslation("ledgers");
  const { kind } = useParams<{ kind?: string }>();
  const ledgers = useQuery(query.ledgers.kinds.queryOptions());
  if (ledgers.isError) {
    return (
      <Page title={t("title")}>
        <ProblemNotice problem={problemOf(ledgers.error)} />
      </Page>
    );
  }
  const shown = ledgers.data?.find((one) => one.kind === kind) ?? ledgers.data?.[0];
  return shown === undefined ? null : <Shown key={shown.kind} ledgers={ledgers.data ?? []} shown={shown} />;
}

function Shown({ ledgers, shown }: Readonly<{ ledgers: readonly LedgerOf[]; shown: LedgerOf }>) {
  const { t } = useTranslation("ledgers");
  const { role } = useSession();
  const say = useWords();
  const open = useOpenDraft();
  const [text, setText] = useState("");
  const enter = (): void => open.mutate({ from: "ledger", kind: shown.kind });
  return (
    <Page
      fill
      title={say(shown.title)}
      actions={
        <>
          <Input.Search
            allowClear
            className="filter-words"
            placeholder={t("search")}
            aria-label={t("search")}
            onSearch={setText}
            maxLength={100}
          />
          {role === "unit" && (
            <>
              <DeletedRecords kind={shown.kind} />
              <Button type="primary" icon={<Icon name="add" size={16} />} onClick={enter} loading={open.isPending}>
                {t("enter")}
              </Button>
            </>
          )}
        </>
      }
    >
      {open.isError && <ProblemNotice problem={problemOf(open.error)} />}
      <div className="ledgers">
        <LedgerIndex ledgers={ledgers} shown={shown} />
        <div className="ledger-body stack">
          {role === "unit" && <DutyNote kind={shown.kind} />}
          <Rows ledger={shown} text={text} onEnter={enter} />
        </div>
      </div>
    </Page>
  );
}

function LedgerIndex({ ledgers, shown }: Readonly<{ ledgers: readonly LedgerOf[]; shown: LedgerOf }>) {
  const { t } = useTranslation("ledgers");
  const say = useWords();
  return (
    <nav className="sheet ledger-index" aria-label={t("title")}>
      {ledgers.map(({ kind, title, records, capped }) => (
        <Link key={kind} href={`/ledgers/${kind}`} aria-current={kind === shown.kind ? "page" : undefined}>
          <span>{say(title)}</span>
          <span className="muted small">{records === 0 ? "" : `${records}${capped ? "+" : ""}`}</span>
        </Link>
      ))}
    </nav>
  );
}

function Rows({ ledger, text, onEnter }: Readonly<{ ledger: LedgerOf; text: string; onEnter: () => void }>) {
  const { t } = useTranslation("ledgers");
  const { role } = useSession();
  const [, go] = useLocation();
  const [params, setParams] = useSearchParams();
  const pages = useInfiniteQuery(
    query.ledgers.list.infiniteOptions({
      input: (cursor: string | null) => ({ kind: ledger.kind, cursor, limit: PAGE_ROWS, ...(text !== "" && { text }) }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
  if (pages.isError) return <ProblemNotice problem={problemOf(pages.error)} />;
  if (pages.data === undefined) return <Loading />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  const first = pages.data.pages[0];
  const opened = openedFrom(params.get("record"), ledger.kind);
  const show = (row: LedgerRow): void => setParams({ record: `${row.unit}.${row.record}` });
  if (rows.length === 0 && text === "") return <NoRecords onEnter={role === "unit" ? onEnter : () => go("/inbox")} />;
  return (
    <div className="sheet scroll">
      <LedgerTable rows={rows} units={role === "county"} onShow={show} />
      <div className="row list-foot small muted">
        <span>{t("shown", { shown: rows.length, total: `${first?.total ?? 0}${first?.totalCapped === true ? "+" : ""}` })}</span>
        {pages.hasNextPage && (
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </div>
      {opened !== undefined && <RecordDrawer record={opened} onClose={() => setParams({}, { replace: true })} />}
    </div>
  );
}

function openedFrom(text: string | null, kind: string): Readonly<{ unit: string; kind: string; record: string }> | undefined {
  const [, unit, record] = /^([^.]+)\.(.+)$/.exec(text ?? "") ?? [];
  return unit === undefined || record === undefined ? undefined : { unit, kind, record };
}

function NoRecords({ onEnter }: Readonly<{ onEnter: () => void }>) {
  const { t } = useTranslation("ledgers");
  const { role } = useSession();
  return (
    <section className="sheet">
      <BlankState
        drawing="activities"
        what={t(role === "unit" ? "blank" : "blankCounty")}
        how={t(role === "unit" ? "blankHow" : "blankCountyHow")}
      >
        <Button type="primary" onClick={onEnter}>
          {t(role === "unit" ? "enter" : "toInbox")}
        </Button>
      </BlankState>
    </section>
  );
}
