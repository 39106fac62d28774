// How a row is computed, said in the reader's language: the campaign gives the names, this puts the words between them.
import { useTranslation } from "react-i18next";
import type { Bilingual } from "../../../src-main/api/contract-parts.ts";
import type { Condition, FormulaTerm } from "../../../src-main/domain/formulas/formula-terms.ts";
import { useWords } from "../../rpc/context.tsx";

const SIGNS: Readonly<Record<string, string>> = { "+": " ＋ ", "-": " － ", "*": " × ", "/": " ÷ " };

export function useRuleWords(): (term: FormulaTerm) => string {
  const { t } = useTranslation("figures");
  const say = useWords();
  const name = (of: Bilingual | string): string =>
    typeof of === "string" ? t(`rule.name.${of}`, { defaultValue: of }) : say(of);
  const quoted = (of: Bilingual): string => t("rule.quoted", { name: say(of) });
  const activities = (of: readonly Bilingual[]): string => (of.length === 0 ? t("rule.all") : of.map(quoted).join(t("rule.and")));
  const condition = ({ field, is, values }: Condition): string =>
    values.length === 0
      ? name(field)
      : t(is ? "rule.is" : "rule.isNot", { field: name(field), values: values.map(name).join(t("rule.or")) });
  const countedPlainly = ({ ledger, field, conditions }: Extract<FormulaTerm, { type: "count" }>): string => {
    const words = { ledger: name(ledger), conditions: conditions.map(condition).join(t("rule.and")) };
    if (field === null) return t(conditions.length === 0 ? "rule.count" : "rule.countWhere", words);
    return t(conditions.length === 0 ? "rule.sumOf" : "rule.sumOfWhere", { ...words, field: name(field) });
  };
  const counted = (term: Extract<FormulaTerm, { type: "count" }>): string =>
    term.datedBy === null ? countedPlainly(term) : t("rule.datedBy", { rule: countedPlainly(term), field: name(term.datedBy) });
  const words = (term: FormulaTerm): string => {
    switch (term.type) {
      case "number":
        return term.value;
      case "row":
        return t("rule.row", { code: term.code, label: say(term.label) });
      case "sum":
        return t("rule.sum", { activities: activities(term.activities), metric: say(term.metric) });
      case "distinct":
        return t("rule.distinct", { activities: activities(term.activities), field: name(term.field) });
      case "count":
        return counted(term);
      case "percent":
        return t("rule.percent", { part: words(term.part), whole: words(term.whole), digits: term.digits });
      case "operator":
        return `${words(term.left)}${SIGNS[term.operator] ?? ` ${term.operator} `}${words(term.right)}`;
    }
  };
  return words;
}
