// 审核: what does not hold between the figures, with the 说明 that lets it go; errors lead to their records.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Finding, RecordKey } from "../../../src-main/api/contract-parts.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { pathOfKind, pathOfRecord } from "../../widgets/records/record-path.ts";

const TONES: Readonly<Record<Finding["level"], Tone>> = { error: "bad", warning: "warn", notice: "quiet" };
/** Checks about photos: the list shows them, two side by side. */
const PHOTO_CHECKS: ReadonlySet<string> = new Set(["reused-media", "similar-media", "media-apart", "media-cut-off"]);
const ORDER: readonly Finding["level"][] = ["error", "warning", "notice"];

export function ChecksSheet({
  report,
  findings,
  asked,
}: Readonly<{ report: string; findings: readonly Finding[]; asked: boolean }>) {
  const { t } = useTranslation("hand-in");
  const ordered = ORDER.flatMap((level) => findings.filter((finding) => finding.level === level));
  return (
    <div id="checks">
      <Sheet title={t("checks")} beside={ordered.length === 0 ? undefined : t("checksCount", { count: ordered.length })}>
        {ordered.length === 0 && (
          <p className="all-well">
            <Icon name="tick" size={18} /> {t("checksWell")}
          </p>
        )}
        <ul className="checks">
          {ordered.map((finding) => (
            <OneCheck key={finding.id} report={report} finding={finding} others={othersOf(ordered, finding)} asked={asked} />
          ))}
        </ul>
      </Sheet>
    </div>
  );
}

/** What the same check found besides and nobody has explained: one sentence may be true of all of it. */
function othersOf(findings: readonly Finding[], { id, check }: Finding): readonly string[] {
  return findings.flatMap((one) =>
    one.check === check && one.id !== id && one.explainable && one.asks !== null ? [one.id] : [],
  );
}

function placeOf(record: RecordKey): string {
  return record.kind === "liaison" ? pathOfKind(record.kind) : pathOfRecord(record);
}

type OneProps = Readonly<{ report: string; finding: Finding; others: readonly string[]; asked: boolean }>;

function OneCheck({ report, finding, others, asked }: OneProps) {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const structural = useCampaign().checks.find((check) => check.id === finding.check)?.structural;
  const needs = finding.level === "warning" || (finding.level === "error" && finding.explainable);
  return (
    <li>
      <div className="row tight">
        <Tag tone={TONES[finding.level]}>{t(`level.${finding.level}`)}</Tag>
        <span>{say(finding.sentence)}</span>
      </div>
      {finding.records.length > 0 && (
        <div className="check-records small">
          {finding.records.slice(0, 5).map((record) => (
            <Link key={record.record} href={placeOf(record)}>
              <Foreign text={record.title} />
            </Link>
          ))}
          {structural !== undefined && PHOTO_CHECKS.has(structural) && <Link href="/doubts">{t("toPhotos")}</Link>}
          {finding.records.length > 5 && <span className="muted">{t("moreRecords", { count: finding.records.length - 5 })}</span>}
        </div>
      )}
      {structural === "liaison" && (
        <div className="check-records small">
          <Link href="/settings/liaison">{t("toLiaison")}</Link>
        </div>
      )}
      {needs && <Explanation report={report} finding={finding} others={others} missing={asked && finding.asks !== null} />}
    </li>
  );
}

type ExplanationProps = Omit<OneProps, "asked"> & Readonly<{ missing: boolean }>;

/** Kept when the field is left and something was typed; it is about this finding alone, and about others of its check when a person says so. */
function Explanation({ report, finding, others, missing }: ExplanationProps) {
  const { t } = useTranslation("hand-in");
  const client = useQueryClient();
  const [kept, setKept] = useState<string>();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? finding.explanation ?? "";
  const explain = useMutation(
    query.handIn.explain.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.handIn.assemble.key() }),
    }),
  );
  const keep = (findings: readonly string[]): void => {
    setKept(text.trim());
    explain.mutate({ report, findings: [...findings], text: text.trim() });
  };
  const leave = (): void => {
    if (text.trim() !== (kept ?? finding.explanation ?? "")) keep([finding.id]);
  };
  return (
    <div className="check-explain">
      <TextInput lines={1} value={text} maxLength={2000} placeholder={t("explanation")} onChange={setTyped} onLeave={leave} />
      {text.trim() !== "" && others.length > 0 && (
        <button type="button" className="link small" onClick={() => keep([finding.id, ...others])}>
          {t("explanationForOthers", { count: others.length })}
        </button>
      )}
      {missing && (
        <div className="field-below field-error" role="alert">
          {t("explanationMissing")}
        </div>
      )}
      {explain.isError && <ProblemNotice problem={problemOf(explain.error)} />}
    </div>
  );
}
