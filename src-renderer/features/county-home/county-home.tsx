// 工作台: what the county does now: duties by deadline with how many came, what waits for a decision, what came lately.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { CountyHome as CountyHomeData } from "../../../src-main/api/home/contract.ts";
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
import { useNow } from "../../rpc/use-now.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { BundlesOnDrives } from "../../widgets/drives/bundles-on-drives.tsx";
import { DamageNote } from "../../widgets/records/damage-note.tsx";
import { ForkNote } from "../../widgets/records/fork-note.tsx";
import { GapSheet } from "../../widgets/bundles/gap-list.tsx";
import { OfficeNote } from "../../widgets/trust/office-note.tsx";
import "./county-home.css";

export default function CountyHome() {
  const { t } = useTranslation("desk");
  const [, go] = useLocation();
  const home = useQuery(query.home.desk.queryOptions());
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
      {home.isError && <ProblemNotice problem={problemOf(home.error)} />}
      {home.isPending && <Loading />}
      {home.data !== undefined && (
        <div className="county-home">
          <div className="stack">
            <Tallies home={home.data} />
            <Recent home={home.data} />
          </div>
          <ToDecide home={home.data} />
          <GapSheet gaps={home.data.gaps} />
        </div>
      )}
    </Page>
  );
}

type CountyHomeProps = Readonly<{ home: CountyHomeData }>;

function Tallies({ home }: CountyHomeProps) {
  const { t } = useTranslation("desk");
  const say = useWords();
  const dates = useDates();
  const now = useNow();
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
          {home.standings.map((one) => (
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

/** Every kind keeps its line, also where nothing waits: no button moves under the mouse when something new comes in. */
function ToDecide({ home }: CountyHomeProps) {
  const { t } = useTranslation("desk");
  const [, go] = useLocation();
  const all = [
    { key: "requests", count: home.requests, open: "/requests" },
    { key: "conflicts", count: home.conflicts, open: "/conflicts" },
    { key: "quarantined", count: home.quarantined, open: "/requests" },
    { key: "lacking", count: home.lacking, open: "/activities?evidence=without" },
  ];
  return (
    <Sheet title={t("decide")}>
      {all.every(({ count }) => count === 0) ? (
        <BlankState drawing="calm" what={t("nothingToDecide")} />
      ) : (
        <ul className="decide">
          {all.map((one) => (
            <li key={one.key} className={one.count === 0 ? "row tight muted" : "row tight"}>
              <b>{one.count}</b>
              <span className="push">{t(`decide.${one.key}`)}</span>
              {one.count > 0 && (
                <Button size="small" onClick={() => go(one.open)}>
                  {t("see")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Recent({ home }: CountyHomeProps) {
  const { t } = useTranslation("desk");
  const mark = useListMark();
  const dates = useDates();
  const [, go] = useLocation();
  return (
    <Sheet title={t("recent")}>
      {home.recent.length === 0 ? (
        <BlankState drawing="inbox" what={t("noneRecent")} how={t("noneRecentHow")}>
          <Button onClick={() => go("/inbox")}>{t("receive")}</Button>
        </BlankState>
      ) : (
        <ul className="county-home-recent">
          {home.recent.map((one) => (
            <li key={one.import} className="row tight">
              <span className="muted">{dates.instant(one.atMs)}</span>
              <span>{t(`means.${one.means}`, { ns: "inbox", defaultValue: one.means })}</span>
              <span className="push county-home-units">{visibleText(one.units.join(mark))}</span>
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
