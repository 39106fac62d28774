// One record as the county judges it: its numbers and facts, its photos large enough to judge, figures of a hand-in as filed.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ReviewDetail, ReviewRow } from "../../../src-main/api/review/contract.ts";
import { sayFigure } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";
import { MediaStrip } from "../../widgets/media/media-strip.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import { countMedia, useSayMedia } from "../../widgets/media/say-media.ts";
import { useCheckNames } from "../../widgets/figures/use-check-names.ts";
import { useValueWords } from "../../widgets/records/value-words.ts";

export function ReviewDetailView({ row }: Readonly<{ row: ReviewRow }>) {
  const { unit, kind, record } = row;
  const detail = useQuery(query.review.get.queryOptions({ input: { unit, kind, record } }));
  if (detail.isError) return <ProblemNotice problem={problemOf(detail.error)} />;
  return detail.data === undefined ? <Loading /> : <Shown detail={detail.data} />;
}

function Shown({ detail }: Readonly<{ detail: ReviewDetail }>) {
  const { t } = useTranslation("review");
  const sayMedia = useSayMedia();
  return (
    <>
      <Remarks detail={detail} />
      <div className={detail.attachments.length > 0 ? "review-record" : ""}>
        <Facts detail={detail} />
        {detail.attachments.length > 0 && (
          <Sheet title={t("evidence")} beside={sayMedia(countMedia(detail.attachments), true)}>
            <MediaStrip items={detail.attachments} large />
          </Sheet>
        )}
      </div>
      {detail.figures.length > 0 && <Figures detail={detail} />}
    </>
  );
}

function Remarks({ detail }: Readonly<{ detail: ReviewDetail }>) {
  const { t } = useTranslation("review");
  return (
    <>
      {detail.reason !== "" && (
        <Note tone={detail.state === "returned" ? "bad" : "warn"}>{t("before", { reason: visibleText(detail.reason) })}</Note>
      )}
      {detail.state === "recheck" && <Note tone="warn">{t("recheckWhat")}</Note>}
      {detail.kind === "activity" && !detail.evidenced && <Note tone="bad">{t("noEvidence")}</Note>}
      {detail.lackingEntries > 0 && <Note tone="warn">{t("lacking", { count: detail.lackingEntries })}</Note>}
    </>
  );
}

function Facts({ detail }: Readonly<{ detail: ReviewDetail }>) {
  const { t } = useTranslation("review");
  const say = useWords();
  const dates = useDates();
  const words = useValueWords();
  const nameOf = useCheckNames();
  const label = (path: string): string => {
    if (path === "/zeroReason") return t("zeroReason");
    const [, head, tail] = path.split("/");
    return head === "explanations" ? t("explanationOf", { check: nameOf(tail ?? "") }) : words.label(path);
  };
  const open = detail.kind === "report" ? undefined : <Link href={pathOfRecord(detail)}>{t("openRecord")}</Link>;
  return (
    <Sheet title={<Foreign text={say(detail.title)} />} beside={<Foreign text={detail.unitName} />} actions={open}>
      <dl className="facts">
        {detail.facts.map((fact) => (
          <Fact
            key={fact.path}
            label={fact.label === null ? label(fact.path) : say(fact.label)}
            text={isBilingual(fact.value) ? say(fact.value) : words.value(fact.value, fact.path)}
          />
        ))}
        <Fact
          label={t("edited")}
          text={`${t("by", { name: detail.editedBy, device: detail.device })} ${dates.instant(detail.editedAtMs)}`}
        />
        {detail.receivedAtMs !== null && <Fact label={t("received")} text={dates.instant(detail.receivedAtMs)} />}
      </dl>
    </Sheet>
  );
}

function isBilingual(value: unknown): value is ReviewDetail["title"] {
  return typeof value === "object" && value !== null && "zh" in value && "en" in value;
}

function Fact({ label, text }: Readonly<{ label: string; text: string }>) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="review-text">{visibleText(text)}</dd>
    </>
  );
}

function Figures({ detail }: Readonly<{ detail: ReviewDetail }>) {
  const { t } = useTranslation("review");
  const say = useWords();
  return (
    <Sheet flush title={t("figures")}>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("figures.row")}</th>
            <th className="num">{t("figures.period")}</th>
            <th className="num">{t("figures.cumulative")}</th>
          </tr>
        </thead>
        <tbody>
          {detail.figures.map((row) => (
            <tr key={row.row}>
              <td>{say(row.label)}</td>
              <td className="num">{sayFigure(row.period)}</td>
              <td className="num">{sayFigure(row.cumulative)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
