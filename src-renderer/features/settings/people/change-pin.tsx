// 修改 PIN: the old one once, the new one twice.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { Field } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { NewPinFields, pinFault } from "../../../widgets/trust/new-pin-fields.tsx";

export function ChangePin({ onDone, onCancel }: Readonly<{ onDone: () => void; onCancel: () => void }>) {
  const { t } = useTranslation("people");
  const [value, setValue] = useState({ old: "", pin: "", again: "" });
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation(query.people.changePin.mutationOptions({ onSuccess: onDone }));
  const fault = value.old === "" ? "old" : pinFault(value);
  const send = (event: Readonly<{ preventDefault(): void }>): void => {
    event.preventDefault();
    setAsked(true);
    if (fault === undefined) change.mutate({ old: value.old, pin: value.pin });
    else form.current?.querySelector<HTMLElement>(`[data-path="${fault}"] input`)?.focus();
  };
  return (
    <Sheet title={t("changePin")} className="person-form">
      <form ref={form} className="stack" onSubmit={send} noValidate>
        <Field label={t("oldPin")} required path="old" error={asked && fault === "old" ? t("missing.old") : undefined}>
          <TextInput
            secret
            autoFocus
            maxLength={200}
            autoComplete="current-password"
            value={value.old}
            onChange={(old) => setValue({ ...value, old })}
          />
        </Field>
        <NewPinFields
          isNew
          pin={value.pin}
          again={value.again}
          fault={asked ? fault : undefined}
          onChange={(typed) => setValue({ ...value, ...typed })}
        />
        {change.isError && <ProblemNotice problem={problemOf(change.error)} />}
        <div className="row">
          <span className="push" />
          <Button onClick={onCancel}>{t("cancel")}</Button>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t("changeNow")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
