// A finding of the 审核 as one line of the terminal.
import type { SaidFinding } from "../usecases/figures/validate-figures.ts";

const LEVELS: Readonly<Record<SaidFinding["level"], string>> = { error: "错误", warning: "提醒", notice: "提示" };

/** Such as `提醒 V08 …`. */
export function findingLine({ level, check, sentence }: SaidFinding): string {
  return `${LEVELS[level]} ${check} ${sentence}`;
}
