// The locked program: who it is, and the PIN. Nothing of the workspace's content is shown.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../../../src-main/api/contract/session.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import "./first-start.css";

type Locked = Extract<SessionState, { stage: "locked" }>;

export default function Unlock({ state }: Readonly<{ state: Locked }>) {
  const { t } = useTranslation("first-start");
  const say = useWords();
  const client = useQueryClient();
  const [person, setPerson] = useState(state.people[0]?.id);
  const [pin, setPin] = useState("");
  const unlock = useMutation(
    query.session.unlock.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.session.key() }),
      onError: () => setPin(""),
    }),
  );
  const submit = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    if (person !== undefined && pin !== "") unlock.mutate({ person, pin });
  };
  return (
    <main className="alone">
      <form className="sheet pad start-form unlock" onSubmit={submit}>
        <div className="row">
          <img src="./icon.svg" alt="" width={36} height={36} />
          <div>
            <h1>
              <Foreign text={state.unit.name} />
            </h1>
            <p className="muted">{say(state.campaign.title)}</p>
          </div>
        </div>
        <Field label={t("person")}>
          <TypeAhead
            choices={state.people.map((one) => ({ value: one.id, text: one.name }))}
            value={person}
            onChange={setPerson}
            clearable={false}
          />
        </Field>
        <Field label={t("pin")}>
          <TextInput secret autoFocus value={pin} onChange={setPin} maxLength={200} autoComplete="current-password" />
        </Field>
        {unlock.isError && <ProblemNotice problem={problemOf(unlock.error)} />}
        <div className="row">
          <span className="muted small">
            <Foreign text={state.device} />
          </span>
          <span className="push" />
          <Button type="primary" htmlType="submit" loading={unlock.isPending}>
            {t("unlock")}
          </Button>
        </div>
      </form>
    </main>
  );
}
