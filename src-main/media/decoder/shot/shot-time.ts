// Reads times as cameras and programs write them: with slashes, one digit, no seconds, a zone or none. Never makes one up: what is zero,
// blank, impossible or older than digital cameras is no time. Pure.
import type { MediaFacts } from "../../../usecases/ports/media.ts";

/** When a picture or a clip was taken, as far as its file says it. */
export type ShotTime = Pick<MediaFacts, "takenAt" | "takenOffsetMin">;

/** A camera whose clock was never set says a year before this one. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2199;

const DAY = /^\s*(?<year>\d{4})[:\-/.年](?<month>\d{1,2})[:\-/.月](?<day>\d{1,2})日?[ T]+/;
const HOUR = /(?<half>上午|下午)?\s*(?<hour>\d{1,2})[:.时](?<minute>\d{1,2})(?:[:.分](?<second>\d{1,2}))?(?:[.,]\d+)?秒?\s*/;
const BEHIND = /(?:(?<letter>[ap])\.?m\.?(?![a-z]))?\s*(?<zone>.*)$/is;
const TIME = new RegExp(DAY.source + HOUR.source + BEHIND.source, "is");
const ZONE = /^(Z|[+-]\d{1,2}:?\d{2})/;

/** A time by the camera's clock; empty where the text tells none. A day without a time is none. */
export function parseShotTime(text: string | undefined): ShotTime {
  const parts = TIME.exec((text ?? "").replaceAll("\0", " "))?.groups;
  if (parts === undefined) return {};
  const { year, month, day, hour, minute, second = "0", half, letter, zone } = parts;
  const takenAt = localTime([year, month, day, fullHour(Number(hour), half ?? letter?.toLowerCase()), minute, second]);
  return takenAt === undefined ? {} : { takenAt, ...parseShotZone(zone) };
}

/** Minutes ahead of UTC, of `+08:00`, `-0530` or `Z`. */
export function parseShotZone(text: string | undefined): Pick<ShotTime, "takenOffsetMin"> {
  const zone = ZONE.exec((text ?? "").trim())?.[1];
  if (zone === undefined) return {};
  if (zone === "Z") return { takenOffsetMin: 0 };
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, -2)) * 60 + Number(digits.slice(-2));
  return minutes <= 14 * 60 ? { takenOffsetMin: zone.startsWith("-") ? 0 - minutes : minutes } : {};
}

/** Half a day is said behind the hour or before it. */
function fullHour(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half === "p" || half === "下午" ? 12 : 0);
}

function localTime(parts: readonly (string | number | undefined)[]): string | undefined {
  const [year, month, date, hour, minute, second] = parts.map((part) => String(part).padStart(2, "0"));
  const local = `${year}-${month}-${date}T${hour}:${minute}:${second}`;
  const real = new Date(`${local}Z`);
  const isReal = !Number.isNaN(real.getTime()) && real.toISOString().startsWith(local);
  return isReal && Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR ? local : undefined;
}

/** China keeps one time zone, eight hours ahead of UTC. */
const CHINA_AHEAD_MS = 8 * 60 * 60 * 1000;

/** A moment as the clocks of the county showed it. Its zone is ours and not the file's, so none is said. */
export function shownInChina(utcMs: number | undefined): ShotTime {
  const isKnown = utcMs !== undefined && utcMs >= Date.UTC(FIRST_YEAR) && utcMs < Date.UTC(LAST_YEAR + 1);
  return isKnown ? { takenAt: new Date(utcMs + CHINA_AHEAD_MS).toISOString().slice(0, 19) } : {};
}
