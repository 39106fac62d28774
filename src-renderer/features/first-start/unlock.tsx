// The locked program: who it is, and the PIN. Nothing of the workspace's content is shown.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import type { Locked } from "./beginning.ts";
import { RenewKey } from "./renew-key.tsx";
import { useSecondsLeft } from "./use-seconds-left.ts";
import "./first-start.css";

export default function Unlock({ state }: Readonly<{ state: Locked }>) {
  const [forgotten, setForgotten] = useState(false);
  return (
    <main className="alone">
      {forgotten ? (
        <RenewKey state={state} onBack={() => setForgotten(false)} />
      ) : (
        <Door state={state} onForgotten={() => setForgotten(true)} />
      )}
    </main>
  );
}

function Whose({ state }: Readonly<{ state: Locked }>) {
  const say = useWords();
  return (
    <div className="row">
      <img src="./icon.svg" alt="" width={36} height={36} />
      <div>
        <h1>
          <Foreign text={state.unit.name} />
        </h1>
        <p className="muted">{say(state.campaign.title)}</p>
      </div>
    </div>
  );
}

function Door({ state, onForgotten }: Readonly<{ state: Locked; onForgotten: () => void }>) {
  const { t } = useTranslation("first-start");
  const client = useQueryClient();
  const [person, setPerson] = useState<string | undefined>(state.last);
  const [pin, setPin] = useState("");
  const unlock = useMutation(
    query.session.unlock.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.session.key() }),
      onError: () => {
        setPin("");
        void client.invalidateQueries({ queryKey: query.session.state.key() });
      },
    }),
  );
  const waitS = useSecondsLeft(state.waitMs);
  const submit = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    if (person !== undefined && pin !== "" && waitS === 0) unlock.mutate({ person, pin });
  };
  return (
    <form className="sheet pad start-form unlock" onSubmit={submit}>
      <Whose state={state} />
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
      {waitS > 0 ? (
        <ProblemNotice problem={{ code: "pin-wait", details: { seconds: waitS } }} />
      ) : (
        unlock.isError && problemOf(unlock.error).code !== "pin-wait" && <ProblemNotice problem={problemOf(unlock.error)} />
      )}
      <div className="row">
        <span className="muted small">
          <Foreign text={state.device} />
        </span>
        <button type="button" className="link" onClick={onForgotten}>
          {t("forgotten", { ns: "people" })}
        </button>
        <span className="push" />
        <Button type="primary" htmlType="submit" loading={unlock.isPending}>
          {t("unlock")}
        </Button>
      </div>
    </form>
  );
}
