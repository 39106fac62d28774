// quarantine list|drop: what nobody has approved, by a handle that says nothing of the key.
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { take } from "../support/county-office.ts";
import { testKey } from "../support/make-bundle.ts";
import { enrolledPair, PIN, TOWN } from "../support/office.ts";
import { jsonOf, problemOf, runCli } from "../support/run-cli.ts";
import { forge, handInOf, heldActivity, say } from "../support/strangers.ts";
import { tempFolder } from "../support/temp-folder.ts";

// Every step starts a process of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 600_000 });

type Rows = readonly Readonly<{ id: string; entries: number }>[];

test("what a stranger sent is listed and thrown away; an unknown handle is refused as JSON", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const feed = forge("stranger");
  say(feed, "activity", heldActivity("生人的话"));
  await take(county.desk, await handInOf(folder, [feed]));
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
