// A campaign with something wrong in it is refused, at the place where it is wrong.
import { describe, expect, it } from "vitest";
import { parseCampaign } from "../../../src-main/domain/campaign-check/parse.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { shipped, shippedJson } from "./shipped.ts";

type Json = ReturnType<typeof shippedJson>;

/** Code and path of the problem with a document that was changed. */
function refusal(change: (json: Json) => unknown): string {
  const json = shippedJson();
  change(json);
  try {
    parseCampaign(json);
    return "";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { path } = error.details as Record<string, string>;
    return `${error.code} ${path}`;
  }
}

/** The one with a code or id, which must be there. */
function the<T extends object>(all: readonly T[], id: string): T {
  const found = all.find((one) => Object.values(one).includes(id));
  if (found === undefined) throw new Error(id);
  return found;
}

const rows = (json: Json, code: string) => the(json.indicators, code);

const FAULTS: readonly (readonly [string, string, (json: Json) => unknown])[] = [
  ["a misspelt member", "/settings", (json) => Object.assign(json.settings, { colour: "red" })],
  ["a fraction", "/year", (json) => Object.assign(json, { year: 2021.5 })],
  ["a text with NUL", "/title/zh", (json) => Object.assign(json.title, { zh: "a\0" })],
  ["an unknown version of the shape", "/formatVersion", (json) => Object.assign(json, { formatVersion: 2 })],
  ["two units of one code", "/units", (json) => json.units.push({ ...the(json.units, "城关镇") })],
  ["a unit of no kind", "/units/0/kind", (json) => Object.assign(the(json.units, "城关镇"), { kind: "village" })],
  ["an office that is no unit", "/committee/officeUnit", (json) => Object.assign(json.committee, { officeUnit: "1" })],
  [
    "an item with an unknown indicator",
    "/catalogue/21101/metrics",
    (json) => json.catalogue.groups[0]?.items[0]?.metrics.push({ id: "nothing" }),
  ],
  [
    "a field without its picklist",
    "/catalogue/commonFields/linkage",
    (json) => Object.assign(the(json.catalogue.commonFields, "linkage"), { picklist: "nothing" }),
  ],
  [
    "a joint event led by nobody",
    "/jointEvents/0/leadUnit",
    (json) => Object.assign(json.jointEvents[0] ?? {}, { leadUnit: "1" }),
  ],
  [
    "a formula that cannot be read",
    "/indicators/01/formula",
    (json) => Object.assign(rows(json, "01"), { formula: 'sum("21101"' }),
  ],
  [
    "a formula with an unknown code",
    "/indicators/01/formula",
    (json) => Object.assign(rows(json, "01"), { formula: 'sum("29*", "sessions")' }),
  ],
  [
    "a formula with an unknown indicator",
    "/indicators/01/formula",
    (json) => Object.assign(rows(json, "01"), { formula: 'sum("21101", "boards")' }),
  ],
  [
    "a formula with an unknown row",
    "/indicators/18/formula",
    (json) => Object.assign(rows(json, "18"), { formula: 'percent(row("99"), row("14"), 1)' }),
  ],
  [
    "a formula with an unknown ledger",
    "/indicators/14/formula",
    (json) => Object.assign(rows(json, "14"), { formula: 'count("fires", "")' }),
  ],
  [
    "a filter over an unknown member",
    "/indicators",
    (json) => Object.assign(rows(json, "15"), { formula: 'count("hazard", "size == \'big\'")' }),
  ],
  ["a circle of rows", "/indicators", (json) => Object.assign(rows(json, "63"), { formula: 'row("67")', dates: {} })],
  ["a sum that is no sum", "/indicators", (json) => Object.assign(rows(json, "01"), { formula: 'sum("21101", "sessions") + 1' })],
  ["different texts in a sum over time", "/indicators/47", (json) => Object.assign(rows(json, "47"), { aggregate: "sum" })],
  [
    "a date that the ledger lacks",
    "/indicators/16/dates",
    (json) => Object.assign(rows(json, "16"), { dates: { hazard: ["paidOn"] } }),
  ],
  [
    "a check that is not true or false",
    "/checks/V08/cases/0",
    (json) => Object.assign(the(json.checks, "V08"), { cases: [{ formula: 'row("67") + 1', rows: ["67"] }] }),
  ],
  ["a check without anything to check", "/checks/V08", (json) => delete the(json.checks, "V08").cases],
  [
    "a hole between periods",
    "/calendar/periods/weekly:2",
    (json) => Object.assign(the(json.calendar.periods, "weekly:2"), { from: "2021-06-03T13:00" }),
  ],
  [
    "periods that overlap",
    "/calendar/periods/weekly:3",
    (json) => Object.assign(the(json.calendar.periods, "weekly:2"), { to: "2021-06-11T12:00" }),
  ],
  ["periods that end early", "/calendar/periods", (json) => Object.assign(json.calendar, { countTo: "2021-07-02T00:00" })],
  [
    "a day that does not exist",
    "/calendar/obligations/plan/dueAt",
    (json) => Object.assign(the(json.calendar.obligations, "plan"), { dueAt: "2021-05-32T24:00" }),
  ],
  [
    "two obligations of one id",
    "/calendar/obligations",
    (json) => json.calendar.obligations.push({ ...the(json.calendar.obligations, "plan") }),
  ],
  [
    "a rubric that does not make 100",
    "/rubric/K1",
    (json) => Object.assign(json.rubric.sections[0]?.items[0] ?? {}, { pointsE2: 300 }),
  ],
  [
    "a rubric item about an unknown obligation",
    "/rubric/K21",
    (json) => Object.assign(json.rubric.sections[1]?.items[0]?.rule ?? {}, { obligation: "nothing" }),
  ],
  [
    "a telephone pattern that is none",
    "/settings/phonePatterns/0",
    (json) => Object.assign(json.settings, { phonePatterns: ["("] }),
  ],
];

describe("a campaign document", () => {
  it.each(FAULTS)("with %s is refused", (_, path, change) => {
    expect(refusal(change)).toMatch(new RegExp(`^campaign-invalid ${path}(/|$)`));
  });

  it("that is no object at all is refused", () => {
    for (const json of [null, 7, "", [], {}]) expect(() => parseCampaign(json)).toThrow(Problem);
  });

  it("is frozen once it is read", () => {
    expect([shipped, shipped.units, shipped.units[0], shipped.indicators[0]].every(Object.isFrozen)).toBe(true);
  });
});
