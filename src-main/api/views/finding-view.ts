// Findings of the checks as screens show them.
import { askedBy } from "../../domain/statistics/finding.ts";
import type { Desk } from "../../usecases/desk.ts";
import type { SaidFinding } from "../../usecases/validate-figures.ts";
import type { Finding } from "../contract/parts.ts";

export function findingView(desk: Desk, found: SaidFinding, explanations: Readonly<Record<string, string>> = {}): Finding {
  return {
    check: found.check,
    level: found.level,
    explainable: found.explainable,
    asks: askedBy(found),
    sentence: { zh: found.sentence, en: found.sentenceEn },
    rows: [...found.rows],
    records: found.records.map((key) => ({ ...key, title: desk.store.record(key)?.title ?? "" })),
    explanation: explanations[found.check] ?? null,
  };
}
