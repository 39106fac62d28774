// The recovery card, once: printed or saved before the work begins. It is kept nowhere on this PC.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecoveryCard } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { PaperSheet } from "../../widgets/figures/paper-sheet.tsx";
import { printPages } from "../../widgets/figures/print-pages.ts";
import { useSave } from "../../widgets/media/save.ts";
import "./first-start.css";

export default function CardScreen({ card, onKept }: Readonly<{ card: RecoveryCard; onKept: () => void }>) {
  const { t } = useTranslation("first-start");
  const client = useQueryClient();
  const print = useMutation({ mutationFn: printPages });
  const [kept, setKept] = useState(false);
  const [warned, setWarned] = useState(false);
  const { save, busy, problem } = useSave();
  const leave = (): void => {
    if (!kept) return setWarned(true);
    void client.invalidateQueries({ queryKey: query.session.key() });
    onKept();
  };
  return (
    <main className="start start-card">
      <div>
        <h1>{t("card.title")}</h1>
        <p className="muted">{t("card.what")}</p>
      </div>
      <div className="start-card-body">
        <div className="start-card-paper">
          {card.pages.length > 0 ? <PaperSheet svg={card.pages[0] ?? ""} label={t("card.title")} /> : <CardText card={card} />}
        </div>
        <div className="stack">
          <Note tone="warn">{t("card.warning")}</Note>
          {print.isError && <ProblemNotice problem={problemOf(print.error)} />}
          {print.data && <ProblemNotice problem={print.data} />}
          <Button
            icon={<Icon name="print" size={16} />}
            loading={print.isPending}
            onClick={() => print.mutate(card.pages.map((svg) => ({ svg, widthMm: 210, heightMm: 297 })))}
          >
            {t("card.print")}
          </Button>
          <Button
            icon={<Icon name="download" size={16} />}
            loading={busy}
            onClick={() => save({ name: t("card.file", { unit: card.unitName }), text: `\uFEFF${textOf(card, t)}` })}
          >
            {t("card.save")}
          </Button>
          {problem !== undefined && <ProblemNotice problem={problem} />}
          <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
            {t("card.kept")}
          </Checkbox>
          {warned && !kept && <Note tone="bad">{t("card.keepFirst")}</Note>}
          <Button type="primary" onClick={leave}>
            {t("card.go")}
          </Button>
        </div>
      </div>
    </main>
  );
}

function CardText({ card }: Readonly<{ card: RecoveryCard }>) {
  const { t } = useTranslation("first-start");
  const dates = useDates();
  return (
    <dl className="facts sheet pad">
      <dt>{t("unit")}</dt>
      <dd>{visibleText(card.unitName)}</dd>
      <dt>{t("device")}</dt>
      <dd>{visibleText(card.device)}</dd>
      <dt>{t("card.madeAt")}</dt>
      <dd>{dates.instant(card.madeAtMs)}</dd>
      <dt>{t("card.identity")}</dt>
      <dd className="own-code">{card.identity}</dd>
    </dl>
  );
}

function textOf(card: RecoveryCard, t: (key: string) => string): string {
  return [
    t("card.title"),
    `${t("unit")}：${card.unitName}`,
    `${t("device")}：${card.device}`,
    `${t("card.identity")}：`,
    card.identity,
    "",
    t("card.warning"),
    "",
  ].join("\r\n");
}
