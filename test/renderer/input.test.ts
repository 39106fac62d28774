// What is typed is understood, or said not to be: days, times, numbers, 拼音. Laws over generated input.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { parseCount } from "../../src-renderer/ui/input/parse-count.ts";
import { parseDay, shiftDay } from "../../src-renderer/ui/input/parse-day.ts";
import { parseTime } from "../../src-renderer/ui/input/parse-time.ts";
import { findOptions, fitOf } from "../../src-renderer/ui/input/pinyin-match.ts";
import { withReadings } from "../../src-renderer/ui/input/readings.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
const days = fc
  .date({ min: new Date("2000-01-01T00:00Z"), max: new Date("2099-12-31T00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("days", () => {
  test.prop([
    days,
    fc.constantFrom("m.d", "m/d", "m-d", "mmdd", "m月d日", "m月d", "y.m.d", "y-mm-dd", "yyyymmdd", "y年m月d日"),
    fc.boolean(),
  ])("a day is understood in every way it is written, in any width", (day, form, isWide) => {
    const [year = "", month = "", date = ""] = day.split("-");
    const written = form
      .replace("yyyymmdd", `${year}${month}${date}`)
      .replace("mmdd", `${month}${date}`)
      .replace("mm", month)
      .replace("dd", date)
      .replace("y", year)
      .replace("m", String(Number(month)))
      .replace("d", String(Number(date)));
    expect(parseDay(isWide ? wide(written) : written, "2021-06-16", Number(year))).toEqual({ kind: "day", day });
  });

  test.each(["__proto__", "constructor", "toString"])("%s is no day", (typed) => {
    expect(parseDay(typed, "2021-06-16", 2021)).toEqual({ kind: "unclear", typed });
  });

  test.prop([fc.string()])("whatever is typed, the answer is a real day, nothing, or what was typed", (typed) => {
    const parsed = parseDay(typed, "2021-06-16", 2021);
    if (parsed.kind === "day") expect(new Date(`${parsed.day}T00:00Z`).toISOString().slice(0, 10)).toBe(parsed.day);
    if (parsed.kind === "unclear") expect(parsed.typed).toBe(typed);
  });

  test.prop([days, fc.integer({ min: -400, max: 400 })])("shifting there and back is nothing", (day, by) => {
    expect(shiftDay(shiftDay(day, by), -by)).toBe(day);
  });

  test.each([
    ["今天", "2021-06-16"],
    ["昨天", "2021-06-15"],
    ["明天", "2021-06-17"],
    ["16日", "2021-06-16"],
    ["６．３", "2021-06-03"],
    ["603", "2021-06-03"],
    ["0603", "2021-06-03"],
  ])("%s is %s", (typed, day) => expect(parseDay(typed, "2021-06-16", 2021)).toEqual({ kind: "day", day }));

  test.each(["6.31", "13.1", "2.29", "0", "六月三日", "6.3.4.5", "abc"])("%s is no day of 2021", (typed) => {
    expect(parseDay(typed, "2021-06-16", 2021).kind).toBe("unclear");
  });
});

describe("times", () => {
  const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  test.prop([times, fc.constantFrom("h:mm", "hmm", "h.mm", "h点mm分", "h时mm")])(
    "a time is understood in every way it is written",
    ([hour, minute], form) => {
      const written = form.replace("mm", pad(minute)).replace("h", String(hour));
      expect(parseTime(written)).toEqual({ kind: "time", time: `${pad(hour)}:${pad(minute)}` });
    },
  );

  test.prop([fc.string()])("whatever is typed, the answer is a time of day, nothing, or what was typed", (typed) => {
    const parsed = parseTime(typed);
    if (parsed.kind === "time") expect(parsed.time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    if (parsed.kind === "unclear") expect(parsed.typed).toBe(typed);
  });

  test.each([
    ["9", "09:00"],
    ["930", "09:30"],
    ["1130", "11:30"],
    ["9点半", "09:30"],
    ["下午2点", "14:00"],
    ["下午2:30", "14:30"],
    ["１４：３０", "14:30"],
  ])("%s is %s", (typed, time) => expect(parseTime(typed)).toEqual({ kind: "time", time }));

  test.each(["24", "2400", "9:60", "25:00", "abc", "-9"])("%s is no time of day", (typed) =>
    expect(parseTime(typed).kind).toBe("unclear"),
  );
});

describe("counts", () => {
  const counts = fc.integer({ min: 0, max: 999_999_999 });
  test.prop([counts, fc.constantFrom("plain", "wide", "commas", "thin", "spaces")])(
    "an exact number is taken in any dress",
    (value, dress) => {
      const grouped = (mark: string): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, mark);
      const written = {
        plain: String(value),
        wide: wide(String(value)),
        commas: grouped(","),
        thin: grouped("\u2009"),
        spaces: `  ${value} `,
      }[dress];
      expect(parseCount(written)).toEqual({ kind: "count", value });
    },
  );

  test.prop([counts, fc.constantFrom("约N", "N余", "N多", "近N", "N左右", "N以上", "超N", "N+", "~N")])(
    "an approximate number is refused as such",
    (value, form) => {
      expect(parseCount(form.replace("N", String(value)))).toEqual({ kind: "approximate" });
    },
  );

  test.prop([fc.string()])("whatever is typed, a count is a whole number that is not negative", (typed) => {
    const parsed = parseCount(typed);
    if (parsed.kind === "count") expect(Number.isSafeInteger(parsed.value) && parsed.value >= 0).toBe(true);
  });

  test.each([
    ["1.2万", "rounded"],
    ["3千", "rounded"],
    ["12.5", "rounded"],
    ["-3", "unclear"],
    ["三百", "rounded"],
    ["3人", "unclear"],
    ["1000000000", "too-large"],
    ["", "empty"],
  ] as const)("%s is %s", (typed, kind) => {
    expect(parseCount(typed).kind).toBe(kind);
  });
});

describe("拼音", () => {
  const names = ["城关镇", "宣化镇", "骆驼城镇", "罗城镇", "县林草局", "理论学习中心组学习", "“6·16”安全宣传咨询日"];

  test.prop([fc.constantFrom(...names), fc.nat(20), fc.integer({ min: 1, max: 20 })])(
    "every piece of a name's initials finds it",
    async (name, from, length) => {
      const read = await withReadings(names.map((text) => ({ text })));
      const own = read.find((one) => one.text === name);
      const letters = (own?.syllables ?? [])
        .filter((syllable) => /[a-z]/.test(syllable))
        .map((syllable) => syllable[0] ?? "")
        .join("");
      const piece = letters.slice(from % letters.length).slice(0, length);
      if (own !== undefined && /^[a-z]+$/.test(piece) && !/\d/.test(name)) expect(fitOf(piece, own)).toBeDefined();
    },
  );

  test("whole syllables, initials and mixtures find it; the text itself comes first", async () => {
    const read = await withReadings(names.map((text) => ({ text })));
    const found = (typed: string): readonly string[] => findOptions(typed, read).map((one) => one.text);
    expect(found("lcz")).toContain("罗城镇");
    expect(found("luochengzhen")[0]).toBe("罗城镇");
    expect(found("luocz")).toContain("罗城镇");
    expect(found("zxz")).toContain("理论学习中心组学习");
    expect(found("城")).toEqual(["城关镇", "骆驼城镇", "罗城镇"]);
    expect(found("zzz")).toEqual([]);
    expect(found("")).toEqual(names);
  });

  test.prop([fc.string(), fc.array(fc.string(), { maxLength: 8 })])("what is found was offered, once", (typed, texts) => {
    const options = texts.map((text) => ({ text, syllables: [...text] }));
    const found = findOptions(typed, options);
    expect(new Set(found).size).toBe(found.length);
    expect(found.every((one) => options.includes(one))).toBe(true);
  });
});
