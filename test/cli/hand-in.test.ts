// hand-in on the real command line: what the checks find is said, warnings wait for --explain, errors refuse.
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoLiaison } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { enrolledPair, PIN, record } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("errors refuse, warnings wait for --explain, and what was found is said", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  for (const title of ["宣讲", "宣讲"]) await record(town.ws, title);
  await Promise.all([county.close(), town.close()]);
  const [home, asked] = [join(folder, "town"), { pin: PIN }];
  const weekly = ["hand-in", home, "--report", "weekly:1"];

  const refused = await runCli(weekly, asked);
  expect(refused).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/提醒 V\d+ /) as string });
  const waiting = await problemOf(weekly, asked);
  expect(waiting.code).toBe("hand-in-unexplained");
  expect((await problemOf(["hand-in", home, "--report", "zero:1", "--reason", "没有"], asked)).code).toBe("report-not-zero");
  expect((await runCli([...weekly, "--explain", "V08"], asked)).code).toBe(2);
  const rules = String(waiting.details["rules"]).split("、");
  const explained = rules.flatMap((rule) => ["--explain", `${rule}=两场先后举行，a=b`]);
  expect(await jsonOf([...weekly, ...explained], asked)).toMatchObject({
    type: "weekly",
    findings: expect.arrayContaining(
      rules.map((check) => expect.objectContaining({ check, level: "warning" }) as unknown),
    ) as unknown,
  });
});
