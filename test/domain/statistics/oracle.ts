// A second reckoning of 附件2 from domain.md §4.3, written row by row in plain loops: no formulas, no plan, no engine code.
import type { Json, JsonObject } from "../../../src-main/domain/json.ts";
import type { StatisticsRecord } from "../../../src-main/domain/statistics/counting/countable.ts";
import { JOINT, OFFICE } from "./records.ts";

/** Half-open stretch of local time. */
export type Stretch = Readonly<{ from: string; to: string }>;

const START = "2021-05-24T00:00";
const END = "2021-07-01T00:00";
const OWN_AT_JOINT = new Set(["boards", "materials", "consults", "experts", "banners", "posters"]);
const WEEK_STARTS: Readonly<Record<string, string>> = {
  "weekly:1": START,
  "weekly:2": "2021-06-03T12:00",
  "weekly:4": "2021-06-17T12:00",
  final: "2021-06-24T12:00",
};
const DATED: Readonly<Record<string, string>> = {
  hazard: "foundOn",
  issue: "foundOn",
  exposure: "exposedOn",
  tip: "acceptedOn",
  story: "publishedOn",
  product: "madeOn",
  bulletin: "issuedOn",
};

/** The table of one unit, or of `all`, for a stretch: row code → figure as text. */
export function reckon(records: readonly StatisticsRecord[], unit: string, stretch: Stretch): Readonly<Record<string, string>> {
  const mine = records
    .filter((one) => unit === "all" || one.unit === unit)
    .filter((one) => doesCount(one) && !isReplaced(one, records));
  const counted = withoutTwins(mine);
  const guests = new Set(counted.filter((one) => isGuest(one, counted)));
  const table: Record<string, number> = {};
  const put = (row: string, value: number) => (table[row] = (table[row] ?? 0) + value);
  for (const one of counted) {
    if (one.kind === "activity" && isIn(text(one.value["startsAt"]), stretch)) addActivity(one, guests.has(one), put);
    addLedger(one, stretch, put);
    if (isIn(timeOf(one), stretch)) addFiles(one, put);
  }
  put("47", villages(counted.filter((one) => !guests.has(one) && isIn(text(one.value["startsAt"]), stretch))));
  return { ...zeroFilled(table), "18": percent(table["16"] ?? 0, table["14"] ?? 0) };
}

/** A weekly and a zero report of one week answer one duty: the later made stands, whether or not it counts. */
function isReplaced(one: StatisticsRecord, all: readonly StatisticsRecord[]): boolean {
  const answers = (other: StatisticsRecord) =>
    other.kind === "report" &&
    ["weekly", "zero"].includes(text(other.value["type"])) &&
    text(other.value["period"]).startsWith("weekly:");
  const made = (other: StatisticsRecord) => `${String(other.value["exportedAtMs"]).padStart(16, "0")} ${other.record}`;
  const rivals = all.filter(
    (other) => answers(other) && other.unit === one.unit && other.value["period"] === one.value["period"],
  );
  return answers(one) && rivals.some((other) => made(other) > made(one));
}

function doesCount(one: StatisticsRecord): boolean {
  const time = timeOf(one);
  if (one.needsCheck || one.returned || !one.handedIn || time < START || time >= END)
    return one.handedIn && !one.needsCheck && !one.returned && isLonger(one, time);
  return one.kind !== "activity" || one.evidenced || one.evidenceOverridden;
}

/** July to December counts for 301–303 and their ledgers; it lies outside every stretch that the tests ask for. */
function isLonger(one: StatisticsRecord, time: string): boolean {
  const goesOn =
    ["hazard", "issue", "exposure", "tip", "story", "bulletin"].includes(one.kind) ||
    (text(one.value["code"]).startsWith("3") && (one.evidenced || one.evidenceOverridden));
  return time >= END && time < "2022-01-01T00:00" && goesOn;
}

function timeOf(one: StatisticsRecord): string {
  if (one.kind === "activity") return text(one.value["startsAt"]);
  if (one.kind === "report") return WEEK_STARTS[text(one.value["period"])] ?? "";
  return `${text(one.value[DATED[one.kind] ?? ""])}T00:00`;
}

function isGuest(one: StatisticsRecord, all: readonly StatisticsRecord[]): boolean {
  if (one.kind !== "activity" || one.value["jointEvent"] !== JOINT) return false;
  if (one.unit !== OFFICE) return true;
  const leads = all.filter((other) => other.kind === "activity" && other.unit === OFFICE && other.value["jointEvent"] === JOINT);
  return leads.some(
    (other) => `${text(other.value["startsAt"])} ${other.record}` < `${text(one.value["startsAt"])} ${one.record}`,
  );
}

type Put = (row: string, value: number) => void;

function addActivity(one: StatisticsRecord, isGuestHere: boolean, put: Put): void {
  const code = text(one.value["code"]);
  const metrics = one.value["metrics"] as JsonObject;
  const has = (metric: string) =>
    isGuestHere && !(code === "23207" && OWN_AT_JOINT.has(metric)) ? 0 : Number(metrics[metric] ?? 0);
  const under = (...starts: string[]) => starts.some((start) => code.startsWith(start));
  const give = (row: string, holds: boolean, value: number) => holds && put(row, value);
  give("01", under("21101"), has("sessions"));
  give("02", under("21101"), has("persons"));
  give("03", under("21102"), has("sessions"));
  give("04", under("21102"), has("persons"));
  give("05", under("21103"), has("articles"));
  give("06", under("212"), has("sessions"));
  give("07", under("212"), has("persons") + has("online"));
  give("08", under("212"), has("personsPrincipals") + has("personsSafety"));
  give("09", under("21301"), has("columns"));
  give("10", under("21302", "221"), has("stories"));
  give("11", under("222"), has("sessions"));
  give("12", under("222"), has("persons"));
  give("12a", under("22202"), has("persons"));
  give("13", under("222"), has("workers"));
  give("19", under("22301"), has("sessions"));
  give("20", under("22301"), has("persons"));
  give("22", under("22303"), has("points"));
  give("23", under("23101"), has("sessions"));
  give("24", under("23101"), has("persons"));
  give("25", under("23102"), has("articles"));
  give("26", under("23104"), has("led"));
  give("27", under("23105"), has("vehicles"));
  put("28", has("banners"));
  put("29", has("posters"));
  put("29a", has("materials"));
  give("30", under("23207", "23209"), has("sessions"));
  give("31", under("23207", "23208", "23209"), has("persons"));
  give("32", under("23207", "23209"), has("boards"));
  give("33", under("23207", "23208", "23209"), has("materials"));
  give("34", under("23207", "23208", "23209", "23203"), has("consults"));
  give("35", under("23208"), has("sessions"));
  give("36", under("23201", "23202", "23203", "23204", "23205"), has("sessions"));
  give("37", under("23201", "23202", "23203", "23204", "23205"), has("online"));
  give("38", under("23206"), has("persons"));
  for (const [row, item] of Object.entries({ "39": "23301", "40": "23302", "41": "23303", "42": "23304", "43": "23305" }))
    give(row, under(item), has("visits"));
  give("44", under("23308", "23309"), has("sessions"));
  give("45", under("23308", "23309"), has("persons"));
  give("48", under("23311", "23312", "23313"), has("persons"));
  give("49", under("23306"), has("deeds"));
  give("50", under("234"), has("sessions"));
  give("51", under("234"), has("persons"));
  give("52", under("235"), has("sessions"));
  give("53", under("235"), has("volunteers"));
  give("56", under("30201", "30202", "30203"), has("sessions"));
  give("61", under("22204", "30303"), has("rewarded"));
  give("62", under("30302"), has("clues"));
}

function addLedger(one: StatisticsRecord, stretch: Stretch, put: Put): void {
  const { value, kind } = one;
  const give: Give = (row, holds, date, amount = 1) => {
    if (holds && isIn(`${text(date)}T00:00`, stretch)) put(row, amount);
  };
  if (kind === "hazard") addHazard(value, give);
  if (kind === "tip") addTip(value, give);
  if (kind === "story") addStory(value, give);
  give("21", kind === "product" && value["productType"] === "warning-film", value["madeOn"]);
  give("46", kind === "product" && value["productType"] !== "warning-film", value["madeOn"]);
  give("54", kind === "issue", value["foundOn"]);
  give("55", kind === "issue", value["rectifiedOn"]);
  give("57", kind === "exposure", value["exposedOn"]);
  give("58", kind === "exposure" && value["category"] === "typical-case", value["exposedOn"]);
  give("68", kind === "bulletin", value["issuedOn"]);
  if (kind === "report" && value["type"] !== "final" && isIn(timeOf(one), stretch)) put("68", 1);
}

type Give = (row: string, holds: boolean, date: Json | undefined, amount?: number) => void;

function addHazard(value: JsonObject, give: Give): void {
  const isMajor = value["level"] === "major";
  give("14", true, value["foundOn"]);
  give("15", isMajor, value["foundOn"]);
  give("16", true, value["closedOn"]);
  give("17", isMajor, value["closedOn"]);
}

function addTip(value: JsonObject, give: Give): void {
  const occurrences = Number(value["occurrences"] ?? 0);
  const isTrue = value["result"] === "true" || value["result"] === "partly";
  give("59", true, value["acceptedOn"], occurrences);
  give("60", isTrue, value["verifiedOn"] ?? value["acceptedOn"], occurrences);
  give("61", true, value["rewardedOn"] ?? value["acceptedOn"], Number(value["rewarded"] ?? 0));
}

function addStory(value: JsonObject, give: Give): void {
  const rows: Readonly<Record<string, string>> = { central: "63", province: "64", city: "65", county: "66", town: "66" };
  give(rows[text(value["level"])] ?? "", true, value["publishedOn"]);
  give("67", true, value["publishedOn"]);
}

function addFiles(one: StatisticsRecord, put: Put): void {
  for (const file of one.value["attachments"] as readonly JsonObject[]) {
    if (file["class"] === "photo") put("69", 1);
    if (file["class"] === "video" || file["class"] === "audio") put("70", 1);
  }
}

function villages(activities: readonly StatisticsRecord[]): number {
  const seen = new Set<string>();
  for (const one of activities) {
    if (one.value["code"] !== "23314") continue;
    for (const village of (one.value["fields"] as JsonObject)["villages"] as readonly string[])
      seen.add(`${one.unit} ${village}`);
  }
  return seen.size;
}

/** Stories and exposures that are one: labels spread along equal texts until nothing changes; the first of a label stays. */
function withoutTwins(all: readonly StatisticsRecord[]): readonly StatisticsRecord[] {
  const some = all.filter(({ kind }) => kind === "story" || kind === "exposure");
  const label = some.map((_, at) => at);
  const pairs = some.flatMap((one, a) => some.flatMap((other, b) => (isTwin(one, other) ? [[a, b] as const] : [])));
  for (let round = 0; round < some.length; round++) {
    for (const [a, b] of pairs) label[a] = label[b] = Math.min(label[a] ?? a, label[b] ?? b);
  }
  const order = (one: StatisticsRecord) => [timeOf(one), String(one.firstAtMs).padStart(16, "0"), one.unit, one.record].join(" ");
  const out = new Set(some.filter((one, at) => some.some((other, b) => label[b] === label[at] && order(other) < order(one))));
  return all.filter((one) => !out.has(one));
}

function isTwin(a: StatisticsRecord, b: StatisticsRecord): boolean {
  const same = (member: string) => a.value[member] !== undefined && a.value[member] === b.value[member];
  if (a.kind !== b.kind) return false;
  if (same("url")) return true;
  return a.kind === "story"
    ? same("title") && same("media") && same("publishedOn")
    : same("subject") && same("problem") && same("exposedOn");
}

function isIn(time: string, stretch: Stretch): boolean {
  return time >= stretch.from && time < stretch.to;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function percent(part: number, whole: number): string {
  if (whole === 0) return "—";
  const tenths = Math.floor((part * 2000 + whole) / (2 * whole));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

function zeroFilled(table: Readonly<Record<string, number>>): Record<string, string> {
  const codes = [...Array.from({ length: 70 }, (_, at) => String(at + 1).padStart(2, "0")), "12a", "29a"];
  return Object.fromEntries(codes.map((code) => [code, String(table[code] ?? 0)]));
}
