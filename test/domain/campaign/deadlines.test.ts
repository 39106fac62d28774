// Deadlines by rule against the list of domain.md §9, and the laws of periods and of the campaign's clock.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueObligations,
  generateObligations,
  generatePeriods,
  periodOf,
  regenerate,
  timedPeriods,
  type RuleFrame,
} from "../../../src-main/domain/campaign/deadlines.ts";
import {
  formatChineseDateTime,
  formatLocalDateTime,
  isOnTime,
  normalizeLocal,
  parseLocalDateTime,
} from "../../../src-main/domain/campaign/local-time.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { shipped } from "./shipped.ts";

const { rules, tailTitle, offsetMinutes } = shipped.calendar;
const frameOf = (year: number, from = "05-24"): RuleFrame => ({
  year,
  countFrom: `${year}-${from}T00:00`,
  countTo: `${year}-07-01T00:00`,
  inclusive: true,
});
const weeklies = (year: number) =>
  generateObligations(rules, frameOf(year))
    .filter(({ type }) => type === "weekly")
    .map(({ dueAt }) => dueAt);
const utc = (text: string) => Date.parse(text);
const anyInstant = fc.integer({ min: utc("1990-01-01T00:00Z"), max: utc("2090-01-01T00:00Z") });
const anyFrame = fc
  .tuple(fc.integer({ min: 2015, max: 2060 }), fc.constantFrom("05-01", "05-24", "06-01"))
  .map(([year, from]) => frameOf(year, from));

describe("weekly deadlines", () => {
  it.each([
    [2019, 4],
    [2020, 4],
    [2021, 4],
    [2022, 5],
    [2023, 5],
    [2024, 4],
    [2025, 4],
    [2026, 4],
    [2027, 4],
    [2028, 5],
  ])("of %i are %i", (year, many) => {
    expect(weeklies(year)).toHaveLength(many);
  });

  it("are the Thursdays of June at noon", () => {
    expect(weeklies(2022)).toEqual(["02", "09", "16", "23", "30"].map((day) => `2022-06-${day}T12:00`));
    expect(weeklies(2023)).toEqual(["01", "08", "15", "22", "29"].map((day) => `2023-06-${day}T12:00`));
    for (const year of [2019, 2024, 2028]) for (const due of weeklies(year)) expect(new Date(`${due}Z`).getUTCDay()).toBe(4);
  });

  it("leave a first period of 12 hours in 2023 and a tail of 12 hours in 2022", () => {
    const hours = ({ from, to }: { from: string; to: string }) =>
      (parseLocalDateTime(to, 480) - parseLocalDateTime(from, 480)) / 3_600_000;
    expect(hours(generatePeriods(rules, frameOf(2023, "06-01"), tailTitle)[0] ?? { from: "", to: "" })).toBe(12);
    expect(hours(generatePeriods(rules, frameOf(2022), tailTitle).at(-1) ?? { from: "", to: "" })).toBe(12);
  });
});

describe("the deadlines of 2021", () => {
  it("are the instants of §9", () => {
    expect(dueObligations(shipped).map(({ id, dueAtMs }) => [id, new Date(dueAtMs).toISOString()])).toEqual([
      ["liaison", "2021-05-30T16:00:00.000Z"],
      ["plan", "2021-05-31T16:00:00.000Z"],
      ["weekly:1", "2021-06-03T04:00:00.000Z"],
      ["weekly:2", "2021-06-10T04:00:00.000Z"],
      ["weekly:3", "2021-06-17T04:00:00.000Z"],
      ["weekly:4", "2021-06-24T04:00:00.000Z"],
      ["summary", "2021-07-01T16:00:00.000Z"],
      ["final", "2021-07-01T16:00:00.000Z"],
    ]);
  });

  it("are what the rules give: the shipped rows were made by them", () => {
    const again = regenerate(shipped.calendar, frameOf(2021));
    expect(again.periods).toEqual(shipped.calendar.periods);
    expect([...again.obligations]).toEqual(expect.arrayContaining([...shipped.calendar.obligations]));
    expect(again.obligations).toHaveLength(shipped.calendar.obligations.length);
  });

  it("move by a day where “N日前” leaves day N out", () => {
    const plan = generateObligations(rules, { ...frameOf(2021), inclusive: false }).find(({ id }) => id === "plan");
    expect(normalizeLocal(plan?.dueAt ?? "")).toBe("2021-05-31T00:00");
  });

  it("have for every weekly report the period that ends at its deadline", () => {
    const weekly = dueObligations(shipped).filter(({ type }) => type === "weekly");
    expect(weekly.map(({ toMs }) => toMs)).toEqual(weekly.map(({ dueAtMs }) => dueAtMs));
  });
});

describe("periods", () => {
  it("tile counted time for every year and start", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const periods = generatePeriods(rules, frame, tailTitle);
        expect([periods[0]?.from, periods.at(-1)?.to]).toEqual([frame.countFrom, frame.countTo]);
        for (const [at, { from, to }] of periods.entries()) {
          expect(from < to).toBe(true);
          if (at > 0) expect(from).toBe(periods[at - 1]?.to);
        }
      }),
    );
  });

  it("hold every instant of counted time once, and none outside", () => {
    fc.assert(
      fc.property(fc.integer({ min: utc("2021-05-01T00:00Z"), max: utc("2022-02-01T00:00Z") }), (instant) => {
        const holding = timedPeriods(shipped).filter(({ fromMs, toMs }) => fromMs <= instant && instant < toMs);
        const isCounted = instant >= utc("2021-05-23T16:00Z") && instant < utc("2021-12-31T16:00Z");
        expect(holding).toHaveLength(isCounted ? 1 : 0);
        expect(periodOf(shipped, instant)).toEqual(holding[0]);
      }),
    );
  });

  it("give an instant equal to a deadline to the next period, while a hand-in at that minute is on time", () => {
    const due = utc("2021-06-03T04:00:00Z");
    expect([periodOf(shipped, due - 1)?.id, periodOf(shipped, due)?.id]).toEqual(["weekly:1", "weekly:2"]);
    expect([isOnTime(due, due), isOnTime(due + 59_999, due), isOnTime(due + 60_000, due)]).toEqual([true, true, false]);
  });
});

describe("the campaign's clock", () => {
  it("writes and reads a minute as the same minute, whatever the offset", () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -720, max: 840 }), (instant, offset) => {
        const minute = instant - (((instant % 60_000) + 60_000) % 60_000);
        expect(parseLocalDateTime(formatLocalDateTime(instant, offset), offset)).toBe(minute);
      }),
    );
  });

  it("is Beijing time at +480, as the system's own zone table has it", () => {
    const zone = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
    fc.assert(
      fc.property(fc.integer({ min: utc("1992-01-01T00:00Z"), max: utc("2090-01-01T00:00Z") }), (instant) => {
        expect(formatLocalDateTime(instant, offsetMinutes)).toBe(zone.format(instant).replace(" ", "T"));
      }),
    );
  });

  it("orders texts as it orders instants", () => {
    const local = anyInstant.chain((instant) =>
      fc.constantFrom(
        formatLocalDateTime(instant, 0),
        formatLocalDateTime(instant, 0).slice(0, 10),
        `${formatLocalDateTime(instant, 0).slice(0, 10)}T24:00`,
      ),
    );
    fc.assert(
      fc.property(local, local, (a, b) => {
        const byText = normalizeLocal(a) < normalizeLocal(b);
        expect(byText).toBe(parseLocalDateTime(a, 480) < parseLocalDateTime(b, 480));
      }),
    );
  });

  it("says midnight as the end of the day before where a deadline is meant", () => {
    const midnight = utc("2021-05-30T16:00:00Z");
    expect(formatChineseDateTime(midnight, 480)).toBe("2021年5月31日00:00");
    expect(formatChineseDateTime(midnight, 480, "end")).toBe("2021年5月30日24:00");
    expect(formatChineseDateTime(utc("2021-06-03T04:00:00Z"), 480, "end")).toBe("2021年6月3日12:00");
  });

  it("refuses what is no time", () => {
    for (const text of [
      "",
      "2021-02-29",
      "2021-13-01",
      "2021-06-01T25:00",
      "2021-06-01T24:01",
      "2021-06-01T12:60",
      "2021-6-1",
      "2021-06-01 12:00",
      "2021-06-01T12:00Z",
    ]) {
      expect(() => parseLocalDateTime(text, 480)).toThrow(Problem);
    }
  });
});
