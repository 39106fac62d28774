// 忘记 PIN: a new key for this PC. The data stay; the county approves the new key from sealed paper.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Field } from "../../ui/field.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { NewPinFields, pinFault } from "../../widgets/trust/new-pin-fields.tsx";
import type { Locked } from "./beginning.ts";

export function RenewKey({ state, onBack }: Readonly<{ state: Locked; onBack: () => void }>) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const [person, setPerson] = useState<string | undefined>(state.last);
  const [value, setValue] = useState({ pin: "", again: "" });
  const [asked, setAsked] = useState(false);
  const renew = useMutation(
    query.session.renewKey.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: query.session.key() }) }),
  );
  const fault = pinFault(value);
  const send = (event: Readonly<{ preventDefault(): void }>): void => {
    event.preventDefault();
    setAsked(true);
    if (fault === undefined && person !== undefined) renew.mutate({ person, pin: value.pin });
  };
  return (
    <form className="sheet pad start-form unlock" onSubmit={send} noValidate>
      <h1>{t("forgotten")}</h1>
      {state.mayRenew ? (
        <>
          <Note tone="warn">{t("renewWhat")}</Note>
          <Field label={t("who")}>
            <TypeAhead
              choices={state.people.map((one) => ({ value: one.id, text: one.name }))}
              value={person}
              onChange={setPerson}
              clearable={false}
            />
          </Field>
          <NewPinFields
            isNew
            pin={value.pin}
            again={value.again}
            fault={asked ? fault : undefined}
            onChange={(typed) => setValue({ ...value, ...typed })}
          />
          {renew.isError && <ProblemNotice problem={problemOf(renew.error)} />}
        </>
      ) : (
        <ProblemNotice problem={{ code: "key-of-root", details: {} }} />
      )}
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        {state.mayRenew && (
          <Button type="primary" danger htmlType="submit" loading={renew.isPending}>
            {t("renewNow")}
          </Button>
        )}
      </div>
    </form>
  );
}
