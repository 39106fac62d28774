// What has to be done, as lines of the terminal: in the order and in the words of the home screens.
import { formatChineseDateTime } from "../domain/campaign/local-time.ts";
import type { CountyHome, RecentImport, DutyTally } from "../usecases/home/county-home.ts";
import type { Notice } from "../usecases/home/notices.ts";
import { MOST_LACKING, type DutyAction, type Gathered, type OpenDuty } from "../usecases/home/open-duties.ts";
import type { ReceivedHere, ReturnedHere, SetupStep, UnitHome } from "../usecases/home/unit-home.ts";
import { gapLines } from "./say-gaps.ts";

const SETUP: Readonly<Record<SetupStep, string>> = {
  "county-key": "县密钥有疑问，请照盖章的新通知核对",
  "import-pack": "请导入县里的方案包",
  "export-request": "请申请县里核准这台电脑",
  "await-approval": "等待县里核准",
};
const STATES: Readonly<Record<OpenDuty["state"], string>> = {
  open: "待报",
  upcoming: "本期未开始",
  overdue: "已过期",
  returned: "退回",
  incomplete: "未齐",
};
const ACTIONS: Readonly<Record<DutyAction, string>> = {
  assemble: "汇总并检查",
  "fill-liaison": "填写联络员",
  "send-liaison": "已填，待报送",
  "add-plan": "填写方案",
  "write-summary": "写总结报告",
};
const RECEIVED: Readonly<Record<ReceivedHere["state"], string>> = {
  received: "已收到",
  incomplete: "未齐",
  quarantined: "先收着，待核准",
  "confirmed-by-code": "电话确认",
  "set-aside": "县里未采用",
  ended: "电脑已停用，不计入",
};

/** @param offsetMinutes of the campaign's calendar, east of UTC. */
export function unitHomeLines(home: UnitHome, offsetMinutes: number): readonly string[] {
  return [
    ...home.setup.map((step) => SETUP[step]),
    ...home.duties.map((duty) => dutyLine(duty, offsetMinutes)),
    `${home.duties.length === 0 ? "现在没有要报的，" : ""}已完成 ${home.doneDuties} 项`,
    ...home.returned.map(returnedLine),
    ...(home.lackingTotal === 0 ? [] : [`缺佐证 ${cappedWords(home.lackingTotal)} 项，不计入统计`]),
    ...home.lacking.map(({ date, title, record }) => `  ${date.slice(0, 10)}　${title}　${record}`),
    ...home.received.map(receivedLine),
    ...home.drafts.map(({ title, savedAtMs }) => `没写完　${title}　草稿已存 ${formatChineseDateTime(savedAtMs, offsetMinutes)}`),
  ];
}

function dutyLine({ title, dueAtMs, state, action, gathered }: OpenDuty, offsetMinutes: number): string {
  const due = `${formatChineseDateTime(dueAtMs, offsetMinutes, "end")}前`;
  return [STATES[state], title.zh, due, ACTIONS[action], ...(gathered === null ? [] : [gatheredWords(gathered)])].join("　");
}

function gatheredWords({ activities, soFar, lacking }: Gathered): string {
  if (activities === 0) return `本期还没有活动，累计 ${soFar} 项`;
  return `已记 ${activities} 项活动，累计 ${soFar} 项${lacking === 0 ? "" : `，缺佐证 ${lacking} 项`}`;
}

function returnedLine({ title, record, reason, by, mended }: ReturnedHere): string {
  return `${mended ? "已改好，待再报" : "退回修改"}　${title}　${record}　${reason}（${by}）`;
}

function receivedLine({ bundle, title, state, reason, timely }: ReceivedHere): string {
  const time = timely === null ? [] : [timely ? "按时" : "迟报"];
  return [`第${bundle}包`, title.zh, RECEIVED[state], ...time, ...(reason === null ? [] : [reason])].join("　");
}

/** @param nameOf a unit's name by its code. */
export function countyHomeLines(home: CountyHome, offsetMinutes: number, nameOf: (unit: string) => string): readonly string[] {
  const { requests, conflicts, quarantined, lacking } = home;
  return [
    ...home.standings.map((standing) => tallyLine(standing, offsetMinutes)),
    `待核准电脑 ${requests} 台，填得不同 ${conflicts} 条，收着未计入 ${quarantined} 条，缺佐证活动 ${cappedWords(lacking)} 项`,
    ...gapLines(home.gaps),
    ...home.recent.map((one) => recentLine(one, offsetMinutes, nameOf)),
  ];
}

function tallyLine({ title, dueAtMs, owed, received, late, incomplete, missing }: DutyTally, offsetMinutes: number): string {
  const due = `${formatChineseDateTime(dueAtMs, offsetMinutes, "end")}前`;
  return `${title.zh}　${due}　已收 ${received}/${owed}，迟报 ${late}，未齐 ${incomplete}，未报 ${missing}`;
}

function recentLine({ atMs, bundles, units, records }: RecentImport, offsetMinutes: number, nameOf: (unit: string) => string) {
  const counts = records === null ? "" : `，新增 ${records.added}，更改 ${records.changed}`;
  return `最近收到　${formatChineseDateTime(atMs, offsetMinutes)}　${units.map(nameOf).join("、")}　${bundles} 个包${counts}`;
}

const NOTICES: Readonly<Record<Notice["kind"], string>> = {
  returned: "退回",
  "due-soon": "即将到期",
  overdue: "已过期限",
  request: "申请核准",
  conflict: "填得不同",
  fork: "同一密钥两台电脑",
};

/** One line for every notice. */
export function noticeLines(notices: readonly Notice[]): readonly string[] {
  return notices.length === 0 ? ["没有通知"] : notices.map(({ kind, subject }) => `${NOTICES[kind]}：${subject}`);
}

/** What is counted no further than a cap is said to be more. */
function cappedWords(count: number): string {
  return count < MOST_LACKING ? String(count) : `${MOST_LACKING}+`;
}
