// A problem in its three clauses: what happened; what is safe; what to do.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons.tsx";
import { visibleText } from "./visible-text.tsx";

/** A code of the catalogue and the facts that its sentence names. */
export type ShownProblem = Readonly<{ code: string; details: Readonly<Record<string, string | number>> }>;

/** The sentence of a problem: what happened, and the rest of it. */
export function useProblemClauses(): (problem: ShownProblem) => Readonly<{ first: string; rest: string }> {
  const { t, i18n } = useTranslation("problems");
  const joint = i18n.language === "en" ? " " : "";
  return (problem) => {
    const details = Object.fromEntries(
      Object.entries(problem.details).map(([name, value]) => [name, visibleText(String(value))]),
    );
    const [first = "", ...rest] = t(problem.code, details)
      .split(/(?<=。)|(?<=\.)\s+(?=\p{Lu}|")/u)
      .map((clause) => clause.trim())
      .filter((clause) => clause !== "");
    return { first, rest: rest.join(joint) };
  };
}

/** Shows a problem where it happened; read out at once. `children`: buttons that mend it. */
export function ProblemNotice({ problem, children }: Readonly<{ problem: ShownProblem; children?: ReactNode }>) {
  const { first, rest } = useProblemClauses()(problem);
  return (
    <div className="problem" role="alert">
      <Icon name="error" />
      <div>
        <div className="problem-first">{first}</div>
        <div>{rest}</div>
        {children}
      </div>
    </div>
  );
}
