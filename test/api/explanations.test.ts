// 说明 of a hand-in stay with their workspace and their report.
import { join } from "node:path";
import { expect, test } from "vitest";
import { explain, explanationsOf, forgetExplanations } from "../../src-main/api/views/explanations.ts";
import { openProgramHome } from "../../src-main/program/home.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { enrolledPair, openOffice, record, TOWN } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("typed in one workspace they are not another's; made once more a report begins with those that were filed", async () => {
  const folder = await tempFolder();
  const { town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "演示"), TOWN, clock);
  const home = openProgramHome(join(folder, "home"));
  explain(other.desk, home, "weekly:2", "V1", "演示里写的");
  expect(explanationsOf(town.desk, home, "weekly:2")).toEqual({});
  explain(town.desk, home, "now", "V1", "两场分别组织");
  await record(town.desk, "宣讲");
  const made = handIn(town.desk, { report: "now", explanations: explanationsOf(town.desk, home, "now") });
  forgetExplanations(town.desk, home, "now");
  expect(explanationsOf(town.desk, home, "now")).toEqual({});
  const again = `now:${made.period}`;
  expect(explanationsOf(town.desk, home, again)).toEqual({ V1: "两场分别组织" });
  explain(town.desk, home, again, "V2", "照片后补");
  expect(explanationsOf(town.desk, home, again)).toEqual({ V1: "两场分别组织", V2: "照片后补" });
  explain(town.desk, home, again, "V1", "");
  expect(explanationsOf(town.desk, home, again)).toEqual({ V2: "照片后补" });
});
