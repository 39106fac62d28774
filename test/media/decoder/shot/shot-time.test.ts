// Times as cameras and programs write them: read tolerantly, never made up.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseShotTime, parseShotZone, shownInChina } from "../../../../src-main/media/decoder/shot/shot-time.ts";

describe("read", () => {
  test.each([
    ["2021:06:01 09:30:15", "2021-06-01T09:30:15"],
    ["2021/06/01 09:30:15", "2021-06-01T09:30:15"],
    ["2021-6-1 9:5:7", "2021-06-01T09:05:07"],
    ["2021:06:01 09:30", "2021-06-01T09:30:00"],
    ["2021.06.01 09.30.15\0\0", "2021-06-01T09:30:15"],
    ["  2021:06:01  09:30:15.250 ", "2021-06-01T09:30:15"],
    ["2021-06-01T09:30:15", "2021-06-01T09:30:15"],
    ["2021/6/1 下午 3:05:09", "2021-06-01T15:05:09"],
    ["2021/6/1 3:05:09 PM", "2021-06-01T15:05:09"],
    ["2021/6/1 12:05:09 a.m.", "2021-06-01T00:05:09"],
    ["2021年6月1日 9时30分15秒", "2021-06-01T09:30:15"],
  ])("%j", (text, takenAt) => {
    expect(parseShotTime(text)).toEqual({ takenAt });
  });

  test.each([
    ["2021-06-01T09:30:15+0800", 480],
    ["2021:06:01 09:30:15 -05:30", -330],
    ["2021-06-01T01:30:15Z", 0],
    ["2021-06-01 01:30:15.5+08:00", 480],
  ])("%j with its zone", (text, takenOffsetMin) => {
    expect(parseShotTime(text)).toMatchObject({ takenOffsetMin });
  });

  test("a written time is what was written, whatever it is", () => {
    const days = fc.date({ min: new Date("1990-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(":", "-", "/", "."), (date, mark) => {
        const takenAt = date.toISOString().slice(0, 19);
        expect(parseShotTime(takenAt.replaceAll("-", mark).replace("T", " "))).toEqual({ takenAt });
      }),
    );
  });
});

describe("not made up", () => {
  test.each([
    "0000:00:00 00:00:00",
    "    :  :     :  :  ",
    "",
    "\0",
    "2021:06:01",
    "2021:13:01 09:30:15",
    "2021:02:30 09:30:15",
    "2021:06:01 25:00:00",
    "1970:01:01 08:00:00",
    "1904-01-01 00:00:00",
    "9999:01:01 00:00:00",
    "六月一日",
  ])("%j", (text) => {
    expect(parseShotTime(text)).toEqual({});
  });

  test.each(["", "08:00", "+25:00", "CST", "+8"])("a zone %j", (text) => {
    expect(parseShotZone(text)).toEqual({});
  });

  test("no text makes it fail", () => {
    fc.assert(fc.property(fc.string(), (text) => void [parseShotTime(text), parseShotZone(text)]));
  });
});

test("UTC is shown as the county's clocks showed it, and an unset clock not at all", () => {
  expect(shownInChina(Date.UTC(2021, 5, 1, 2, 20, 30))).toEqual({ takenAt: "2021-06-01T10:20:30" });
  for (const unset of [undefined, 0, Number.NaN, -1, Date.UTC(1970, 0, 1), 8e15]) expect(shownInChina(unset)).toEqual({});
});
