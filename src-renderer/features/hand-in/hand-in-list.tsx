// 报送: what can be handed in now, and every bundle made so far with what the county answered.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { PastHandIn } from "../../../src-main/api/hand-in/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { CountyLacks, TakeReceiptFiles } from "../../widgets/bundles/take-receipts.tsx";
import { ConfirmCode } from "./confirm-code.tsx";
import { SendAgain, UnfinishedVolumes } from "./volumes-left.tsx";
import "./hand-in.css";

const TONES: Readonly<Record<PastHandIn["state"], Tone>> = {
  exported: "warn",
  "confirmed-by-code": "accent",
  received: "ok",
  quarantined: "warn",
  incomplete: "warn",
  returned: "bad",
  "set-aside": "bad",
  ended: "bad",
};

export default function HandInList() {
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  return (
    <TakeReceiptFiles>
      {(take, said) => (
        <Page
          title={t("title")}
          actions={
            <>
              {take}
              <Button onClick={() => go("/hand-in/now")}>{t("now")}</Button>
            </>
          }
        >
          {said}
          <CountyLacks />
          <SendAgain />
          <UnfinishedVolumes />
          <OpenDuties />
          <Past />
        </Page>
      )}
    </TakeReceiptFiles>
  );
}

function OpenDuties() {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const dates = useDates();
  const [, go] = useLocation();
  const home = useQuery(query.home.unit.queryOptions());
  const duties = (home.data?.duties ?? []).filter((duty) => duty.state !== "upcoming" && duty.action !== "fill-liaison");
  if (duties.length === 0) return null;
  return (
    <Sheet title={t("open")}>
      <ul className="open-duties">
        {duties.map((duty, index) => (
          <li key={duty.obligation} className="row">
            <strong>{say(duty.title)}</strong>
            <span className={duty.state === "overdue" ? "bad-ink" : "muted"}>
              {t("due", { at: dates.deadline(duty.dueAtMs) })}
            </span>
            <span className="push" />
            <Button
              type={index === 0 ? "primary" : "default"}
              onClick={() => go(`/hand-in/${encodeURIComponent(duty.obligation)}`)}
            >
              {t("assemble")}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Past() {
  const { t } = useTranslation("hand-in");
  const list = useQuery(query.handIn.list.queryOptions());
  if (list.isError) return <ProblemNotice problem={problemOf(list.error)} />;
  if (list.data === undefined) return <Loading />;
  return (
    <Sheet flush title={t("past")}>
      {list.data.length === 0 ? (
        <BlankState drawing="handIns" what={t("nonePast")} how={t("nonePastHow")} />
      ) : (
        <PastTable rows={list.data} />
      )}
    </Sheet>
  );
}

function PastTable({ rows }: Readonly<{ rows: readonly PastHandIn[] }>) {
  const { t } = useTranslation("hand-in");
  const mark = useListMark();
  const say = useWords();
  const dates = useDates();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.bundle")}</th>
          <th>{t("column.title")}</th>
          <th>{t("column.exported")}</th>
          <th className="num">{t("column.size")}</th>
          <th>{t("column.answer")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.bundleNumber}>
            <td>{t("bundle", { number: row.bundleNumber })}</td>
            <td>{say(row.title)}</td>
            <td>{dates.instant(row.exportedAtMs)}</td>
            <td className="num">{saySize(row.sizeBytes)}</td>
            <td>
              <span className="row tight">
                <Tag tone={TONES[row.state]}>{t(`state.${row.state}`)}</Tag>
                <span className="muted small">{row.receivedAtMs === null ? "" : dates.instant(row.receivedAtMs)}</span>
                {row.reason !== null && (
                  <span className="bad-ink small">
                    <Foreign text={row.reason} />
                  </span>
                )}
                <span className="warn-ink small">
                  {row.lacking.map(({ what, count }) => t(`lacking.${what}`, { count })).join(mark)}
                </span>
                {row.state === "exported" && <ConfirmCode bundleNumber={row.bundleNumber} />}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
