// What stands beside a figure is said wherever it stands: sides that disagree, what came but was reported nowhere, which column it is,
// and how many checks are open.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { computeFigures, consolidateFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { prepareForm, type PaperRequest } from "../../../src-main/usecases/papers/print-form.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { openFindings, validateCounty } from "../../../src-main/usecases/figures/validate-figures.ts";
import { activity, enrolledPair, handOver, makePair, record, reopenOffice, TOWN } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const take = async (folder: string, from: Workspace, to: Workspace) =>
  importBundle(to, await handOver(folder, from), { means: "usb" }, UNWATCHED);

function rowOf(ws: Workspace, row: string, unit = TOWN) {
  const found = computeFigures(ws, unit, "total").rows.find((one) => one.row === row);
  return { ...found, records: found?.records.length };
}

function cellsOf(ws: Workspace, row: string, column: string) {
  const { columns, rows } = consolidateFigures(ws, "total");
  return rows.find((one) => one.row === row)?.cells[columns.findIndex(({ id }) => id === column)];
}

function countyTable(ws: Workspace, request: Omit<PaperRequest, "form"> = {}) {
  const paper = prepareForm(ws, { form: "consolidated", ...request });
  if (paper.form !== "consolidated") throw new Error(paper.form);
  return paper.model;
}

function printed(ws: Workspace, row: string, column: "period" | "cumulative", period: string): string | undefined {
  const model = countyTable(ws, { period, column });
  const found = model.groups.flatMap(({ rows }) => rows).find(({ code }) => code === row);
  return found?.figures.at(-1)?.text;
}

describe("marks", () => {
  test("what came and was reported nowhere, and a later state, are marked in row, cell, total and paper", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const first = await record(town.ws, "甲", {}, [await picture(folder, "a.jpg", 1)]);
    handIn(town.ws, { report: "weekly:1" });
    await take(folder, town.ws, county.ws);
    expect(rowOf(county.ws, "02")).toMatchObject({ cumulative: { value: 12 }, unreported: 0, conflicts: 0 });
    expect(countyTable(county.ws).notes.filter((note) => note.includes("已到未报送"))).toEqual([]);

    await record(town.ws, "乙", { metrics: { sessions: 1, persons: 5 } }, [await picture(folder, "b.jpg", 2)]);
    const value = { ...activity("甲"), metrics: { sessions: 1, persons: 90 } };
    await putRecord(town.ws, { kind: "activity", record: first.record, value }, UNWATCHED);
    await take(folder, town.ws, county.ws);
    expect(rowOf(county.ws, "02")).toMatchObject({ cumulative: { value: 12 }, unreported: 2, conflicts: 0, records: 1 });
    expect(cellsOf(county.ws, "02", TOWN)).toMatchObject({ cumulative: { value: 12 }, unreported: 2 });
    expect(cellsOf(county.ws, "02", "total")).toMatchObject({ cumulative: { value: 12 }, unreported: 2 });
    expect(countyTable(county.ws).notes.join()).toMatch(/第01、02.*行另有已到未报送的记录或修改，未计入。/);
    const own = prepareForm(county.ws, { form: "attachment2", unit: TOWN });
    const notes = own.form === "attachment2" ? own.model.groups.flatMap(({ rows }) => rows.map(({ note }) => note)) : [];
    expect(notes).toContain("2项已到未报送");
    expect(rowOf(town.ws, "02")).toMatchObject({ cumulative: { value: 5 }, unreported: 2, records: 1 });
    const notesAt = (ws: Workspace) => {
      const paper = prepareForm(ws, { form: "attachment2" });
      return paper.form === "attachment2" ? paper.model.groups.flatMap(({ rows }) => rows.flatMap(({ note }) => note ?? [])) : [];
    };
    expect(notesAt(town.ws).join(), "it is stamped and goes with the hand-in").not.toContain("待报送");
    handIn(town.ws, { report: "weekly:1" });
    expect(rowOf(town.ws, "02")).toMatchObject({ cumulative: { value: 5 }, unreported: 0 });
  });

  test("an open conflict is marked at both ends as long as nobody has decided", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await makePair(folder);
    const files = [await picture(folder, "a.jpg", 1)];
    const { record: id } = await record(town.ws, "甲", {}, files);
    await town.close();
    await cp(join(folder, "town"), join(folder, "twin"), { recursive: true });
    const [one, two] = [await reopenOffice(join(folder, "town"), clock), await reopenOffice(join(folder, "twin"), clock)];
    for (const [ws, persons] of [[one.ws, 260] as const, [two.ws, 420] as const]) {
      const attachments = ws.store.record({ unit: TOWN, kind: "activity", record: id })?.value?.["attachments"] ?? [];
      const value = { ...activity("甲"), attachments, metrics: { sessions: 1, persons } };
      await putRecord(ws, { kind: "activity", record: id, value }, UNWATCHED);
      handIn(ws, { report: "weekly:1" });
      await take(folder, ws, county.ws);
    }
    expect(rowOf(county.ws, "02")).toMatchObject({ cumulative: { value: 420 }, conflicts: 1, unreported: 0 });
    expect(cellsOf(county.ws, "02", "total")).toMatchObject({ conflicts: 1 });
    const [behind] = computeFigures(county.ws, TOWN, "total").rows.find(({ row }) => row === "02")?.records ?? [];
    expect(behind).toMatchObject({ conflict: true });
    expect(countyTable(county.ws).notes.join()).toContain("行含填得不同、尚未确定的记录，暂按较晚的一个计。");
    await take(folder, two.ws, one.ws);
    expect(rowOf(one.ws, "02")).toMatchObject({ conflicts: 1 });
    await county.close();
  });
});

describe("the column that is asked for", () => {
  test("is the one on paper, and the paper says so and since when", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await record(town.ws, "甲", {}, [await picture(folder, "a.jpg", 1)]);
    clock.nowMs = Date.parse("2021-06-28T09:00:00+08:00");
    const late = { startsAt: "2021-06-27T09:00", metrics: { sessions: 1, persons: 30 } };
    await record(town.ws, "乙", late, [await picture(folder, "b.jpg", 2)]);
    handIn(town.ws, { report: "now" });
    await take(folder, town.ws, county.ws);
    const ends = consolidateFigures(county.ws, "final")
      .rows.find(({ row }) => row === "02")
      ?.cells.at(-1);
    expect(ends).toMatchObject({ period: { value: 30 }, cumulative: { value: 42 } });
    expect([printed(county.ws, "02", "period", "final"), printed(county.ws, "02", "cumulative", "final")]).toEqual(["30", "42"]);
    const heads = (["period", "cumulative"] as const).map((column) =>
      countyTable(county.ws, { period: "final", column })
        .head.flat()
        .map(({ value }) => value),
    );
    expect(heads[0]).toEqual(expect.arrayContaining(["终报（尾期）", "本期数"]));
    expect(heads[1]).toEqual(expect.arrayContaining(["终报（尾期）", "累计数"]));
    expect(heads[1]?.join()).toContain("2021年5月24日00:00至");
    expect(heads[0]?.join()).not.toContain("2021年5月24日");
    expect(printed(county.ws, "02", "cumulative", "total")).toBe("42");
    const lines = (["period", "cumulative"] as const).map(
      (column) => countyTable(county.ws, { period: "final", column }).stamp?.line,
    );
    expect(lines[0]).toContain("final 本期数");
    expect(lines[1]).toContain("final 累计数");
    expect(lines[0]?.split("｜")[3]).not.toBe(lines[1]?.split("｜")[3]);
  });
});

describe("the checks over all units", () => {
  test("name a joint event without its lead as open, and the county's table says how many are", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const event = county.ws.campaign().jointEvents[0];
    const joint = { code: "23207", jointEvent: event?.id ?? "", startsAt: "2021-06-16T09:00", metrics: { boards: 3 } };
    await record(town.ws, "咨询日", joint, [await picture(folder, "a.jpg", 1)]);
    expect(openFindings(validateCounty(county.ws, "total"))).toEqual([]);
    handIn(town.ws, { report: "now" });
    await take(folder, town.ws, county.ws);
    const open = openFindings(validateCounty(county.ws, "total"));
    expect(open).toMatchObject([
      { check: "V17", variant: "no-lead", level: "error", records: [{ unit: TOWN, kind: "activity" }] },
    ]);
    expect(countyTable(county.ws).notes).toContain("审核公式有1项未核对。");

    const led = { kind: "activity", value: activity("咨询日", { ...joint, metrics: { sessions: 1, persons: 100 } }) };
    const onBehalfOf = event?.leadUnit ?? "";
    const { record: lead } = await putRecord(county.ws, { ...led, onBehalfOf }, UNWATCHED);
    expect(openFindings(validateCounty(county.ws, "total"))).toMatchObject([
      { check: "V17", variant: "lead-uncounted", rows: open[0]?.rows, records: [{ unit: onBehalfOf, record: lead }] },
    ]);
    await putRecord(
      county.ws,
      {
        ...led,
        record: lead,
        files: [{ path: await picture(folder, "b.jpg", 2) }],
        onBehalfOf,
      },
      UNWATCHED,
    );
    expect(openFindings(validateCounty(county.ws, "total"))).toEqual([]);
    expect(countyTable(county.ws).notes.filter((note) => note.includes("未核对"))).toEqual([]);
  });
});
