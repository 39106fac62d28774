// Ending a PC's standing: returning its request with a reason, or ending its key, from now on or from the day it was lost.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnrolmentRequest } from "../../../src-main/api/trust/contract.ts";
import { dayOf } from "../../format/dates.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { DayInput } from "../../ui/input/day-input.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

type EndingProps = Readonly<{ request: EnrolmentRequest; onClose: () => void }>;

export function Refuse({ request, onClose }: EndingProps) {
  const { t } = useTranslation("requests");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const refuse = useMutation(query.enrolment.refuse.mutationOptions({ onSuccess: onClose }));
  const press = (): void => {
    setAsked(true);
    if (reason.trim() !== "") refuse.mutate({ request: request.request, reason: reason.trim() });
  };
  return (
    <Modal
      open
      title={t("refuseTitle", { unit: request.unitName, device: request.device })}
      okText={t("refuse")}
      confirmLoading={refuse.isPending}
      onOk={press}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{t("refuseWhat")}</p>
        <Reason label={t("refuseReason")} reason={reason} missing={asked && reason.trim() === ""} onChange={setReason} />
        {refuse.isError && <ProblemNotice problem={problemOf(refuse.error)} />}
      </div>
    </Modal>
  );
}

/** Why a key ends, and from when on what it wrote does not hold. */
export type Ending = Readonly<{ reason: string; from: "now" | "day"; day: string | undefined }>;

export function isComplete({ reason, from, day }: Ending): boolean {
  return reason.trim() !== "" && (from === "now" || day !== undefined);
}

/** The start of the day, on the campaign's clock; null: all that is here by now holds. */
export function sinceMsOf({ from, day }: Ending, offsetMinutes: number): number | null {
  return from === "now" || day === undefined ? null : Date.parse(`${day}T00:00:00Z`) - offsetMinutes * 60_000;
}

export function Revoke({ request, onClose }: EndingProps) {
  const { t } = useTranslation("requests");
  const [ending, setEnding] = useState<Ending>({ reason: "", from: "now", day: undefined });
  const [asked, setAsked] = useState(false);
  const { offset } = useDates();
  const revoke = useMutation(query.enrolment.revoke.mutationOptions({ onSuccess: onClose }));
  const press = (): void => {
    setAsked(true);
    if (isComplete(ending))
      revoke.mutate({ request: request.request, reason: ending.reason.trim(), sinceMs: sinceMsOf(ending, offset) });
  };
  return (
    <Modal
      open
      title={t("revokeTitle", { unit: request.unitName, device: request.device })}
      okText={t("revoke")}
      okButtonProps={{ danger: true }}
      confirmLoading={revoke.isPending}
      onOk={press}
      onCancel={onClose}
    >
      <div className="stack">
        <p>{t("revokeWhat")}</p>
        <EndingFields value={ending} asked={asked} onChange={setEnding} />
        {revoke.isError && <ProblemNotice problem={problemOf(revoke.error)} />}
      </div>
    </Modal>
  );
}

type EndingFieldsProps = Readonly<{ value: Ending; asked: boolean; onChange: (ending: Ending) => void }>;

export function EndingFields({ value, asked, onChange }: EndingFieldsProps) {
  const { t } = useTranslation("requests");
  return (
    <>
      <Reason
        label={t("revokeReason")}
        reason={value.reason}
        missing={asked && value.reason.trim() === ""}
        onChange={(reason) => onChange({ ...value, reason })}
      />
      <Radio.Group
        className="stack tight"
        value={value.from}
        onChange={(event) => onChange({ ...value, from: event.target.value as Ending["from"] })}
      >
        <Radio value="now">{t("revokeFromNow")}</Radio>
        <Radio value="day">{t("revokeFromDay")}</Radio>
      </Radio.Group>
      {value.from === "day" && (
        <SinceDay day={value.day} onChange={(day) => onChange({ ...value, day })} missing={asked && value.day === undefined} />
      )}
    </>
  );
}

type ReasonProps = Readonly<{ label: string; reason: string; missing: boolean; onChange: (reason: string) => void }>;

function Reason({ label, reason, missing, onChange }: ReasonProps) {
  const { t } = useTranslation("requests");
  return (
    <div>
      <Input
        value={reason}
        maxLength={200}
        placeholder={label}
        aria-label={label}
        aria-invalid={missing}
        status={missing ? "error" : ""}
        onChange={(event) => onChange(event.target.value)}
      />
      {missing && <p className="bad-ink small">{t("reasonMissing")}</p>}
    </div>
  );
}

type DayProps = Readonly<{ day: string | undefined; missing: boolean; onChange: (day: string | undefined) => void }>;

function SinceDay({ day, missing, onChange }: DayProps) {
  const { t, i18n } = useTranslation("requests");
  const { offset, year } = useDates();
  const [raw, setRaw] = useState<string>();
  const frame = useQuery(query.session.frame.queryOptions());
  return (
    <label className="row tight">
      <span className="nowrap">{t("revokeDay")}</span>
      <span className="since-day">
        <DayInput
          value={day}
          raw={raw}
          today={dayOf(frame.data?.nowMs ?? 0, offset)}
          year={year}
          language={i18n.language}
          onChange={(next) => {
            setRaw(undefined);
            onChange(next);
          }}
          onRefused={setRaw}
        />
      </span>
      {(missing || raw !== undefined) && <span className="bad-ink small nowrap">{t("revokeDayMissing")}</span>}
    </label>
  );
}
