// The shipped campaign against the lists of domain.md: complete, consistent, traceable, and free of personal data.
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { assertPortable, canonicalJson, type Json } from "../../../src-main/domain/json.ts";
import { kindOf, isValidValue } from "../../../src-main/domain/kinds/kinds.ts";
import { fieldsOf } from "../../../src-main/domain/kinds/privacy.ts";
import { openFields } from "../../../src-main/domain/campaign/open-fields.ts";
import { campaignFaults, parseCampaign } from "../../../src-main/domain/campaign-check/parse.ts";
import { formulasOf } from "../../../src-main/domain/campaign-check/formula-faults.ts";
import { fedRows } from "../../../src-main/domain/statistics/figures/fed-rows.ts";
import { planOf } from "../../../src-main/domain/formulas/plan.ts";
import { rubricItems } from "../../../src-main/domain/campaign-check/rubric-faults.ts";
import { shipped, shippedJson } from "./shipped.ts";

const REQUIREMENTS =
  "R001 R002 R003 R004 R005 R006 R007 R101 R102 R103 R104 R105 R106 R107 R108 R109 R110a R111 R112 R113 R114 R115 R116 R117 R118 R119 R120 R121 R121a R122 R123 R124 R125 R131 R132 R133 R133a R134 R134a R135 R136 R137 R138 R139 R140 R141 R142 R143 R144 R145 R146 R147 R148 R149 R151 R152 R152a R153 R154 R155 R156 R161 R162 R162a R163 R164 R165 R165a R166 R166a R167 R167a R168 R168a R169 R170 R171 R172 R173 R173a R181 R182 R183 R184 R185 R186 R186a R186b R187 R188 R189 R190 R190a R191 R192 R193 R194 R194a R201 R202 R203 R204 R205 R206 R207 R208 R209 R210 R211";
const ITEMS =
  "21101 21102 21103 21201 21202 21203 21204 21205 21206 21301 21302 22101 22102 22201 22202 22203 22204 22299 22301 22302 22303 22304 23101 23102 23103 23104 23105 23106 23201 23202 23203 23204 23205 23206 23206a 23206b 23206c 23206d 23207 23208 23209 23301 23302 23303 23304 23305 23306 23307 23308 23309 23310 23311 23312 23313 23314 23401 23402 23403 23404 23499 23501 23502 30101 30102 30103 30104 30105 30201 30202 30203 30204 30301 30302 30303 30304 40101 40102 40103 40301 40302 40303 40304";
const SHORT_FORM = "06 07 11 12 14 16 19 20 28 29a 32 34 44 45 48 52 53 57 58 59 62 67";

/** Columns that stand on paper, or for the record's files. */
const STORED_NOWHERE: ReadonlySet<string> = new Set(["computed", "attachments"]);

const items = shipped.catalogue.groups.flatMap((group) => group.items);

function basesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === "basis" ? (member as readonly string[]) : basesIn(member)));
}

describe("the shipped campaign", () => {
  it("agrees with itself, may travel, and reads back from its canonical text", () => {
    expect(campaignFaults(shipped)).toEqual([]);
    const json: unknown = shippedJson();
    assertPortable(json);
    expect(parseCampaign(JSON.parse(canonicalJson(json)) as Json)).toEqual(shipped);
  });

  it("has every requirement of the notice as the ground of something, and no other", () => {
    expect([...new Set(basesIn(shipped))].sort()).toEqual(REQUIREMENTS.split(" ").sort());
  });

  it("has every item of the catalogue", () => {
    expect(items.map(({ code }) => code)).toEqual(ITEMS.split(" "));
    expect(items.every(({ code, metrics }) => code.length >= 5 && metrics.some(({ id }) => id === "persons"))).toBe(true);
  });

  it("says of every text that an item asks for whether it is personal, and of every ledger column through its kind", () => {
    const texts = items.flatMap(({ fields }) => fields).filter(({ type }) => type === "text" || type === "list");
    expect(texts.filter(({ personal }) => personal === undefined)).toEqual([]);
    expect([...new Set(texts.filter(({ personal }) => personal).map(({ id }) => id))].sort()).toEqual(["leaderPost", "lecturer"]);
    const open = openFields(shipped.catalogue);
    expect(texts.filter(({ id, personal }) => open.has(id) === personal)).toEqual([]);
    const unknown = shipped.ledgers.flatMap(({ kind, columns }) => {
      const members = new Set(fieldsOf(kindOf(kind)?.schema ?? z.never()).map(({ path }) => path[0]));
      return columns.filter(({ id, type }) => !STORED_NOWHERE.has(type) && !members.has(id)).map(({ id }) => `${kind}.${id}`);
    });
    expect(unknown).toEqual([]);
  });

  it("keeps a text of which nobody says it sealed, as in documents of before", () => {
    const unsaid = shipped.catalogue.groups.map((group) => ({
      ...group,
      items: group.items.map((item) => ({ ...item, fields: item.fields.map(({ personal: _, ...field }) => field) })),
    }));
    const open = openFields({ commonFields: [], groups: unsaid });
    const types = new Set(items.flatMap(({ fields }) => fields.filter(({ id }) => open.has(id)).map(({ type }) => type)));
    expect([...types].filter((type) => type === "text" || type === "list")).toEqual([]);
    expect(types.size).toBeGreaterThan(0);
  });

  it("has rows 01 to 70 with 12a and 29a in order, the five core rows, and the short form", () => {
    const numbers = Array.from({ length: 70 }, (_, at) => String(at + 1).padStart(2, "0"));
    expect(shipped.indicators.map(({ code }) => code)).toEqual(
      numbers.flatMap((code) => (["12", "29"].includes(code) ? [code, `${code}a`] : [code])),
    );
    expect(shipped.indicators.flatMap(({ code, core }) => (core ? [code] : []))).toEqual(["07", "12", "48", "57", "59"]);
    expect(shipped.indicators.flatMap(({ code, short }) => (short ? [code] : []))).toEqual(SHORT_FORM.split(" "));
  });

  it("has no number that reaches no row unless it says 只作记录, and says so of no other", () => {
    const fed = fedRows(planOf(shipped));
    for (const item of items)
      for (const { id, recordOnly } of item.metrics)
        expect([item.code, id, recordOnly === true]).toEqual([item.code, id, (fed[item.code]?.[id] ?? []).length === 0]);
  });

  it("has V01 to V27 and formulas throughout", () => {
    expect(shipped.checks.map(({ id }) => id)).toEqual(
      Array.from({ length: 27 }, (_, at) => `V${String(at + 1).padStart(2, "0")}`),
    );
    expect(formulasOf(shipped).length).toBeGreaterThan(100);
  });

  it("has nine towns, 27 members, the park and the office, with codes of their own", () => {
    const count = (kind: string) => shipped.units.filter((unit) => unit.kind === kind).length;
    expect(["town", "member", "resident", "enterprise", "office"].map(count)).toEqual([9, 27, 1, 0, 1]);
    expect(new Set(shipped.units.map(({ code }) => code)).size).toBe(38);
    expect(shipped.units.every(({ code }) => /^620724\d{3}$/.test(code))).toBe(true);
  });

  it("has a rubric of 100 points whose items all stand on a requirement", () => {
    const sections = shipped.rubric.sections.map(({ code, pointsE2 }) => [code, pointsE2 / 100]);
    expect(sections).toEqual([
      ["K1", 12],
      ["K2", 25],
      ["K3", 33],
      ["K4", 15],
      ["K5", 15],
    ]);
    expect(rubricItems(shipped).every(({ basis }) => (basis ?? []).length > 0)).toBe(true);
  });

  it("offers only options that the schemas of records take", () => {
    const options = (id: string) => shipped.picklists.find((list) => list.id === id)?.options.map((option) => option.id) ?? [];
    const taken = (kind: string, value: Record<string, Json>) =>
      isValidValue(kindOf(kind) ?? fail(), { attachments: [], ...value });
    const hazard = { foundOn: "2021-06-01", place: "甲", content: "乙" };
    for (const source of options("hazardSource"))
      for (const level of options("hazardLevel")) expect(taken("hazard", { ...hazard, source, level })).toBe(true);
    for (const level of options("mediaLevel"))
      expect(taken("story", { title: "题", media: "报", level, publishedOn: "2021-06-01" })).toBe(true);
    for (const result of options("tipResult"))
      expect(
        taken("tip", {
          acceptedOn: "2021-06-01",
          channel: "12350",
          reporterKind: "public",
          type: "violation",
          content: "丙",
          occurrences: 1,
          result,
        }),
      ).toBe(true);
    for (const productType of options("productType"))
      expect(taken("product", { productType, title: "丁", madeOn: "2021-06-01" })).toBe(true);
  });

  it("names members of records in its ledgers that their schemas have", () => {
    for (const { kind, columns } of shipped.ledgers) {
      const schema = kindOf(kind)?.schema as unknown as { shape: Record<string, unknown> };
      const entered = columns.filter(({ type, id }) => type !== "computed" && !["before", "after"].includes(id));
      expect([kind, entered.filter(({ id }) => !(id in schema.shape)).map(({ id }) => id)]).toEqual([kind, []]);
    }
  });

  it("holds no telephone number and no person", () => {
    expect(JSON.stringify(shippedJson())).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)|0936-\d{7}(?!\$)/);
    expect(shipped.committee.contact).toBeUndefined();
  });

  it("labels everything in both languages", () => {
    const texts = JSON.stringify(shippedJson()).match(/\{"zh":"[^"]+","en":"[^"]+"\}/g) ?? [];
    expect(texts.length).toBeGreaterThan(600);
    expect(texts.filter((text) => /[\u4e00-\u9fff]/.test(text.split('"en"')[1] ?? ""))).toEqual([]);
  });
});

function fail(): never {
  throw new Error("no such kind");
}
