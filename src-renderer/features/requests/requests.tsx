// 核准: PCs that ask to be let in. The code is typed from the sealed paper; the program compares and never shows its own.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { EnrolmentRequest } from "../../../src-main/api/contract/trust.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { KeyCodeInput, wrongGroup } from "../../ui/input/key-code-input.tsx";
import { Note } from "../../ui/note.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { Refuse, Revoke } from "./endings.tsx";

const TONES: Readonly<Record<EnrolmentRequest["state"], Tone>> = {
  waiting: "warn",
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
  const rows = list.data ?? [];
  return (
    <Page title={t("title")} beside={list.data && t("waiting", { count: rows.filter((one) => one.state === "waiting").length })}>
      {list.isError && <ProblemNotice problem={problemOf(list.error)} />}
      {list.data !== undefined && rows.length === 0 && (
        <Sheet>
          <BlankState drawing="calm" what={t("blank")} how={t("blankHow")}>
            <Button onClick={() => go("/inbox")}>{t("toInbox")}</Button>
          </BlankState>
        </Sheet>
      )}
      {rows.length > 0 && (
        <div className="sheet">
          <RequestTable rows={rows} onAsk={setAsked} />
        </div>
      )}
      {asked?.what === "approve" && <Approve request={asked.request} onClose={() => setAsked(undefined)} />}
      {asked?.what === "refuse" && <Refuse request={asked.request} onClose={() => setAsked(undefined)} />}
      {asked?.what === "revoke" && <Revoke request={asked.request} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

function RequestTable({ rows, onAsk }: Readonly<{ rows: readonly EnrolmentRequest[]; onAsk: (asked: Asked) => void }>) {
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
            <td>
              <Foreign text={request.unitName} />
            </td>
            <td>
              <Foreign text={request.device} />
            </td>
            <td>{dates.instant(request.arrivedAtMs)}</td>
            <td className="num">{request.otherDevices}</td>
            <td className="num">{request.waitingEntries}</td>
            <td>
              <Tag tone={TONES[request.state]}>{t(`state.${request.state}`)}</Tag>{" "}
              <span className="muted small">
                <Foreign text={request.reason ?? ""} />
              </span>
            </td>
            <td className="num">
              <RowActions request={request} onAsk={onAsk} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowActions({ request, onAsk }: Readonly<{ request: EnrolmentRequest; onAsk: (asked: Asked) => void }>) {
  const { t } = useTranslation("requests");
  if (request.state === "approved")
    return (
      <Button size="small" onClick={() => onAsk({ request, what: "revoke" })}>
        {t("revoke")}
      </Button>
    );
  if (request.state === "revoked") return null;
  return (
    <span className="row tight end">
      {request.state === "waiting" && (
        <Button size="small" onClick={() => onAsk({ request, what: "refuse" })}>
          {t("refuse")}
        </Button>
      )}
      <Button size="small" type="primary" onClick={() => onAsk({ request, what: "approve" })}>
        {t("check")}
      </Button>
    </span>
  );
}

function Approve({ request, onClose }: Readonly<{ request: EnrolmentRequest; onClose: () => void }>) {
  const { t } = useTranslation("requests");
  const [code, setCode] = useState("");
  const approve = useMutation(query.enrolment.approve.mutationOptions({ onSuccess: onClose }));
  const wrong = wrongGroup(code);
  return (
    <Modal
      open
      width={680}
      title={t("approveTitle", { unit: request.unitName, device: request.device })}
      okText={t("approve")}
      confirmLoading={approve.isPending}
      onOk={() => approve.mutate({ request: request.request, code })}
      onCancel={onClose}
    >
      <div className="stack">
        <Note tone="accent">{t("approveWhat")}</Note>
        <KeyCodeInput value={code} onChange={setCode} groupLabel={(group) => t("codeGroup", { group })} />
        {wrong !== undefined && <p className="bad-ink">{t("codeGroupWrong", { group: wrong })}</p>}
        {request.otherDevices > 0 && <p className="muted">{t("otherDevices", { count: request.otherDevices })}</p>}
        {approve.isError && <ProblemNotice problem={problemOf(approve.error)} />}
      </div>
    </Modal>
  );
}
