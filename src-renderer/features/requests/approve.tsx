// Approving a PC: the code is typed or scanned from paper. Where it takes the place of a lost or old one, that one ends in the same step.
import { useMutation } from "@tanstack/react-query";
import { Modal, Radio, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnrolmentRequest } from "../../../src-main/api/trust/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { KeyCodeInput, wrongGroup } from "../../ui/input/key-code-input.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { EndingFields, isComplete, sinceMsOf, type Ending } from "./endings.tsx";

type ApproveProps = Readonly<{ request: EnrolmentRequest; rows: readonly EnrolmentRequest[]; onClose: () => void }>;
type Replacing = Readonly<{ old: string | undefined; ending: Ending }>;

export function Approve({ request, rows, onClose }: ApproveProps) {
  const { t } = useTranslation("requests");
  const { offset } = useDates();
  const [code, setCode] = useState("");
  const [replacing, setReplacing] = useState<Replacing>();
  const [asked, setAsked] = useState(false);
  const approve = useMutation(query.enrolment.approve.mutationOptions({ onSuccess: onClose }));
  const others = rows.filter((row) => row.unit === request.unit && row.role === request.role && row.state === "approved");
  const wrong = wrongGroup(code);
  const isCounty = request.role === "county";
  const submit = (): void => {
    setAsked(true);
    if (replacing === undefined) return approve.mutate({ request: request.request, code, asCounty: isCounty });
    const { old, ending } = replacing;
    if (old === undefined || !isComplete(ending)) return;
    const replaces = { request: old, reason: ending.reason.trim(), sinceMs: sinceMsOf(ending, offset) };
    approve.mutate({ request: request.request, code, asCounty: isCounty, replaces });
  };
  return (
    <Modal
      open
      width={680}
      title={t("approveTitle", { unit: request.unitName, device: request.device })}
      okText={t(replacing === undefined ? "approve" : "approveAndEnd")}
      confirmLoading={approve.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="stack">
        <Note tone={isCounty ? "warn" : "accent"}>{t(isCounty ? "approveCountyWhat" : "approveWhat")}</Note>
        <KeyCodeInput
          value={code}
          onChange={setCode}
          groupLabel={(group) => t("codeGroup", { group })}
          scanLabel={t("codeScanned")}
          onEnter={submit}
        />
        {wrong !== undefined && <p className="bad-ink">{t("codeGroupWrong", { group: wrong })}</p>}
        {others.length > 0 && <Replaces others={others} value={replacing} asked={asked} onChange={setReplacing} />}
        {approve.isError && <ProblemNotice problem={problemOf(approve.error)} />}
      </div>
    </Modal>
  );
}

type ReplacesProps = Readonly<{
  others: readonly EnrolmentRequest[];
  value: Replacing | undefined;
  asked: boolean;
  onChange: (value: Replacing | undefined) => void;
}>;

/** Whether the PC is one more, or takes the place of another one of its office. */
function Replaces({ others, value, asked, onChange }: ReplacesProps) {
  const { t } = useTranslation("requests");
  const start: Replacing = {
    old: others.length === 1 ? others[0]?.request : undefined,
    ending: { reason: "", from: "now", day: undefined },
  };
  return (
    <>
      <Radio.Group
        className="stack tight"
        aria-label={t("replacesWhat")}
        value={value === undefined ? "more" : "instead"}
        onChange={(event) => onChange(event.target.value === "instead" ? start : undefined)}
      >
        <Radio value="more">{t("replacesNone", { count: others.length })}</Radio>
        <Radio value="instead">{t("replacesOne")}</Radio>
      </Radio.Group>
      {value !== undefined && (
        <>
          <Select
            aria-label={t("replacesOld")}
            placeholder={t("replacesOld")}
            value={value.old ?? null}
            status={asked && value.old === undefined ? "error" : ""}
            options={others.map((row) => ({ value: row.request, label: visibleText(row.device) }))}
            onChange={(old: string) => onChange({ ...value, old })}
          />
          <EndingFields value={value.ending} asked={asked} onChange={(ending) => onChange({ ...value, ending })} />
        </>
      )}
    </>
  );
}
