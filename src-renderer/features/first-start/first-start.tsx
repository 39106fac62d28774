// First start: township, county or demo; then who this PC belongs to.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecoveryCard } from "../../../src-main/api/session/contract.ts";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { useOpened } from "../../widgets/tasks/use-opened.ts";
import { BeginForm } from "./begin-form.tsx";
import type { FirstStartState } from "./beginning.ts";
import { DemoChoice } from "./demo-choice.tsx";
import { FoundHere } from "./others.tsx";
import { Recover } from "./recover.tsx";
import { Trouble } from "./trouble.tsx";
import "./first-start.css";

type Kind = "unit" | "county" | "recover" | "demo";
const KINDS: readonly Readonly<{ kind: Kind; icon: IconName }>[] = [
  { kind: "unit", icon: "building" },
  { kind: "county", icon: "inbox" },
  { kind: "recover", icon: "history" },
  { kind: "demo", icon: "play" },
];

export default function FirstStart({
  state,
  onCard,
}: Readonly<{ state: FirstStartState; onCard: (card: RecoveryCard) => void }>) {
  const { t } = useTranslation("first-start");
  const opened = useOpened("backup");
  const [chosen, setKind] = useState<Kind>();
  const [atTrouble, setAtTrouble] = useState(true);
  const kind = chosen ?? (opened === undefined ? undefined : "recover");
  const back = (): void => {
    opened?.done();
    setKind(undefined);
  };
  const isTrouble = state.stage === "troubled" && atTrouble && kind === undefined;
  return (
    <main className="start">
      <header className="start-head">
        <img src="./icon.svg" alt="" width={40} height={40} />
        <div>
          <h1>{t("title")}</h1>
          <p className="muted">{t(headOf(state, kind))}</p>
        </div>
      </header>
      {isTrouble && <Trouble state={state} onRestore={() => setKind("recover")} onNew={() => setAtTrouble(false)} />}
      {kind === undefined && !isTrouble && <Choices onChoose={setKind} />}
      {state.stage === "first-start" && kind === undefined && <FoundHere />}
      {state.stage === "troubled" && kind === undefined && !isTrouble && (
        <Button onClick={() => setAtTrouble(true)}>{t("trouble.back")}</Button>
      )}
      {kind === "recover" && <Recover state={state} opened={opened?.file} onBack={back} onCard={onCard} />}
      {kind === "demo" && <DemoChoice onBack={back} />}
      {(kind === "unit" || kind === "county") && <BeginForm key={kind} role={kind} state={state} onBack={back} onCard={onCard} />}
    </main>
  );
}

/** What a person does here: the question, until it is answered. */
function headOf({ stage }: FirstStartState, kind: Kind | undefined): string {
  if (kind !== undefined) return `kind.${kind}`;
  return stage === "troubled" ? "trouble.title" : "subtitle";
}

function Choices({ onChoose }: Readonly<{ onChoose: (kind: Kind) => void }>) {
  const { t } = useTranslation("first-start");
  return (
    <div className="start-choices">
      {KINDS.map(({ kind, icon }) => (
        <button key={kind} type="button" className="sheet start-choice" onClick={() => onChoose(kind)}>
          <Icon name={icon} size={28} />
          <strong>{t(`kind.${kind}`)}</strong>
          <span className="muted">{t(`kind.${kind}.what`)}</span>
        </button>
      ))}
    </div>
  );
}
