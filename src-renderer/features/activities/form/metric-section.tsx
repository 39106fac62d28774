// 数据: the numbers that the item declares; they go into 附件2. A doubtful one is said under its field.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../../../src-main/api/contract-parts.ts";
import { useWords } from "../../../rpc/context.tsx";
import { Field } from "../../../ui/field.tsx";
import { CountInput, type CountRefusal } from "../../../ui/input/count-input.tsx";
import { useFedRows } from "../../../widgets/figures/use-fed-rows.ts";
import type { FormNumber } from "./asked-numbers.ts";
import { useDraftTools } from "./draft-context.ts";
import { withMetric, withRaw } from "./draft-value.ts";

export function MetricSection({ metrics, findings }: Readonly<{ metrics: readonly FormNumber[]; findings: readonly Finding[] }>) {
  const { t } = useTranslation("activities");
  const goesTo = useFedRows(useDraftTools().value.code);
  if (metrics.length === 0) return null;
  return (
    <section className="form-section" aria-label={t("section.metrics")}>
      <div className="row tight form-head">
        <h2>{t("section.metrics")}</h2>
        <span className="muted small">{t("section.metrics.what")}</span>
        {findings.length > 0 && <span className="small warn-ink">{t("findingCount", { count: findings.length })}</span>}
      </div>
      <div className="fields">
        {metrics.map((metric) => (
          <MetricField key={metric.id} metric={metric} goesTo={goesTo(metric.id)} />
        ))}
      </div>
    </section>
  );
}

function MetricField({ metric, goesTo }: Readonly<{ metric: FormNumber; goesTo: string }>) {
  const { t } = useTranslation("activities");
  const say = useWords();
  const { value, change, leave, error } = useDraftTools();
  const [refused, setRefused] = useState<CountRefusal>();
  const path = `/metrics/${metric.id}`;
  const fault = metric.fault === undefined ? error(path) : t(`fault.${metric.fault}`);
  const sentence = refused === undefined ? fault : t(`refused.${refused}`);
  return (
    <Field label={say(metric.label)} required={metric.required} path={path} error={sentence} hint={<GoesTo text={goesTo} />}>
      <CountInput
        value={value.metrics[metric.id]}
        raw={value.raw[path]}
        unit={say(metric.unit)}
        onChange={(next) => {
          setRefused(undefined);
          leave(path);
          change((was) => withMetric(was, metric.id, next));
        }}
        onRefused={(reason, text) => {
          setRefused(reason);
          change((was) => withRaw(withMetric(was, metric.id, undefined), path, text));
        }}
      />
    </Field>
  );
}

/** The row of 附件2 that takes the number, on one line; the whole of it on pointing. */
function GoesTo({ text }: Readonly<{ text: string }>) {
  return (
    <span className="goes-to" title={text}>
      {text}
    </span>
  );
}
