// What the two townships of the demo record: a believable small month. Names are of offices, never of persons.
import type { JsonObject } from "../domain/json.ts";

/** `photos`: how many are drawn; `clip`: with the short video. Attached pictures are taken at `startsAt` or `date`. */
export type DemoRecord = Readonly<{ kind: string; on: string; value: JsonObject; photos: number; clip?: boolean }>;

function activity(
  code: string,
  title: string,
  startsAt: string,
  place: string,
  metrics: JsonObject,
  photos: number,
  more: JsonObject = {},
): DemoRecord {
  return { kind: "activity", on: startsAt, value: { code, title, startsAt, place, mode: "offline", metrics, ...more }, photos };
}

/** The first township: active, with photos, a video and ledgers. */
export const FIRST_TOWN: readonly DemoRecord[] = [
  activity(
    "21101",
    "党委理论学习中心组专题学习安全生产重要论述",
    "2021-05-28T09:00",
    "镇政府三楼会议室",
    { sessions: 1, persons: 32 },
    2,
  ),
  activity("23101", "城关镇“安全生产月”启动仪式", "2021-06-01T09:30", "镇文化广场", { sessions: 1, persons: 260 }, 3),
  activity(
    "21206",
    "落实安全责任基层宣讲进村",
    "2021-06-02T15:00",
    "国庆村文化室",
    { sessions: 1, persons: 85, personsPrincipals: 6 },
    2,
  ),
  activity("22201", "“安全红袖章”沿街商铺巡查", "2021-06-08T10:00", "县府街", { sessions: 1, persons: 24 }, 3),
  activity(
    "23209",
    "城关镇“6·16”安全宣传咨询日活动",
    "2021-06-16T09:00",
    "镇文化广场",
    { sessions: 1, persons: 320, boards: 12, materials: 850, consults: 210 },
    3,
    {
      description: "组织派出所、卫生院、供电所等 9 个单位设台咨询，现场演示灭火器使用。",
      important: true,
    },
  ),
  { ...activity("23309", "社区居民应急疏散演练", "2021-06-10T16:00", "西街社区", { sessions: 1, persons: 140 }, 2), clip: true },
  activity("23302", "安全宣传进农村入户宣讲", "2021-06-22T10:00", "国庆村", { visits: 4, persons: 180, materials: 300 }, 0),
  {
    kind: "hazard",
    on: "2021-06-08T10:30",
    photos: 1,
    value: {
      foundOn: "2021-06-08",
      source: "red-armband",
      place: "县府街某餐馆",
      content: "疏散通道堆放杂物",
      level: "general",
      rectifiedOn: "2021-06-09",
      closedOn: "2021-06-10",
    },
  },
  {
    kind: "hazard",
    on: "2021-06-21T11:00",
    photos: 1,
    value: { foundOn: "2021-06-21", source: "red-armband", place: "建材市场", content: "电动车在楼道内充电", level: "general" },
  },
];

/** The second township: little happened, and one week nothing. */
export const SECOND_TOWN: readonly DemoRecord[] = [
  activity("21102", "集中观看《生命重于泰山》电视专题片", "2021-06-01T15:00", "镇政府会议室", { sessions: 1, persons: 45 }, 1),
  activity(
    "23209",
    "骆驼城镇“6·16”安全宣传咨询活动",
    "2021-06-16T10:00",
    "骆驼城集市",
    { sessions: 1, persons: 150, boards: 5, materials: 400, consults: 60 },
    2,
  ),
];

/** A liaison that is nobody: the number lies in a range that is not given out. */
export function demoLiaison(unitName: string): JsonObject {
  return {
    name: "联络员甲",
    post: `${unitName}应急管理办公室 干事`,
    officePhone: "0936-0000000",
    mobile: "19900000000",
    chatId: "19900000000",
  };
}

export function demoPlan(unitName: string): JsonObject {
  return {
    title: `${unitName}2021年“安全生产月”活动实施方案`,
    issuedOn: "2021-05-28",
    text: "一、总体要求。二、活动安排。三、工作要求。",
    attachments: [],
  };
}
