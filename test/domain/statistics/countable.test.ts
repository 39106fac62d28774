// Which records count: each reason alone keeps a record out of every figure and says so.
import { describe, expect, it } from "vitest";
import { parseCampaign } from "../../../src-main/domain/campaign-check/parse.ts";
import { computeStatistics } from "../../../src-main/domain/statistics/figures/compute.ts";
import { countable, type StatisticsRecord } from "../../../src-main/domain/statistics/counting/countable.ts";
import { figureText } from "../../../src-main/domain/statistics/figures/figures.ts";
import { shipped, shippedJson } from "../campaign/shipped.ts";
import { activity, JOINT, MEMBER, OFFICE, OTHER_TOWN, record, TOWN } from "./records.ts";

const good = activity(TOWN, "a", "21101", { sessions: 2, persons: 30 });

function cell(records: readonly StatisticsRecord[], row: string, unit = "all", period = "total", nowMs?: number): string {
  const table = computeStatistics(shipped, records, { unit, period, ...(nowMs !== undefined && { nowMs }) });
  const found = table.rows.find((one) => one.row === row);
  return found === undefined ? "" : figureText(found.cumulative);
}

describe("R208 and its neighbours", () => {
  const out: readonly (readonly [string, StatisticsRecord])[] = [
    ["no-evidence", { ...good, evidenced: false }],
    ["not-handed-in", { ...good, handedIn: false }],
    ["returned", { ...good, returned: true }],
    ["needs-check", { ...good, needsCheck: true }],
    ["unknown-code", activity(TOWN, "a", "29999", { sessions: 2, persons: 30 })],
    ["outside-window", activity(TOWN, "a", "21101", { sessions: 2, persons: 30 }, { startsAt: "2021-05-23T23:59" })],
    ["outside-window", activity(TOWN, "a", "21101", { sessions: 2, persons: 30 }, { startsAt: "2021-07-01T00:00" })],
  ];

  it.each(out)("%s keeps a record out of every figure and is listed with it", (reason, one) => {
    expect(countable(one, shipped)).toMatchObject({ counts: false, reason });
    const table = computeStatistics(shipped, [one], { unit: "all", period: "total" });
    expect(table.rows.every((row) => row.records.length === 0 && ["0", "—"].includes(figureText(row.cumulative)))).toBe(true);
    const isInTime = one.value["startsAt"] !== "2021-07-01T00:00";
    expect(table.notCounted).toEqual(isInTime ? [{ unit: TOWN, kind: "activity", record: "a", reason }] : []);
  });

  it("shows beside a row what the red records would have given", () => {
    const table = computeStatistics(shipped, [good, { ...good, record: "b", evidenced: false }], {
      unit: TOWN,
      period: "weekly:1",
    });
    const row = table.rows.find((one) => one.row === "02");
    expect(row).toMatchObject({
      period: { kind: "number", value: 30 },
      notCounted: [{ record: "b", period: 30, reason: "no-evidence" }],
    });
  });

  it("counts without evidence when the county overrides, and ledgers need none", () => {
    expect(cell([{ ...good, evidenced: false, evidenceOverridden: true }], "01")).toBe("2");
    expect(cell([record(TOWN, "hazard", "h", { foundOn: "2021-06-02", level: "general" }, { evidenced: false })], "14")).toBe(
      "1",
    );
  });

  it("counts pending evidence until the campaign's date and says how many", () => {
    const pending = { ...good, pendingEvidence: true };
    const limited = parseCampaign({
      ...shippedJson(),
      settings: { ...shippedJson().settings, evidencePendingUntil: "2021-07-15T24:00" },
    });
    const before = Date.parse("2021-07-15T16:00:00Z");
    expect(countable(pending, limited, { nowMs: before }).counts).toBe(true);
    expect(countable(pending, limited, { nowMs: before + 1 })).toMatchObject({ counts: false, reason: "evidence-missing" });
    const { evidencePendingUntil: _, ...forEver } = shippedJson().settings;
    const unlimited = parseCampaign({ ...shippedJson(), settings: forEver });
    expect(countable(pending, unlimited, { nowMs: before + 1 }).counts).toBe(true);
    const due = Date.parse("2021-07-01T16:00:00Z");
    expect([due, due + 1].map((nowMs) => countable(pending, shipped, { nowMs }).counts)).toEqual([true, false]);
    const row = computeStatistics(shipped, [pending, { ...good, record: "b" }], { unit: TOWN, period: "total" }).rows[0];
    expect(row).toMatchObject({ pending: 1, cumulative: { value: 4 } });
  });

  it("keeps retired items out", () => {
    const json = shippedJson();
    const items = json.catalogue.groups.map((group) => ({
      ...group,
      items: group.items.map((item) => (item.code === "21101" ? { ...item, retired: true } : item)),
    }));
    expect(countable(good, parseCampaign({ ...json, catalogue: { ...json.catalogue, groups: items } }))).toMatchObject({
      reason: "retired",
    });
  });

  it("counts 陇原行 after June in its supplement only", () => {
    const august = activity(TOWN, "a", "30201", { sessions: 3, persons: 9 }, { startsAt: "2021-08-10T09:00" });
    expect([cell([august], "56"), cell([august], "56", "all", "supplement")]).toEqual(["0", "3"]);
    expect(cell([{ ...august, value: { ...august.value, code: "21101" } }], "01", "all", "supplement")).toBe("0");
  });

  it("puts an instant equal to a deadline into the next period", () => {
    const noon = { ...good, value: { ...good.value, startsAt: "2021-06-03T12:00" } };
    const period = (id: string) => computeStatistics(shipped, [noon], { unit: TOWN, period: id }).rows[0]?.period;
    expect([period("weekly:1"), period("weekly:2")]).toEqual([
      { kind: "number", value: 0 },
      { kind: "number", value: 2 },
    ]);
  });

  it("counts a report in the period that it reports on, and one made at once in the period of its minute", () => {
    const reports = ["weekly:1", "weekly:2"].map((period, at) => record(TOWN, "report", `r${at}`, { type: "weekly", period }));
    const now = record(TOWN, "report", "now", { type: "now", period: "2021-06-12T08:00" });
    const undated = record(TOWN, "bulletin", "b", { title: "信息" }, { firstAtMs: Date.parse("2021-06-12T02:00:00Z") });
    const given = (period: string) =>
      computeStatistics(shipped, [...reports, now, undated], { unit: TOWN, period }).rows.find(({ row }) => row === "68");
    expect(["weekly:1", "weekly:2", "weekly:3"].map((period) => given(period)?.period)).toEqual(
      [1, 1, 2].map((value) => ({ kind: "number", value })),
    );
  });

  it("counts of a zero report and the weekly report of its week the one that was made last", () => {
    const made = (type: string, exportedAtMs: number, more: object = {}) =>
      record(TOWN, "report", type, { type, period: "weekly:1", exportedAtMs }, more);
    const counted = (...reports: ReturnType<typeof made>[]) => {
      const row = computeStatistics(shipped, reports, { unit: TOWN, period: "total" }).rows.find((one) => one.row === "68");
      return [row?.records.map((one) => one.record), row?.notCounted.map((one) => [one.record, one.reason])];
    };
    expect(counted(made("zero", 1), made("weekly", 2))).toEqual([["weekly"], [["zero", "replaced"]]]);
    expect(counted(made("weekly", 2), made("zero", 3))).toEqual([["zero"], [["weekly", "replaced"]]]);
    expect(counted(made("zero", 1), made("weekly", 2, { returned: true }))[0]).toEqual([]);
    const other = record(TOWN, "report", "other", { type: "weekly", period: "weekly:2", exportedAtMs: 2 });
    expect(counted(made("zero", 1), other)[0]).toEqual(["other", "zero"]);
  });

  it("lists as late what was first written after its period closed", () => {
    const late = { ...good, firstAtMs: Date.parse("2021-06-05T02:00:00Z") };
    expect(computeStatistics(shipped, [late, { ...good, record: "b" }], { unit: TOWN, period: "weekly:2" }).late).toEqual([
      { unit: TOWN, kind: "activity", record: "a" },
    ]);
  });
});

describe("a joint event", () => {
  const at = { jointEvent: JOINT, startsAt: "2021-06-16T09:00" };
  const lead = activity(OFFICE, "l", "23207", { sessions: 1, persons: 500, boards: 2, participants: 30 }, at);
  const guest = activity(MEMBER, "g", "23207", { sessions: 1, persons: 8, boards: 3, materials: 200, participants: 1 }, at);

  it("counts its session and its crowd once, and everyone's boards and materials", () => {
    expect(["30", "31", "32", "33"].map((row) => cell([lead, guest], row))).toEqual(["1", "500", "5", "200"]);
    expect(["30", "32"].map((row) => cell([lead, guest], row, MEMBER))).toEqual(["0", "3"]);
  });

  it("takes what guests give from the numbers where an older document does not say it by item", () => {
    const old = shippedJson();
    const metrics = old.catalogue.metrics.map((metric) => (metric.id === "persons" ? { ...metric, joint: true } : metric));
    const groups = old.catalogue.groups.map((group) => ({
      ...group,
      items: group.items.map(({ guestMetrics: _, ...item }) => item),
    }));
    const campaign = parseCampaign({ ...old, catalogue: { ...old.catalogue, metrics, groups } });
    const table = computeStatistics(campaign, [lead, guest], { unit: "all", period: "total" });
    expect(table.rows.find(({ row }) => row === "31")?.cumulative).toEqual({ kind: "number", value: 508 });
  });

  it("never counts twice, whoever enters it and how often", () => {
    const guests = [TOWN, OTHER_TOWN, MEMBER].map((unit) => ({ ...guest, unit }));
    const again = { ...lead, record: "m" };
    expect(cell([lead, again, ...guests], "30")).toBe("1");
    const row = computeStatistics(shipped, [lead, again, ...guests], { unit: "all", period: "total" }).rows.find(
      (one) => one.row === "30",
    );
    expect(row?.notCounted.map(({ unit, reason }) => [unit, reason])).toEqual(
      [OFFICE, TOWN, OTHER_TOWN, MEMBER].map((unit) => [unit, "joint-event"]),
    );
  });
});
