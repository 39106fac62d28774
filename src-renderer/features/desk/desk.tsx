// 工作台: what the county does now: duties by deadline with how many came, what waits for a decision, what came lately.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Desk as DeskData } from "../../../src-main/api/contract/home.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useNow } from "../../ui/use-now.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { BundlesOnDrives } from "../../widgets/bundles-on-drives.tsx";
import { DamageNote } from "../../widgets/damage-note.tsx";
import { ForkNote } from "../../widgets/fork-note.tsx";
import { GapSheet } from "../../widgets/gap-list.tsx";
import { OfficeNote } from "../../widgets/office-note.tsx";
import "./desk.css";

export default function Desk() {
  const { t } = useTranslation("desk");
  const [, go] = useLocation();
  const desk = useQuery(query.home.desk.queryOptions());
  return (
    <Page
      title={t("title")}
      actions={
        <Button type="primary" icon={<Icon name="inbox" size={16} />} onClick={() => go("/inbox")}>
          {t("receive")}
        </Button>
      }
    >
      <OfficeNote />
      <DamageNote />
      <ForkNote />
      <BundlesOnDrives action={t("toInbox")} onOpen={() => go("/inbox")} />
      {desk.isError && <ProblemNotice problem={problemOf(desk.error)} />}
      {desk.isPending && <Loading />}
      {desk.data !== undefined && (
        <div className="desk">
          <div className="stack">
            <Standings desk={desk.data} />
            <Recent desk={desk.data} />
          </div>
          <ToDecide desk={desk.data} />
          <GapSheet gaps={desk.data.gaps} />
        </div>
      )}
    </Page>
  );
}

type DeskProps = Readonly<{ desk: DeskData }>;

function Standings({ desk }: DeskProps) {
  const { t } = useTranslation("desk");
  const say = useWords();
  const dates = useDates();
  const frame = useQuery(query.session.frame.queryOptions());
  const now = useNow(frame.data?.nowMs);
  const [, go] = useLocation();
  return (
    <Sheet
      flush
      title={t("standings")}
      actions={
        <button type="button" className="link small" onClick={() => go("/progress")}>
          {t("toProgress")}
        </button>
      }
    >
      <table className="plain">
        <thead>
          <tr>
            <th>{t("column.obligation")}</th>
            <th>{t("column.due")}</th>
            <th>{t("column.share")}</th>
            <th className="num">{t("column.received")}</th>
            <th className="num">{t("column.late")}</th>
            <th className="num">{t("column.incomplete")}</th>
            <th className="num">{t("column.missing")}</th>
          </tr>
        </thead>
        <tbody>
          {desk.standings.map((one) => (
            <tr key={one.obligation}>
              <td>{say(one.title)}</td>
              <td>
                {dates.deadline(one.dueAtMs)} {now !== undefined && one.dueAtMs > now && <Countdown leftMs={one.dueAtMs - now} />}
              </td>
              <td>
                <Share received={one.received} owed={one.owed} />
              </td>
              <td className="num">
                {one.received} / {one.owed}
              </td>
              <td className={one.late > 0 ? "num bad-ink" : "num"}>{one.late || "—"}</td>
              <td className={one.incomplete > 0 ? "num warn-ink" : "num"}>{one.incomplete || "—"}</td>
              <td className={one.missing > 0 ? "num bad-ink" : "num"}>{one.missing || "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function Share({ received, owed }: Readonly<{ received: number; owed: number }>) {
  const percent = owed === 0 ? 0 : Math.floor((received / owed) * 100);
  return (
    <span className="share" aria-hidden="true">
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}

function ToDecide({ desk }: DeskProps) {
  const { t } = useTranslation("desk");
  const [, go] = useLocation();
  const all = [
    { key: "requests", count: desk.requests, open: "/requests" },
    { key: "conflicts", count: desk.conflicts, open: "/conflicts" },
    { key: "quarantined", count: desk.quarantined, open: "/requests" },
    { key: "lacking", count: desk.lacking, open: "/activities?evidence=without" },
  ].filter((one) => one.count > 0);
  return (
    <Sheet title={t("decide")}>
      {all.length === 0 ? (
        <BlankState drawing="calm" what={t("nothingToDecide")} />
      ) : (
        <ul className="decide">
          {all.map((one) => (
            <li key={one.key} className="row tight">
              <b>{one.count}</b>
              <span className="push">{t(`decide.${one.key}`)}</span>
              <Button size="small" onClick={() => go(one.open)}>
                {t("see")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Recent({ desk }: DeskProps) {
  const { t } = useTranslation("desk");
  const mark = useListMark();
  const dates = useDates();
  const [, go] = useLocation();
  return (
    <Sheet title={t("recent")}>
      {desk.recent.length === 0 ? (
        <BlankState drawing="inbox" what={t("noneRecent")} how={t("noneRecentHow")}>
          <Button onClick={() => go("/inbox")}>{t("receive")}</Button>
        </BlankState>
      ) : (
        <ul className="desk-recent">
          {desk.recent.map((one) => (
            <li key={one.import} className="row tight">
              <span className="muted">{dates.instant(one.atMs)}</span>
              <span>{t(`means.${one.means}`, { ns: "inbox", defaultValue: one.means })}</span>
              <span className="push desk-units">{visibleText(one.units.join(mark))}</span>
              <span className="muted small">
                {t(one.records === null ? "recentBundles" : "recentCounts", { bundles: one.bundles, ...one.records })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
