// 核准: PCs that ask to be let in. The code is typed from the sealed paper; the program compares and never shows its own.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { CountyOffice } from "../../../src-main/api/county/contract.ts";
import type { EnrolmentRequest } from "../../../src-main/api/trust/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { Strangers } from "../../widgets/trust/strangers.tsx";
import { Approve } from "./approve.tsx";
import { Refuse, Revoke } from "./endings.tsx";

const TONES: Readonly<Record<EnrolmentRequest["state"], Tone>> = {
  waiting: "warn",
  unasked: "quiet",
  refused: "quiet",
  approved: "ok",
  revoked: "bad",
};
type Asked = Readonly<{ request: EnrolmentRequest; what: "approve" | "refuse" | "revoke" }>;

export default function Requests() {
  const { t } = useTranslation("requests");
  const [asked, setAsked] = useState<Asked>();
  const [, go] = useLocation();
  const list = useQuery(query.enrolment.list.queryOptions());
  const office = useQuery(query.county.office.queryOptions());
  const rows = list.data ?? [];
  const mayDecide = office.data?.standing === "root";
  return (
    <Page title={t("title")} beside={list.data && t("waiting", { count: rows.filter((one) => one.state === "waiting").length })}>
      {list.isError && <ProblemNotice problem={problemOf(list.error)} />}
      {list.isPending && <Loading />}
      {office.data !== undefined && !mayDecide && <ElsewhereNote office={office.data} />}
      {list.data !== undefined && rows.length === 0 && (
        <Sheet>
          <BlankState drawing="calm" what={t("blank")} how={t("blankHow")}>
            <Button onClick={() => go("/inbox")}>{t("toInbox")}</Button>
          </BlankState>
        </Sheet>
      )}
      {rows.length > 0 && (
        <div className="sheet">
          <RequestTable rows={rows} mayDecide={mayDecide} onAsk={setAsked} />
        </div>
      )}
      <Strangers />
      {asked?.what === "approve" && <Approve request={asked.request} rows={rows} onClose={() => setAsked(undefined)} />}
      {asked?.what === "refuse" && <Refuse request={asked.request} onClose={() => setAsked(undefined)} />}
      {asked?.what === "revoke" && <Revoke request={asked.request} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

/** A second PC sees what waits; the decision is the county key's. */
function ElsewhereNote({ office }: Readonly<{ office: CountyOffice }>) {
  const { t } = useTranslation("requests");
  const device = office.pcs.find((pc) => pc.role === "root")?.device;
  return (
    <Note tone="accent">
      <Foreign text={device === undefined ? t("elsewhereUnknown") : t("elsewhere", { device })} />
    </Note>
  );
}

type TableProps = Readonly<{ rows: readonly EnrolmentRequest[]; mayDecide: boolean; onAsk: (asked: Asked) => void }>;

function RequestTable({ rows, mayDecide, onAsk }: TableProps) {
  const { t } = useTranslation("requests");
  const dates = useDates();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.unit")}</th>
          <th>{t("column.device")}</th>
          <th>{t("column.arrived")}</th>
          <th className="num">{t("column.others")}</th>
          <th className="num">{t("column.entries")}</th>
          <th>{t("column.state")}</th>
          <th>
            <span className="visually-hidden">{t("column.action")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((request) => (
          <tr key={request.request}>
            <td className="unit">
              <Foreign text={request.unitName} />{" "}
              {request.role === "county" && <span className="muted small">{t("countyPc")}</span>}
            </td>
            <td className="device">
              <Foreign text={request.device} />
            </td>
            <td className="nowrap">{request.arrivedAtMs === null ? "—" : dates.instant(request.arrivedAtMs)}</td>
            <td className="num">{request.otherDevices}</td>
            <td className="num">{request.waitingEntries}</td>
            <td>
              <Tag tone={TONES[request.state]}>{t(`state.${request.state}`)}</Tag>{" "}
              <span className="muted small">
                <Foreign text={request.reason ?? ""} />
              </span>
            </td>
            <td className="num">
              <RowActions request={request} mayDecide={mayDecide} onAsk={onAsk} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Readonly<{ request: EnrolmentRequest; mayDecide: boolean; onAsk: (asked: Asked) => void }>;

function RowActions({ request, mayDecide, onAsk }: RowProps) {
  const { t } = useTranslation("requests");
  if (request.state === "revoked" || request.state === "unasked") return null;
  if (request.state === "approved")
    return mayDecide ? (
      <Button size="small" onClick={() => onAsk({ request, what: "revoke" })}>
        {t("revoke")}
      </Button>
    ) : null;
  return (
    <span className="row tight end">
      {request.state === "waiting" && (
        <Button size="small" onClick={() => onAsk({ request, what: "refuse" })}>
          {t("refuse")}
        </Button>
      )}
      {mayDecide && (
        <Button size="small" type="primary" onClick={() => onAsk({ request, what: "approve" })}>
          {t("check")}
        </Button>
      )}
    </span>
  );
}
