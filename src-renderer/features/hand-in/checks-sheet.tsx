// 审核: what does not hold between the figures, with the 说明 that lets it go; errors lead to their records.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Finding, RecordKey } from "../../../src-main/api/contract/parts.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { placeOfKind, placeOfRecord } from "../../widgets/record-place.ts";

const TONES: Readonly<Record<Finding["level"], Tone>> = { error: "bad", warning: "warn", notice: "quiet" };
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
          {ordered.map((finding, at) => (
            <OneCheck key={keyOf(ordered, at)} report={report} finding={finding} asked={asked} />
          ))}
        </ul>
      </Sheet>
    </div>
  );
}

/** Several findings may be of one check. */
function keyOf(findings: readonly Finding[], at: number): string {
  const check = findings[at]?.check ?? "";
  return `${check}/${findings.slice(0, at).filter((one) => one.check === check).length}`;
}

function placeOf(record: RecordKey): string {
  return record.kind === "liaison" ? placeOfKind(record.kind) : placeOfRecord(record);
}

function OneCheck({ report, finding, asked }: Readonly<{ report: string; finding: Finding; asked: boolean }>) {
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
          {finding.records.length > 5 && <span className="muted">{t("moreRecords", { count: finding.records.length - 5 })}</span>}
        </div>
      )}
      {structural === "liaison" && (
        <div className="check-records small">
          <Link href="/settings/liaison">{t("toLiaison")}</Link>
        </div>
      )}
      {needs && <Explanation report={report} finding={finding} missing={asked && finding.asks !== null} />}
    </li>
  );
}

/** Kept when the field is left and something was typed: what was typed beside another finding of the same check stays. */
function Explanation({ report, finding, missing }: Readonly<{ report: string; finding: Finding; missing: boolean }>) {
  const { t } = useTranslation("hand-in");
  const client = useQueryClient();
  const [kept, setKept] = useState(finding.explanation ?? "");
  const [text, setText] = useState(kept);
  const explain = useMutation(
    query.handIn.explain.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.handIn.assemble.key() }),
    }),
  );
  const keep = (): void => {
    if (text.trim() === kept) return;
    setKept(text.trim());
    explain.mutate({ report, check: finding.check, text: text.trim() });
  };
  return (
    <div className="check-explain">
      <TextInput lines={1} value={text} maxLength={2000} placeholder={t("explanation")} onChange={setText} onLeave={keep} />
      {missing && (
        <div className="field-below field-error" role="alert">
          {t("explanationMissing")}
        </div>
      )}
      {explain.isError && <ProblemNotice problem={problemOf(explain.error)} />}
    </div>
  );
}
