// Files that are being added: a few each by itself, many as one bar; what was refused says why in a row of its own.
import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import { saySize } from "../../../format/amounts.ts";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import type { Intake, useIntake } from "./use-intake.ts";

/** More than these are told together. */
const MOST_ROWS = 4;
/** More refusals than these are told by their number. */
const MOST_REFUSALS = 5;

export function IntakeRows({ intake }: Readonly<{ intake: ReturnType<typeof useIntake> }>) {
  const { t } = useTranslation("media");
  const going = intake.running.filter((one) => one.problem === undefined);
  const refused = intake.running.filter((one) => one.problem !== undefined);
  const together = intake.sum.files > MOST_ROWS && going.length > 0;
  return (
    <ul className="intakes" aria-live="polite">
      {refused.slice(0, MOST_REFUSALS).map((one) => (
        <RefusedRow key={one.id} intake={one} onAway={() => intake.putAway(one.id)} />
      ))}
      {refused.length > MOST_REFUSALS && (
        <li className="muted small">{t("moreRefused", { count: refused.length - MOST_REFUSALS })}</li>
      )}
      {together && <SumRow sum={intake.sum} onCancel={intake.cancelAll} />}
      {!together && going.map((one) => <GoingRow key={one.id} intake={one} onCancel={() => intake.cancel(one.id)} />)}
    </ul>
  );
}

function RefusedRow({ intake: { problem }, onAway }: Readonly<{ intake: Intake; onAway: () => void }>) {
  const { t } = useTranslation("media");
  if (problem === undefined) return null;
  return (
    <li>
      <ProblemNotice problem={problem}>
        <button type="button" className="link" onClick={onAway}>
          {t("putAway")}
        </button>
      </ProblemNotice>
    </li>
  );
}

function GoingRow({ intake: { name, doneBytes, totalBytes }, onCancel }: Readonly<{ intake: Intake; onCancel: () => void }>) {
  const { t } = useTranslation("media");
  return (
    <li className="row tight small">
      <span className="intake-name">{visibleText(name)}</span>
      <Progress percent={percentOf(doneBytes, totalBytes)} size="small" showInfo={false} aria-label={t("adding", { name })} />
      <span className="muted intake-size">{t("addedOf", { done: saySize(doneBytes), total: saySize(totalBytes) })}</span>
      <button type="button" className="link" aria-label={t("cancelAdding", { name })} onClick={onCancel}>
        {t("cancel")}
      </button>
    </li>
  );
}

type SumProps = Readonly<{ sum: ReturnType<typeof useIntake>["sum"]; onCancel: () => void }>;

function SumRow({ sum: { files, doneFiles, doneBytes, totalBytes }, onCancel }: SumProps) {
  const { t } = useTranslation("media");
  return (
    <li className="row tight small">
      <span className="intake-name">{t("addingMany", { done: doneFiles, count: files })}</span>
      <Progress percent={percentOf(doneBytes, totalBytes)} size="small" showInfo={false} aria-label={t("addingAll")} />
      <span className="muted intake-size">{t("addedOf", { done: saySize(doneBytes), total: saySize(totalBytes) })}</span>
      <button type="button" className="link" onClick={onCancel}>
        {t("cancelRest")}
      </button>
    </li>
  );
}

function percentOf(doneBytes: number, totalBytes: number): number {
  return totalBytes === 0 ? 0 : Math.floor((doneBytes / totalBytes) * 100);
}
