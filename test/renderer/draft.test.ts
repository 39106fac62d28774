// What is typed into a draft's form stays, whatever the order; days out of order and texts that are no values are said.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { DraftValue, LedgerField } from "../../src-main/api/drafts/contract.ts";
import { activityFaults, ledgerFaults, TITLE_LETTERS, type DraftFault } from "../../src-main/domain/kinds/draft-faults.ts";
import { withRaw } from "../../src-renderer/features/activities/form/draft-value.ts";
import { oddTime, timeOf, withDay, withOddTime, withTime } from "../../src-renderer/features/activities/form/when.ts";
import { shipped } from "../domain/campaign/shipped.ts";
import { TOWN } from "../domain/statistics/records.ts";

const BLANK: DraftValue = { code: "11101", metrics: {}, fields: {}, explanations: {}, attachments: [], raw: {} };

const byPath = (faults: readonly DraftFault[]) => Object.fromEntries(faults.map(({ path, reason }) => [path, reason]));
const faultsIn = (value: DraftValue) => byPath(activityFaults(shipped, TOWN, value));
const ledgerFaultsIn = (kind: string, value: DraftValue, fields: readonly LedgerField[]) =>
  byPath(ledgerFaults(kind, fields, value));

describe("when", () => {
  const hours = fc.integer({ min: 1, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`);
  const typings = fc.shuffledSubarray(["day", "from", "to"] as const, { minLength: 3 });

  test.prop([typings, hours, hours])("day, start and end may be typed in any order", (order, from, to) => {
    const typed = order.reduce((value, field) => {
      if (field === "day") return withDay(value, "2021-06-03");
      return field === "from" ? withTime(value, "startsAt", from) : withTime(value, "endsAt", to);
    }, BLANK);
    expect(typed).toMatchObject({ startsAt: `2021-06-03T${from}`, endsAt: `2021-06-03T${to}`, raw: {} });
  });

  test.prop([hours, hours])(
    "a day that is taken away or was not understood leaves the times, and asks for the day alone",
    (from, to) => {
      const typed = withTime(withTime(withDay(BLANK, "2021-06-03"), "startsAt", from), "endsAt", to);
      for (const without of [withDay(typed, undefined), withRaw(withDay(typed, undefined), "/startsAt", "六月约三")]) {
        expect([timeOf(without, "startsAt"), timeOf(without, "endsAt")]).toEqual([from, to]);
        expect(Object.keys(faultsIn(without)).filter((path) => /^.(startsAt|endsAt)/.test(path))).toEqual(["/startsAt"]);
        expect(withDay(without, "2021-06-03")).toEqual(typed);
      }
    },
  );

  test("a time that was not understood stays as it was typed and is said; another one takes its place", () => {
    const odd = withOddTime(withDay(BLANK, "2021-06-03"), "endsAt", "傍晚");
    expect([oddTime(odd, "endsAt"), odd.endsAt]).toEqual(["傍晚", undefined]);
    expect(faultsIn(odd)["/endsAt/time"]).toBe("not-a-time");
    expect(withTime(odd, "endsAt", "18:00")).toMatchObject({ endsAt: "2021-06-03T18:00", raw: {} });
  });
});

describe("faults while typing", () => {
  const day = (id: string): LedgerField => ({
    id,
    label: { zh: id, en: id },
    type: "date",
    required: false,
    long: false,
  });

  test("an activity that ends before it starts", () => {
    const value = { ...BLANK, startsAt: "2021-06-03T11:00", endsAt: "2021-06-03T09:00" };
    expect(faultsIn(value)["/endsAt"]).toBe("out-of-order");
  });

  test.each([
    ["hazard", "foundOn", "rectifiedOn"],
    ["hazard", "rectifiedOn", "reviewedOn"],
    ["hazard", "foundOn", "closedOn"],
    ["issue", "foundOn", "rectifiedOn"],
    ["tip", "acceptedOn", "verifiedOn"],
  ])("a %s whose days lie out of order: %s, then %s", (kind, earlier, later) => {
    const faults = (then: string) =>
      ledgerFaultsIn(kind, { ...BLANK, fields: { [earlier]: "2021-05-31", [later]: then } }, [day(earlier), day(later)]);
    expect(faults("2021-05-20")).toEqual({ [`/fields/${later}`]: "out-of-order" });
    expect(faults("2021-05-31")).toEqual({});
  });

  test("a text in a field for a day is told as no day", () => {
    const value = withRaw(BLANK, "/fields/foundOn", "前几天");
    expect(ledgerFaultsIn("hazard", value, [day("foundOn")])).toEqual({ "/fields/foundOn": "not-a-date" });
  });

  test("a text that was not understood is said as such, not as missing, where its field stands", () => {
    const fields = [
      { ...day("foundOn"), required: true },
      { ...day("content"), required: true },
    ];
    const faults = ledgerFaultsIn("hazard", withRaw(BLANK, "/fields/foundOn", "前几天"), fields);
    expect(Object.entries(faults)).toEqual([
      ["/fields/foundOn", "not-a-date"],
      ["/fields/content", "required"],
    ]);
    expect(faultsIn(withRaw(BLANK, "/startsAt", "六月约三"))["/startsAt"]).toBe("not-a-date");
  });

  test("a title is nothing when blank and too long above its letters, however it came", () => {
    expect(faultsIn({ ...BLANK, title: " 　" })["/title"]).toBe("required");
    expect(faultsIn({ ...BLANK, title: "长".repeat(TITLE_LETTERS) })["/title"]).toBeUndefined();
    expect(faultsIn({ ...BLANK, title: "长".repeat(TITLE_LETTERS + 1) })["/title"]).toBe("too-long");
  });

  test("a list of nothing is no answer to a field that is asked for", () => {
    const list = { ...day("team"), type: "list" as const, required: true };
    expect(ledgerFaultsIn("hazard", { ...BLANK, fields: { team: [" "] } }, [list])).toEqual({ "/fields/team": "required" });
  });
});
