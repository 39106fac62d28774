// Values of records as clerks write them: length, words and figures of the usual kind, made up from a number.
import type { JsonObject } from "../../../src-main/domain/json.ts";

const TOPICS = ["消防安全", "道路交通", "危险化学品", "建筑施工", "校园安全", "燃气使用", "防汛抗旱", "农机作业"] as const;
const PLACES = ["文化广场", "镇政府会议室", "集贸市场", "中心小学", "建材市场", "村委会", "卫生院", "物流园区"] as const;
const DOINGS = ["宣传咨询", "应急演练", "隐患排查", "知识讲座", "警示教育", "入户走访", "线上答题", "视频观看"] as const;
const CODES = ["21102", "21101", "23209", "22101"] as const;

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

/** An activity of about 700 bytes. @param files attachments as a record names them. */
export function activityText(index: number, files: readonly JsonObject[]): JsonObject {
  const [topic, place, doing] = [pick(TOPICS, index), pick(PLACES, index * 3 + 1), pick(DOINGS, index * 5 + 2)];
  return {
    code: pick(CODES, index),
    title: `${topic}${doing}活动（第${index}次）`,
    startsAt: `2021-06-${String(1 + (index % 28)).padStart(2, "0")}T${String(8 + (index % 9)).padStart(2, "0")}:30`,
    place: `${place}${(index % 40) + 1}号`,
    mode: "offline",
    organiser: `第${(index % 12) + 1}工作组`,
    description: `组织干部职工和群众在${place}开展${topic}${doing}，现场讲解相关法律法规和自救互救知识，发放宣传资料，解答群众提出的问题，并对发现的情况逐项登记、落实责任、限期整改。参加人员反响良好，达到了预期效果。`,
    metrics: { sessions: 1, persons: 20 + (index % 300), materials: 50 + (index % 700), boards: index % 9 },
    tags: [topic, doing],
    attachments: files,
  };
}
