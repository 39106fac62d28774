// 核对: what the 审核公式 find over all units, the gravest first; each finding leads to its records.
import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { CountyFinding } from "../../../src-main/api/figures/contract.ts";
import type { Finding } from "../../../src-main/api/contract-parts.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";

const TONES: Readonly<Record<Finding["level"], Tone>> = { error: "bad", warning: "warn", notice: "quiet" };
const LEVELS = ["error", "warning", "notice"] as const;

/** The checks of a period; asked for once the table stands, which never waits for them. */
export function useCountyChecks(period: string, enabled: boolean) {
  return useQuery(query.statistics.checks.queryOptions({ input: { period }, enabled }));
}

type DrawerProps = Readonly<{ period: string; title: string; onClose: () => void }>;

export function CountyChecks({ period, title, onClose }: DrawerProps) {
  const { t } = useTranslation("figures");
  const checks = useCountyChecks(period, true);
  const found = checks.data?.findings ?? [];
  return (
    <Drawer open size={640} onClose={onClose} title={t("checksTitle", { period: title })}>
      {checks.isError && <ProblemNotice problem={problemOf(checks.error)} />}
      {checks.isPending && <Loading />}
      {checks.data !== undefined && found.length === 0 && (
        <p className="all-well">
          <Icon name="tick" size={18} /> {t("checksWell")}
        </p>
      )}
      {LEVELS.map((level) => (
        <Level key={level} level={level} findings={found.filter((finding) => finding.level === level)} />
      ))}
      {checks.data !== undefined && checks.data.total > found.length && (
        <p className="muted small">{t("checksMore", { shown: found.length, total: checks.data.total })}</p>
      )}
    </Drawer>
  );
}

function Level({ level, findings }: Readonly<{ level: Finding["level"]; findings: readonly CountyFinding[] }>) {
  const { t } = useTranslation("hand-in");
  if (findings.length === 0) return null;
  return (
    <section className="county-checks">
      <h2>
        <Tag tone={TONES[level]}>{t(`level.${level}`)}</Tag>{" "}
        <span className="muted">{t("checksCount", { count: findings.length })}</span>
      </h2>
      <ul>
        {findings.map((finding, at) => (
          <One key={at} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function One({ finding }: Readonly<{ finding: CountyFinding }>) {
  const { t } = useTranslation("figures");
  const say = useWords();
  const more = finding.recordsTotal - finding.records.length;
  return (
    <li>
      <div>
        <Foreign text={say(finding.sentence)} />
      </div>
      {finding.rows.length > 0 && (
        <div className="muted small">
          {finding.rows.map(({ row, label }) => t("rule.row", { code: row, label: say(label) })).join(t("marks.and"))}
        </div>
      )}
      <ul className="county-check-records small">
        {finding.records.map((record) => (
          <li key={`${record.unit}/${record.kind}/${record.record}`}>
            <Foreign text={`${record.unitName} · `} />
            <Link href={pathOfRecord(record)}>
              <Foreign text={record.title === "" ? t("untitled") : record.title} />
            </Link>
          </li>
        ))}
        {more > 0 && <li className="muted">{t("checkRecordsMore", { count: more })}</li>}
      </ul>
    </li>
  );
}
