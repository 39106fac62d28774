// Which report stands for a duty and whose time counts, without any office: a table of lives of reports, and laws over drawn ones.
import { fc, test as law } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { answerTo, isReplaced, ownTimes, type OutReport, type OutVersion } from "../../../src-main/domain/duties/answer.ts";

const DUTY = { id: "weekly:1", type: "weekly", period: "1", mayBeZero: true };
const UNIT = "620724103";

/** `2>5` was made (and left) at 2 and received at 5; `2>` was not received; a trailing `r`: the county returned it. */
function version(text: string): OutVersion {
  const [, made = "0", received = "", mark] = /^(\d+)>(\d*)(r?)$/.exec(text) ?? [];
  return {
    exportedMs: Number(made),
    leftMs: Number(made),
    receivedMs: received === "" ? null : Number(received),
    returned: mark === "r",
  };
}

/** `weekly a: 2>5r 6>7`: a report with its versions, oldest first. */
function report(text: string): OutReport {
  const [head = "", life = ""] = text.split(": ");
  const [type = "", record = ""] = head.split(" ");
  const versions = life.split(" ").map((one) => version(one));
  const last = versions.at(-1);
  return {
    report: { unit: UNIT, record, type, period: "1" },
    versions,
    madeMs: last?.exportedMs ?? 0,
    returned: last?.returned === true,
  };
}

describe("the report that stands, and its time", () => {
  test.each([
    ["one report", ["weekly a: 2>5"], "a 2>5"],
    ["a correction keeps the time of what it corrects", ["weekly a: 2>5 7>9"], "a 2>5"],
    ["what was returned does not keep its time", ["weekly a: 2>5r 7>9"], "a 7>9"],
    ["all returned: the first of them tells the time", ["weekly a: 2>5r 7>9r"], "a 2>5 returned"],
    ["the one made last stands, whichever came first", ["weekly a: 2>9", "weekly b: 3>4"], "b 3>4"],
    ["of two made at one moment the later record", ["weekly a: 2>3", "weekly b: 2>4"], "b 2>3"],
    ["a zero report lends its time to a zero report", ["zero a: 2>3", "zero b: 6>7"], "b 2>3"],
    ["and not to the weekly one that took its place", ["zero a: 2>3", "weekly b: 6>7"], "b 6>7"],
    ["a weekly one lends its time to the zero report after it", ["weekly a: 2>3", "zero b: 6>7"], "b 2>3"],
    [
      "what was made before another answer was returned counts for nothing",
      ["weekly a: 2>3", "zero b: 4>5r", "weekly c: 6>7"],
      "c 6>7",
    ],
    ["at the unit, what has left counts by when it left", ["weekly a: 2>"], "a 2>"],
    ["a receipt counts before a leaving that is later", ["weekly a: 4>", "weekly b: 6>3"], "b 6>3"],
    ["a report of another type answers nothing", ["final a: 2>3"], "none"],
  ])("%s", (_name, reports, expected) => {
    const answer = answerTo(reports.map(report), DUTY);
    const said =
      answer && `${answer.report.record} ${answer.exportedMs}>${answer.receivedMs ?? ""}${answer.returned ? " returned" : ""}`;
    expect(said ?? "none").toBe(expected);
  });

  test("no zero report answers a duty that allows none", () => {
    expect(answerTo([report("zero a: 2>3")], { ...DUTY, mayBeZero: false })).toBeUndefined();
  });

  test("a return asks for nothing more once another report stands wherever it answered", () => {
    const [zero, weekly] = [report("zero a: 2>3r"), report("weekly b: 6>7")];
    expect(isReplaced([zero], zero.report, [DUTY])).toBe(false);
    expect(isReplaced([zero, weekly], zero.report, [DUTY])).toBe(true);
    expect(isReplaced([zero, weekly], weekly.report, [DUTY])).toBe(false);
    expect(isReplaced([zero, weekly], { ...zero.report, period: "2" }, [DUTY])).toBe(false);
    expect(isReplaced([zero, { ...weekly, report: { ...weekly.report, unit: "620724104" } }], zero.report, [DUTY])).toBe(false);
  });
});

const drawnVersion = fc.record({
  exportedMs: fc.nat(20),
  receivedMs: fc.option(fc.nat(20)),
  returned: fc.boolean(),
});
const drawnReport = fc
  .record({
    record: fc.uuid(),
    type: fc.constantFrom("weekly", "zero", "final"),
    versions: fc.array(drawnVersion, { minLength: 1, maxLength: 4 }),
  })
  .map(({ record, type, versions }): OutReport => {
    const sent = versions.map((one) => ({ ...one, leftMs: one.exportedMs })).sort((a, b) => a.exportedMs - b.exportedMs);
    const last = sent.at(-1);
    return {
      report: { unit: UNIT, record, type, period: "1" },
      versions: sent,
      madeMs: last?.exportedMs ?? 0,
      returned: last?.returned === true,
    };
  });
const drawnReports = fc.uniqueArray(drawnReport, { maxLength: 5, selector: ({ report: { record } }) => record });

describe("laws", () => {
  law.prop([drawnReports, fc.infiniteStream(fc.nat(4))])(
    "the order in which reports are held changes nothing",
    (reports, places) => {
      const shuffled = [...reports];
      for (const at of shuffled.keys()) shuffled.push(...shuffled.splice((places.next().value ?? 0) % (at + 1), 1));
      expect(answerTo(shuffled, DUTY)).toEqual(answerTo(reports, DUTY));
    },
  );

  law.prop([drawnReports])(
    "the time is one at which an answer was out, and no earlier one that still holds is passed over",
    (reports) => {
      const answer = answerTo(reports, DUTY);
      const answering = reports.filter(({ report: { type } }) => type !== "final");
      if (answer === undefined) {
        expect(answering).toEqual([]);
        return;
      }
      const times = answering.flatMap(({ versions }) => versions.map(({ leftMs, receivedMs }) => `${leftMs}>${receivedMs}`));
      expect(times).toContain(`${answer.exportedMs}>${answer.receivedMs}`);
      const lastReturn = Math.max(
        -1,
        ...answering.flatMap(({ versions }) => versions.flatMap((one) => (one.returned ? [one.exportedMs] : []))),
      );
      const own = answering.find(({ report: { record } }) => record === answer.report.record)?.versions ?? [];
      for (const one of own.filter(({ returned, exportedMs }) => !returned && exportedMs > lastReturn))
        expect(answer.receivedMs ?? answer.exportedMs).toBeLessThanOrEqual(one.receivedMs ?? one.leftMs);
    },
  );

  law.prop([drawnReports])("a report of another unit's or period's makes no difference", (reports) => {
    const others = reports.map(({ report: one, ...rest }) => ({ ...rest, report: { ...one, period: "2" } }));
    expect(answerTo([...others, ...reports], DUTY)).toEqual(answerTo(reports, DUTY));
  });

  law.prop([fc.array(drawnVersion, { minLength: 1, maxLength: 4 })])(
    "by itself, a document has the time of a version of its own",
    (drawn) => {
      const versions = drawn.map((one) => ({ ...one, leftMs: one.exportedMs }));
      const { exportedMs, receivedMs } = ownTimes(versions);
      const kept = versions.filter(({ returned }) => !returned);
      const among = kept.length > 0 ? kept : versions;
      expect(among.some((one) => one.leftMs === exportedMs && one.receivedMs === receivedMs)).toBe(true);
      expect(receivedMs ?? exportedMs).toBe(Math.min(...among.map((one) => one.receivedMs ?? one.leftMs)));
    },
  );
});
