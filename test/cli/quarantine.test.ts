// quarantine list|drop: what nobody has approved, by a handle that says nothing of the key.
import { join } from "node:path";
import { expect, test } from "vitest";
import { take } from "../support/offices/county-office.ts";
import { testKey } from "../support/made/make-bundle.ts";
import { enrolledPair, PIN, TOWN } from "../support/offices/office.ts";
import { jsonOf, problemOf, runCli } from "../support/in-terminal.ts";
import { forge, handInOf, heldActivity, say } from "../support/offices/strangers.ts";
import { tempFolder } from "../support/temp-folder.ts";

type Rows = readonly Readonly<{ id: string; entries: number }>[];

test("what a stranger sent is listed and thrown away; an unknown handle is refused as JSON", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const feed = forge("stranger");
  say(feed, "activity", heldActivity("生人的话"));
  await take(county.ws, await handInOf(folder, [feed]));
  await county.close();
  const [home, asked] = [join(folder, "county"), { pin: PIN }];
  const [row] = (await jsonOf(["quarantine", "list", home], asked)) as Rows;
  expect(row).toMatchObject({ unit: TOWN, entries: 2, files: 0, volumes: 0 });
  expect(JSON.stringify(row)).not.toContain(testKey("stranger").key);
  expect((await runCli(["quarantine", "list", home], asked)).out).toMatch(/^[0-9a-f]{24} {2}自称 620724100 {2}条目 2 {2}文件 0/);
  expect(await problemOf(["quarantine", "drop", home, "0123456789"], asked)).toMatchObject({ code: "stranger-unknown" });
  expect(await jsonOf(["quarantine", "drop", home, row?.id ?? ""], asked)).toEqual({ keys: 1, entries: 2, files: 0 });
  expect((await runCli(["quarantine", "list", home], asked)).out).toContain("没有未核准的来件");
});
