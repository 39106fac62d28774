// 催报: the text that is pasted into the group, for one obligation: who sent nothing, who sent too little, whose was returned.
import { dueObligations } from "../../../domain/campaign/deadlines.ts";
import { formatChineseDateTime } from "../../../domain/campaign/local-time.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace } from "../../workspace.ts";
import type { ObligationState } from "../../../domain/duties/duty-tally.ts";
import { buildMatrix, type ObligationsNeeds } from "./obligations.ts";
import { unitName } from "../../campaign.ts";

/** What is asked of units in a state, as the sentence that their names follow. */
const ASKED: readonly Readonly<{ states: readonly ObligationState[]; words: string }>[] = [
  { states: ["missing", "due"], words: "尚未报送" },
  { states: ["incomplete"], words: "报送不齐，请补齐" },
  { states: ["returned"], words: "已退回，请修改后重报" },
];

/**
 * The text and how many units it names; without `chosen`, all that are waited for. No text where nobody is.
 *
 * @throws {Problem} `report-unknown`
 */
export function remind(
  ws: ObligationsNeeds & Pick<Workspace, "campaign">,
  obligationId: string,
  chosen: readonly string[],
): Readonly<{ text: string; units: number }> {
  const obligation = dueObligations(ws.campaign()).find((candidate) => candidate.id === obligationId);
  if (obligation === undefined) throw new Problem("report-unknown", { report: obligationId });
  const cells = buildMatrix(ws).cells.filter(
    (cell) => cell.obligation === obligationId && (chosen.length === 0 || chosen.includes(cell.unit)),
  );
  const parts = ASKED.map(({ states, words }) => ({
    words,
    names: cells.filter((cell) => states.includes(cell.state)).map((cell) => unitName(ws, cell.unit)),
  })).filter(({ names }) => names.length > 0);
  if (parts.length === 0) return { text: "", units: 0 };
  const { calendar, committee } = ws.campaign();
  const due = formatChineseDateTime(obligation.dueAtMs, calendar.offsetMinutes, "end");
  const asked = parts.map(({ words, names }) => `以下 ${names.length} 个单位${words}：${names.join("、")}`);
  const text = `【催报】${obligation.title.zh}应于${due}前报送。截至目前，${asked.join("；")}。请抓紧办理。${committee.office}`;
  return { text, units: parts.reduce((sum, { names }) => sum + names.length, 0) };
}
