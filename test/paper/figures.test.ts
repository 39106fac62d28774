import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { figureOf, officialDate, officialEnd, officialMoment } from "../../src-main/paper/models/figures.ts";

describe("figures", () => {
  test.prop([fc.integer()])("keep their number, grouped or not", (number) => {
    expect(figureOf(String(number))).toEqual({ text: String(number), value: number });
    expect(figureOf(String(number), true).text.replaceAll("\u2009", "")).toBe(String(number));
    expect(figureOf(String(number), true).value).toBe(number);
  });

  test.prop([fc.integer({ min: -9999, max: 9999 })])("of four digits are never grouped", (number) => {
    expect(figureOf(String(number), true).text).toBe(String(number));
  });

  test("of five digits and more are grouped by threes from the right", () => {
    expect(figureOf("1234567.5", true).text).toBe("1\u2009234\u2009567.5");
    expect(figureOf("-12345", true).text).toBe("-12\u2009345");
  });

  test("that are none stay text: blank, not applicable, and what looks like a formula", () => {
    for (const text of ["", "—", "=1+1", "+1", "1e5", "0x10", "约3"]) expect(figureOf(text)).toEqual({ text, value: null });
  });
});

describe("dates and times", () => {
  const day = fc
    .date({ min: new Date("1999-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test.prop([day])("months and days have no leading zero", (iso) => {
    const [year, month, date] = iso.split("-").map(Number);
    expect(officialDate(iso)).toBe(`${year}年${month}月${date}日`);
  });

  test.prop([day])("a period that ends at midnight ends at 24:00 of the day before", (iso) => {
    const before = new Date(Date.parse(`${iso}T00:00:00Z`) - 1).toISOString().slice(0, 10);
    expect(officialEnd(`${iso}T00:00`)).toBe(`${officialDate(before)}24:00`);
  });

  test("times are written as they stand", () => {
    expect(officialMoment("2021-06-03T12:00")).toBe("2021年6月3日12:00");
    expect(officialEnd("2021-06-03T12:00")).toBe("2021年6月3日12:00");
    expect(officialDate("不详")).toBe("不详");
  });
});
