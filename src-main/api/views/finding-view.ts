// Findings of the checks as screens show them.
import { askedBy } from "../../domain/statistics/finding.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { openFindings, validateCounty, type SaidFinding } from "../../usecases/validate-figures.ts";
import type { CountyFinding } from "../contract/figures.ts";
import type { Finding } from "../contract/parts.ts";

/** `explanations`: by finding. */
export function findingView(desk: Desk, found: SaidFinding, explanations: Readonly<Record<string, string>> = {}): Finding {
  return {
    id: found.id,
    check: found.check,
    level: found.level,
    explainable: found.explainable,
    asks: askedBy(found),
    sentence: { zh: found.sentence, en: found.sentenceEn },
    rows: [...found.rows],
    records: found.records.map((key) => ({ ...key, title: desk.store.record(key)?.title ?? "" })),
    explanation: explanations[found.id] ?? null,
  };
}

const MOST_FINDINGS = 500;
const MOST_RECORDS = 50;
const WEIGHTS: Readonly<Record<Finding["level"], number>> = { error: 0, warning: 1, notice: 2 };

/** What the checks find over all units, the gravest first. @throws {Problem} `period-unknown` */
export function countyChecks(desk: Desk, period: string) {
  const findings = validateCounty(desk, period).toSorted((a, b) => WEIGHTS[a.level] - WEIGHTS[b.level]);
  return {
    period,
    open: openFindings(findings).length,
    findings: findings.slice(0, MOST_FINDINGS).map((found) => countyFinding(desk, found)),
    total: findings.length,
  };
}

function countyFinding(desk: Desk, found: SaidFinding): CountyFinding {
  const indicators = new Map(desk.campaign().indicators.map(({ code, label }) => [code, label]));
  return {
    id: found.id,
    check: found.check,
    level: found.level,
    explainable: found.explainable,
    asks: askedBy(found),
    open: found.blocks,
    sentence: { zh: found.sentence, en: found.sentenceEn },
    rows: found.rows.map((row) => ({ row, label: indicators.get(row) ?? { zh: "", en: "" } })),
    records: found.records.slice(0, MOST_RECORDS).map((key) => ({
      ...key,
      title: desk.store.record(key)?.title ?? "",
      unitName: unitName(desk, key.unit),
    })),
    recordsTotal: found.records.length,
  };
}
