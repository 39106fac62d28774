// 收件 as a screen asks for it: what each bundle is for, in the words of the office that looks at it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ImportPreview } from "../../src-main/api/contract/inbox.ts";
import type { Task } from "../../src-main/api/contract/tasks.ts";
import { openDataSide } from "../../src-main/compose.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { packCampaign } from "../../src-main/usecases/trust-root.ts";
import { exchange, joinedOffice } from "../support/county-office.ts";
import { enrolledPair, PIN, surroundingsOf } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

type Client = Readonly<{
  session: { unlock(input: Readonly<{ person: string; pin: string }>): Promise<unknown> };
  inbox: {
    look(input: Readonly<{ sources: readonly Readonly<{ from: "path"; path: string }>[] }>): Promise<Readonly<{ task: string }>>;
    preview(input: Readonly<{ preview: string }>): Promise<ImportPreview>;
  };
  tasks: { watch(): Promise<AsyncIterable<readonly Task[]>> };
}>;

test("what the office's other PC wrote is an exchange, what it sends to units a pack", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const second = await joinedOffice(folder, county.desk, clock);
  const drive = join(folder, "U盘");
  mkdirSync(drive);
  await exchange(county.desk, drive);
  await packCampaign(county.desk, drive, undefined, UNWATCHED);
  const { person } = second.desk.store.facts();
  await Promise.all([county.close(), town.close(), second.close()]);
  const data = await openDataSide({
    mediaUrl: () => "",
    home: join(folder, "home"),
    workspace: join(folder, "二号电脑"),
    surroundings: surroundingsOf(clock),
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Client;
  await client.session.unlock({ person, pin: PIN });
  const { bundles } = await lookThrough(client, drive);
  expect(bundles.map(({ purpose, fileName }) => [purpose, fileName.endsWith(".age")]).toSorted()).toEqual([
    ["exchange", true],
    ["pack", false],
  ]);
});

async function lookThrough({ inbox, tasks }: Client, path: string): Promise<ImportPreview> {
  const { task } = await inbox.look({ sources: [{ from: "path", path }] });
  for await (const list of await tasks.watch()) {
    const ended = list.find((one) => one.task === task && one.state !== "running");
    if (ended?.result?.kind === "look") return inbox.preview({ preview: ended.result.preview });
    if (ended !== undefined) throw new Error(`looking ${ended.state}`);
  }
  throw new Error("the tasks ended first");
}
