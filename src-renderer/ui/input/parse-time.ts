// What a clerk means by a typed time of day: 9, 930, 9:30, 下午2点半. Pure.

/** `time` is `HH:mm`. */
export type ParsedTime = Readonly<{ kind: "empty" } | { kind: "time"; time: string } | { kind: "unclear"; typed: string }>;

const PATTERN =
  /^(?<half>上午|早上|早|中午|下午|晚上|晚|am|pm)?\s*(?:(?<hour>\d{1,2})(?:\s*[:.点时h]\s*(?:(?<minute>\d{1,2})分?|(?<middle>半))?)?|(?<packed>\d{3,4}))$/u;

/** Reads a typed time of day on the 24-hour clock; 下午 and 晚上 add twelve where they are needed. */
export function parseTime(typed: string): ParsedTime {
  const text = typed.normalize("NFKC").replaceAll("。", ".").trim().toLowerCase();
  if (text === "") return { kind: "empty" };
  const parts = PATTERN.exec(text)?.groups;
  const time = parts === undefined ? undefined : timeFrom(parts);
  return time === undefined ? { kind: "unclear", typed } : { kind: "time", time };
}

function timeFrom(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const packed = parts["packed"];
  const hour = Number(packed?.slice(0, -2) ?? parts["hour"]);
  const minute = Number(packed?.slice(-2) ?? (parts["middle"] === undefined ? (parts["minute"] ?? 0) : 30));
  const full = isAfternoon(parts["half"]) && hour < 12 ? hour + 12 : hour;
  if (full > 23 || minute > 59) return undefined;
  return `${String(full).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function isAfternoon(half: string | undefined): boolean {
  return half === "下午" || half === "晚上" || half === "晚" || half === "pm";
}
