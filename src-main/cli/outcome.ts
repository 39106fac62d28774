// How a command's result reaches a person or a script: sentences, or one JSON document.
import { randomBytes } from "node:crypto";
import en from "../../resources/words/en/problems.json" with { type: "json" };
import zh from "../../resources/words/zh-CN/problems.json" with { type: "json" };
import { fillSentence, Problem } from "../domain/problem.ts";
import { openLog, programHome } from "../logs/log-file.ts";
import { sayJson, sayLines } from "./say.ts";
import { terminal } from "./terminal.ts";

export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** A result with the lines that say it. `wrong`: what was looked at is not as it should be, and a script is told so. */
export type Outcome = Readonly<{ result: unknown; lines: readonly string[]; wrong?: boolean }>;

export function printOutcome(outcome: Outcome, asJson: boolean): void {
  if (asJson) sayJson("stdout", outcome.result);
  else sayLines("stdout", outcome.lines);
}

/** A problem as scripts read it. */
export function problemView(problem: Failure): Readonly<{ code: string; message: string; details: Failure["details"] }> {
  return { code: problem.code, message: sentenceOf(problem), details: problem.details };
}

/** Prints a problem, in full sentences or as `{code, message, details}`; anything unforeseen is logged under an id. */
export function printProblem(error: unknown, asJson: boolean): void {
  const problem: Failure = error instanceof Problem ? error : logUnforeseen(error);
  if (asJson) sayJson("stderr", problemView(problem));
  else sayLines("stderr", [sentenceOf(problem)]);
}

/** What was refused of several things, the rest of which was done: a line each, or one document `{refused: [{path, code, …}]}`. */
export function printRefused(refused: readonly RefusedView[], asJson: boolean): void {
  if (refused.length === 0) return;
  if (asJson) sayJson("stderr", { refused });
  else
    sayLines(
      "stderr",
      refused.map(({ path, message }) => `${path}：${message}`),
    );
}

export type RefusedView = ReturnType<typeof problemView> & Readonly<{ path: string }>;

/** A command that was typed wrongly. */
export function printUsage(message: string, asJson: boolean): void {
  if (asJson) sayJson("stderr", { code: "usage", message, details: {} });
  else sayLines("stderr", [message]);
}

type Failure = Readonly<{ code: string; details: Readonly<Record<string, string | number>> }>;

/** The sentence of a problem in the terminal's language. */
export function sentenceOf(problem: Failure): string {
  const sentences: Readonly<Record<string, string>> = terminal().env["ANBAO_LANG"] === "en" ? en : zh;
  return fillSentence(sentences[problem.code] ?? problem.code, problem.details);
}

function logUnforeseen(error: unknown): Failure {
  const id = randomBytes(4).toString("hex");
  openLog(programHome(terminal().env), "cli", () => Date.now()).failure(id, error);
  return new Problem("internal", { id });
}
