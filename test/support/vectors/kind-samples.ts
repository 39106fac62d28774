// One good value of every kind and one that its schema refuses, with the place of the fault. All names are invented.
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { CAMPAIGN, keyOf, OTHER_TOWN, recordNamed, TOWN, type Pc } from "./cast.ts";

/** `by`: the PC that writes it; `edited`: the members of a second version. */
export type Sample = Readonly<{ by: Pc; good: JsonObject; edited: JsonObject; bad: JsonObject; fault: string }>;

export const hash = (digit: string): string => digit.repeat(64);
const recipient = (letter: string): string => `age1${letter.repeat(58)}`;
const noFiles = { attachments: [] };

/** What R208 asks of an activity: a file, named by its content. */
const PHOTO = {
  sha256: hash("a"),
  sizeBytes: 4096,
  name: "现场照片.jpg",
  mime: "image/jpeg",
  class: "photo",
  takenAt: "2021-06-01T09:31:05",
  caption: "启动仪式",
} as const;

const RENDITION = {
  madeFrom: hash("a"),
  sha256: hash("e"),
  sizeBytes: 2048,
  mime: "video/mp4",
  widthPx: 1280,
  heightPx: 720,
  durationMs: 92_000,
} as const;

export const ABOUT = { unit: TOWN, kind: "activity", record: recordNamed("a"), heads: [hash("b")] };

function unitSample(good: JsonObject, edited: JsonObject, bad: JsonObject, fault: string): Sample {
  return { by: "town-1", good, edited, bad, fault };
}
function countySample(good: JsonObject, edited: JsonObject, bad: JsonObject, fault: string): Sample {
  return { by: "root", good, edited, bad, fault };
}

export const ACTIVITY: JsonObject = {
  code: "23101",
  title: "“安全生产月”启动仪式",
  startsAt: "2021-06-01T09:30",
  endsAt: "2021-06-01T11:00",
  place: "镇文化广场",
  mode: "offline",
  organiser: "城关镇",
  coOrganisers: ["镇应急站"],
  description: "发放资料，讲解《安全生产法》。",
  leaders: [{ id: "l1", name: "甲一", title: "镇长" }],
  metrics: { sessions: 1, persons: 260 },
  fields: { theme: "落实安全责任", copies: 300, live: true, media: ["广播", "大屏"] },
  tags: ["启动"],
  important: true,
  explanations: { V09: "各村集中参加" },
  attachments: [PHOTO],
};

/** The least that the schema asks for. */
export const SMALL: JsonObject = {
  code: "23101",
  title: "咨询日",
  startsAt: "2021-06-16T09:00",
  mode: "offline",
  metrics: { persons: 260 },
  attachments: [],
};

const LIAISON: JsonObject = {
  name: "乙二",
  gender: "female",
  post: "镇应急站干事",
  officePhone: "0936-0000000",
  mobile: "13900000000",
  email: "liaison@example.invalid",
  leader: "甲一",
  validFrom: "2021-06-01",
  attachments: [],
};

const REPORT: JsonObject = {
  type: "weekly",
  period: "weekly:1",
  frontier: { [hash("c")]: [{ seq: 3, hash: hash("d") }] },
  contentDigest: hash("e"),
  contentCount: 4,
  campaignVersion: hash("f"),
  figures: { "23": { period: "1", cumulative: "1" }, "24": { period: "260", cumulative: "260" } },
  explanations: { V09: "各村集中参加" },
  text: { summary: "本周举行启动仪式。" },
  exportedAtMs: 1_622_800_000_000,
};

const DOCUMENT: JsonObject = { title: "活动方案", documentNumber: "城镇发〔2021〕8号", issuedOn: "2021-05-28", ...noFiles };

const UNIT_SAMPLES: Readonly<Record<string, Sample>> = {
  activity: unitSample(ACTIVITY, { title: "启动仪式（改）" }, { ...ACTIVITY, metrics: { persons: -1 } }, "/metrics/persons"),
  hazard: unitSample(
    {
      foundOn: "2021-06-02",
      source: "self",
      place: "某加油站",
      content: "灭火器过期",
      level: "general",
      fundsYuan: 1200,
      ...noFiles,
    },
    { rectifiedOn: "2021-06-05" },
    { foundOn: "2021-06-31", source: "self", place: "某加油站", content: "灭火器过期", level: "general", ...noFiles },
    "/foundOn",
  ),
  issue: unitSample(
    { foundOn: "2021-06-03", sourceLevel: "county", sourceKind: "patrol", description: "应急预案未更新", ...noFiles },
    { rectifiedOn: "2021-06-08" },
    { foundOn: "2021-06-03", sourceLevel: "county", sourceKind: "patrol", description: "", ...noFiles },
    "/description",
  ),
  exposure: unitSample(
    {
      exposedOn: "2021-06-04",
      category: "violation",
      subject: "某运输公司",
      problem: "超载",
      url: "https://example.invalid/1",
      ...noFiles,
    },
    { followUp: "已处罚" },
    { exposedOn: "2021-06-04", category: "violation", subject: "某运输公司", problem: "超载", informant: "丙三", ...noFiles },
    "/",
  ),
  tip: unitSample(
    {
      acceptedOn: "2021-06-05",
      channel: "12350",
      reporterKind: "employee",
      type: "hazard",
      content: "占用消防通道",
      occurrences: 1,
      ...noFiles,
    },
    { result: "true", verifiedOn: "2021-06-06" },
    {
      acceptedOn: "2021-06-05",
      channel: "12350",
      reporterKind: "employee",
      type: "hazard",
      content: "占用消防通道",
      occurrences: 0,
      ...noFiles,
    },
    "/occurrences",
  ),
  story: unitSample(
    { title: "安全咨询日走进广场", media: "县广播电视台", level: "county", publishedOn: "2021-06-16", ...noFiles },
    { url: "https://example.invalid/2" },
    { title: "安全咨询日走进广场", media: "县广播电视台", level: "village", publishedOn: "2021-06-16", ...noFiles },
    "/level",
  ),
  product: unitSample(
    { productType: "poster", title: "安全挂图", madeOn: "2021-06-07", copies: 200, ...noFiles },
    { copies: 300 },
    { productType: "poster", title: "", madeOn: "2021-06-07", ...noFiles },
    "/title",
  ),
  volunteers: unitSample(
    { name: "安全志愿服务队", formedOn: "2021-06-08", people: 18, leader: "丙三", ...noFiles },
    { people: 20 },
    { name: "安全志愿服务队", people: -18, ...noFiles },
    "/people",
  ),
  liaison: unitSample(LIAISON, { mobile: "13900000001" }, { ...LIAISON, mobile: "0936-0000000" }, "/mobile"),
  plan: unitSample(DOCUMENT, { title: "活动方案（修订）" }, { ...DOCUMENT, issuedOn: "2021年5月" }, "/issuedOn"),
  bulletin: unitSample({ ...DOCUMENT, title: "工作信息" }, { text: "全文" }, { ...DOCUMENT, title: "长".repeat(201) }, "/title"),
  summary: unitSample({ ...DOCUMENT, title: "总结报告" }, { text: "全文" }, { title: "没有附件一栏" }, "/attachments"),
  report: unitSample(REPORT, { exportedAtMs: 1_622_800_060_000 }, { ...REPORT, contentDigest: "abc" }, "/contentDigest"),
  "report-frontier": unitSample(
    { frontier: { [hash("c")]: [{ seq: 3, hash: hash("d") }] } },
    { frontier: {} },
    { frontier: { [hash("c")]: [] } },
    `/frontier/${hash("c")}`,
  ),
  rendition: unitSample(RENDITION, { durationMs: 92_080 }, { ...RENDITION, mime: "text/html" }, "/mime"),
  release: unitSample(
    { about: ABOUT },
    { about: { ...ABOUT, heads: [hash("c")] } },
    { about: { ...ABOUT, heads: ["x"] } },
    "/about/heads/0",
  ),
  person: unitSample({ name: "甲一", post: "镇长", mayRelease: true }, { leftOn: "2021-06-30" }, { name: "" }, "/name"),
  "enrolment-request": unitSample(
    { unit: TOWN, device: "二号电脑", key: keyOf("town-2"), recipient: recipient("q"), recovery: recipient("p") },
    { device: "值班室电脑" },
    { unit: TOWN, device: "二号电脑", key: keyOf("town-2"), recipient: "age1short" },
    "/recipient",
  ),
};

const RECEIPT: JsonObject = {
  unit: TOWN,
  bundle: hash("1"),
  number: 2,
  receivedAtMs: 1_622_900_000_000,
  means: "usb",
  standing: "accepted",
  entries: { added: 4, known: 6, quarantined: 0 },
  frontier: { [hash("2")]: [{ seq: 5, hash: hash("3") }] },
  missing: [{ feed: hash("2"), fromSeq: 6, toSeq: 9 }],
  withheld: [],
  unseen: [{ device: "一号电脑", numbers: [1], lacking: false }],
  missingVolumes: [3],
  missingMedia: [hash("4")],
  mediaCut: false,
  issuer: keyOf("root"),
};

const ARRIVAL: JsonObject = {
  bundle: hash("1"),
  signer: keyOf("town-1"),
  purpose: "hand-in",
  unit: TOWN,
  device: "一号电脑",
  number: 2,
  previous: null,
  exportedMs: 1_622_800_000_000,
  readMs: 1_622_900_000_000,
  receivedMs: 1_622_900_000_000,
  means: "usb",
  earlyReason: null,
  claimed: { [hash("2")]: [{ seq: 5, hash: hash("3") }] },
  carried: [{ feed: hash("2"), fromSeq: 0, toSeq: 5, hash: hash("3") }],
  brought: [],
  entries: { added: 4, known: 6, quarantined: 0 },
};

const ENROLMENT: JsonObject = { key: keyOf("stranger"), unit: TOWN, role: "unit", device: "三号电脑", recipient: recipient("q") };
const SUPERVISION: JsonObject = {
  visitedOn: "2021-06-10",
  unit: TOWN,
  team: ["丁四", "戊五"],
  means: "onsite",
  findings: "台账齐全",
};

const COUNTY_SAMPLES: Readonly<Record<string, Sample>> = {
  campaign: countySample(
    { document: hash("5"), sizeBytes: 900, version: 1, title: CAMPAIGN },
    { version: 2 },
    { document: hash("5"), sizeBytes: 900, version: 0, title: CAMPAIGN },
    "/version",
  ),
  unit: countySample(
    { code: OTHER_TOWN, name: "某镇", kind: "town", villages: 12, active: true },
    { villages: 13 },
    { code: "六二零", name: "某镇", kind: "town", active: true },
    "/code",
  ),
  obligation: countySample(
    { obligation: "weekly-2", unit: TOWN, title: "第2期周报", dueAtMs: 1_623_400_000_000, reason: "汛期" },
    { dueAtMs: 1_623_500_000_000 },
    { obligation: "weekly-2", title: "第2期周报", dueAtMs: "2021-06-11" },
    "/dueAtMs",
  ),
  waiver: countySample(
    { obligation: "weekly-2", unit: TOWN, reason: "抗洪" },
    { reason: "抗洪抢险" },
    { obligation: "weekly-2", unit: TOWN },
    "/reason",
  ),
  enrolment: countySample(ENROLMENT, { device: "四号电脑" }, { ...ENROLMENT, role: "root" }, "/role"),
  revocation: countySample(
    {
      key: keyOf("stranger"),
      lastGood: [{ feed: hash("6"), seq: 2, hash: hash("7") }],
      reason: "电脑遗失",
      sinceMs: 1_623_000_000_000,
    },
    { reason: "电脑被盗" },
    { key: keyOf("stranger"), lastGood: [{ feed: hash("6"), seq: -2, hash: hash("7") }], reason: "电脑遗失" },
    "/lastGood/0/seq",
  ),
  succession: countySample(
    { to: keyOf("stranger"), lastGood: [], reason: "换电脑" },
    { reason: "换新电脑" },
    { to: keyOf("stranger"), reason: "换电脑" },
    "/lastGood",
  ),
  receipt: countySample(RECEIPT, { setAside: "重复" }, { ...RECEIPT, standing: "perhaps" }, "/standing"),
  "receipt-frontier": countySample(
    { unit: TOWN, frontier: { [hash("2")]: [{ seq: 5, hash: hash("3") }] } },
    { frontier: {} },
    { frontier: {} },
    "/unit",
  ),
  arrival: countySample(ARRIVAL, { number: 3 }, { ...ARRIVAL, previous: "none" }, "/previous"),
  review: countySample(
    { about: ABOUT, decision: "return", reason: "照片与活动不符" },
    { decision: "accept" },
    { about: ABOUT, decision: "maybe" },
    "/decision",
  ),
  override: countySample(
    { about: ABOUT, subject: "evidence", reason: "纸质签到表在案" },
    { reason: "纸质签到表在县办" },
    { about: ABOUT, subject: "figures", reason: "x" },
    "/subject",
  ),
  score: countySample(
    { unit: TOWN, item: "A1", pointsTenths: 95, locked: true },
    { pointsTenths: 90 },
    { unit: TOWN, item: "A1", pointsTenths: "9.5" },
    "/pointsTenths",
  ),
  supervision: countySample(SUPERVISION, { reviewedOn: "2021-06-20" }, { ...SUPERVISION, team: "丁四" }, "/team"),
  table: countySample(
    { form: "consolidated", period: "weekly:1", document: hash("8"), sizeBytes: 2048 },
    { corrects: recordNamed("earlier table") },
    { form: "consolidated", period: "weekly:1", document: hash("8"), sizeBytes: 0 },
    "/sizeBytes",
  ),
  erasure: countySample(
    { entries: [hash("9")], media: [hash("a")], reason: "本人要求" },
    { reason: "依申请" },
    { entries: [], media: ["a.jpg"], reason: "本人要求" },
    "/media/0",
  ),
  "set-aside": countySample(
    { bundle: hash("1"), ranges: [{ feed: hash("2"), fromSeq: 1, toSeq: 5, hash: hash("3") }], reason: "误报", takenBack: false },
    { takenBack: true },
    { bundle: hash("1"), ranges: [], reason: "误报" },
    "/takenBack",
  ),
};

/** By kind; the opening of a feed is none of them. */
export const SAMPLES: Readonly<Record<string, Sample>> = { ...UNIT_SAMPLES, ...COUNTY_SAMPLES };
