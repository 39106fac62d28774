// Asks why an import is set aside, or taken back.
import { useMutation } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoggedItem } from "../../../src-main/api/keeping/contract.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

export function SetAsideDialog({ item, onClose }: Readonly<{ item: LoggedItem; onClose: () => void }>) {
  const { t } = useTranslation("keeping");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const which = item.setAside === null ? "aside" : "back";
  const setAside = useMutation(query.keeping.setAside.mutationOptions({ onSuccess: onClose }));
  const takeBack = useMutation(query.keeping.takeBack.mutationOptions({ onSuccess: onClose }));
  const act = which === "aside" ? setAside : takeBack;
  const { taken } = item;
  if (taken === null) return null;
  const press = (): void => {
    setAsked(true);
    if (reason.trim() !== "") act.mutate({ bundle: taken.bundle, reason: reason.trim() });
  };
  return (
    <Modal
      open
      title={t(`${which}.title`)}
      okText={t(`${which}.do`)}
      cancelText={t("keep")}
      okButtonProps={{ loading: act.isPending }}
      onOk={press}
      onCancel={onClose}
    >
      <div className="stack">
        <p>
          <Foreign text={t(`${which}.what`, { name: taken.unitName, number: taken.number })} />
        </p>
        <Field label={t("aside.reason")} required error={asked && reason.trim() === "" ? t("aside.reasonMissing") : undefined}>
          <TextInput autoFocus value={reason} onChange={setReason} maxLength={200} />
        </Field>
        {act.isError && <ProblemNotice problem={problemOf(act.error)} />}
      </div>
    </Modal>
  );
}
