// Findings of the checks as screens show them.
import { askedBy } from "../../domain/statistics/checks/finding.ts";
import type { Needs } from "../../usecases/workspace.ts";
import {
  openFindings,
  validateCounty,
  type SaidFinding,
  type ValidateFiguresNeeds,
} from "../../usecases/figures/validate-figures.ts";
import type { CountyFinding } from "../figures/contract.ts";
import type { Finding } from "../contract-parts.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";

/** `explanations`: by finding. */
export function findingView(
  ws: Needs<RecordReader>,
  found: SaidFinding,
  explanations: Readonly<Record<string, string>> = {},
): Finding {
  return {
    id: found.id,
    check: found.check,
    level: found.level,
    explainable: found.explainable,
    asks: askedBy(found),
    sentence: { zh: found.sentence, en: found.sentenceEn },
    rows: [...found.rows],
    records: found.records.map((key) => ({ ...key, title: ws.store.record(key)?.title ?? "" })),
    explanation: explanations[found.id] ?? null,
  };
}

const MOST_FINDINGS = 500;
const MOST_RECORDS = 50;
const WEIGHTS: Readonly<Record<Finding["level"], number>> = { error: 0, warning: 1, notice: 2 };

/** What the checks find over all units, the gravest first. @throws {Problem} `period-unknown` */
export function countyChecks(ws: ValidateFiguresNeeds & Needs<RecordReader, "campaign">, period: string) {
  const findings = validateCounty(ws, period).toSorted((a, b) => WEIGHTS[a.level] - WEIGHTS[b.level]);
  return {
    period,
    open: openFindings(findings).length,
    findings: findings.slice(0, MOST_FINDINGS).map((found) => countyFinding(ws, found)),
    total: findings.length,
  };
}

function countyFinding(ws: Needs<RecordReader, "campaign">, found: SaidFinding): CountyFinding {
  const indicators = new Map(ws.campaign().indicators.map(({ code, label }) => [code, label]));
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
      title: ws.store.record(key)?.title ?? "",
      unitName: unitName(ws, key.unit),
    })),
    recordsTotal: found.records.length,
  };
}
