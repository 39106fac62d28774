// hand-in: the same checks as on the screen, with a 说明 for each warning.
import { sayLines } from "../../say.ts";
import { InvalidArgumentError, type Command } from "commander";
import type { Needs } from "../../../usecases/workspace.ts";
import { forgetExplanations } from "../../../usecases/hand-in/explanations.ts";
import {
  byFinding,
  fileHandIn,
  findingsOf,
  type FileHandInReads,
  type FileHandInNeeds,
} from "../../../usecases/hand-in/file-hand-in.ts";
import type { HandInRequest } from "../../../usecases/hand-in/hand-in.ts";
import { releasers } from "../../../usecases/trust/people.ts";
import { action } from "../../command.ts";
import { findingLine } from "../../say-finding.ts";
import { atWorkspace, requirePin, type GlobalOptions } from "../../session.ts";
import type { DraftWriter } from "../../../usecases/ports/store/drafts.ts";
import type { FactReader } from "../../../usecases/ports/store/facts.ts";
import type { RecordReader } from "../../../usecases/ports/store/records.ts";

type HandInNeeds = FileHandInNeeds & FileHandInReads & Needs<DraftWriter & FactReader & RecordReader, "keys">;

type HandInFlags = Readonly<{ report: string; reason?: string; explain: Readonly<Record<string, string>> }>;

export function addHandIn(program: Command): void {
  program
    .command("hand-in <dir>")
    .description("办理报送：周报、终报、零报告或即时报")
    .requiredOption("--report <report>", "weekly:2 | final | zero:2 | now；now:2021-06-23T15:30 重新办理那一次")
    .option("--reason <text>", "零报告的原因")
    .option(
      "--explain <rule=text>",
      "提醒的说明，如 V08=两场先后举行；一条规则有几处时按处写，如 V08:1a2b…=…；可以写几个",
      withExplanation,
      {},
    )
    .action(
      action((global, dir: string, { explain, ...rest }: HandInFlags) =>
        atWorkspace(dir, global, ({ ws }) => handInNow(ws, global, { ...rest, explanations: explain })),
      ),
    );
}

function withExplanation(typed: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = typed.indexOf("=");
  const [rule, text] = [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
  if (at < 1 || rule === "" || text === "") throw new InvalidArgumentError("<rule>=<text>");
  return { ...before, [rule]: text };
}

function handInNow(ws: HandInNeeds, global: GlobalOptions, request: HandInRequest) {
  // Who hands in may release by that: it has to be said who that is.
  if (releasers(ws).length > 0) ws.keys.unlock(requirePin(global));
  const findings = findingsOf(ws, { report: request.report });
  const explanations = byFinding(findings, request.explanations ?? {});
  // A script reads the problem alone: `validate` tells it the rest.
  if (global.json !== true) sayLines("stderr", findings.map(findingLine));
  const result = fileHandIn(ws, { ...request, explanations });
  forgetExplanations(ws, request.report);
  const said = findings.map(({ check, level, sentence }) => ({ check, level, sentence }));
  return {
    result: { ...result, findings: said },
    lines: [`已办理：${result.type} ${result.period}，含 ${result.contentCount} 条`],
  };
}
