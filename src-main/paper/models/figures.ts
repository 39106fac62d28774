// How numbers, dates and times are written on paper. Pure: texts in, texts out; no clock, no locale, no zone table.

/** One figure of a form: the text that is printed, and the number behind it (absent for blank and not applicable). */
export type Figure = Readonly<{ text: string; value: number | null }>;

const NUMBER = /^-?\d+(\.\d+)?$/;
const THIN_SPACE = "\u2009";

/**
 * A figure from its decimal text, as the statistics write it: `""` stays blank, `—` is not applicable.
 *
 * @param group whether whole parts of five digits and more are grouped by thin spaces; four digits never are.
 * @see domain.md §10.3
 */
export function figureOf(text: string, group = false): Figure {
  if (!NUMBER.test(text)) return { text, value: null };
  return { text: group ? groupDigits(text) : text, value: Number(text) };
}

function groupDigits(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const digits = whole.replace("-", "");
  if (digits.length <= 4) return text;
  const grouped = digits.replace(/(?<=\d)(?=(\d{3})+$)/g, THIN_SPACE);
  return (whole.startsWith("-") ? "-" : "") + grouped + (fraction === undefined ? "" : `.${fraction}`);
}

/** `2021-06-03` or `2021-06-03T…` as 2021年6月3日; anything else is printed as it stands. */
export function officialDate(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(iso);
  return found === null ? iso : `${found[1]}年${Number(found[2])}月${Number(found[3])}日`;
}

/** `2021-06-03T12:00` (local wall time) as 2021年6月3日12:00. */
export function officialMoment(iso: string): string {
  return officialDate(iso) + iso.slice(11, 16);
}

/** The end of a half-open period: midnight is written as 24:00 of the day before. */
export function officialEnd(iso: string): string {
  return iso.slice(11, 16) === "00:00" ? `${officialDate(dayBefore(iso))}24:00` : officialMoment(iso);
}

function dayBefore(iso: string): string {
  const noon = Date.parse(`${iso.slice(0, 10)}T12:00:00Z`);
  return Number.isNaN(noon) ? iso : new Date(noon - 86_400_000).toISOString().slice(0, 10);
}
