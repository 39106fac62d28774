// home, notices: what the screens show first.
import type { Command } from "commander";
import { unitName } from "../../../usecases/campaign.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import { countyHome, type CountyHomeNeeds } from "../../../usecases/home/county-home.ts";
import { listNotices } from "../../../usecases/home/notices.ts";
import { unitHome, type UnitHomeNeeds } from "../../../usecases/home/unit-home.ts";
import { action } from "../../command.ts";
import type { Outcome } from "../../outcome.ts";
import { countyHomeLines, noticeLines, unitHomeLines } from "../../say-home.ts";
import { atWorkspace } from "../../session.ts";
import type { FactReader } from "../../../usecases/ports/store/facts.ts";

type HomeNeeds = CountyHomeNeeds & UnitHomeNeeds & Needs<FactReader, "campaign">;

export function addHomeCommands(program: Command): void {
  program
    .command("home <dir>")
    .description("现在要做的事：单位的报送任务、退回和缺佐证的；县级的收报情况")
    .action(action((global, dir: string) => atWorkspace(dir, global, ({ ws }) => homeOutcome(ws))));
  program
    .command("notices <dir>")
    .description("通知：退回、将到期和过期的，申请核准，填得不同")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => listNotices(ws));
        return { result, lines: noticeLines(result) };
      }),
    );
}

function homeOutcome(ws: HomeNeeds): Outcome {
  const { offsetMinutes } = ws.campaign().calendar;
  if (ws.store.facts().role === "unit") {
    const result = unitHome(ws);
    return { result, lines: unitHomeLines(result, offsetMinutes) };
  }
  const result = countyHome(ws);
  return { result, lines: countyHomeLines(result, offsetMinutes, (unit) => unitName(ws, unit)) };
}
