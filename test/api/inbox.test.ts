// 收件 as a screen asks for it: what each bundle is for, in the words of the office that looks at it.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ImportPreview } from "../../src-main/api/inbox/contract.ts";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { isWithin } from "../../src-main/domain/feed/frontier.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../src-main/usecases/trust/enrol.ts";
import { findBundles } from "../../src-main/usecases/receiving/bundles/find-bundles.ts";
import { lastReceipt } from "../../src-main/usecases/sending/choose/last-receipt.ts";
import { takeIn } from "../../src-main/usecases/receiving/bundles/take-in.ts";
import { packCampaign } from "../../src-main/usecases/trust/trust-root.ts";
import { exchange, joinedOffice } from "../support/offices/county-office.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  pinCounty,
  PIN,
  record,
  surroundingsOf,
  TOWN,
  type TestClock,
} from "../support/offices/office.ts";
import { receiptTo, take } from "../support/offices/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { unitOfTwoPcs } from "../support/offices/unit-pcs.ts";

vi.setConfig({ testTimeout: 60_000 });

type Client = Readonly<{
  session: { unlock(input: Readonly<{ person: string; pin: string }>): Promise<unknown> };
  inbox: {
    look(input: Readonly<{ sources: readonly Readonly<{ from: "path"; path: string }>[] }>): Promise<Readonly<{ task: string }>>;
    preview(input: Readonly<{ preview: string }>): Promise<ImportPreview>;
    merge(
      input: Readonly<{ preview: string; bundles: readonly string[]; receivedAtMs: number; means: string }>,
    ): Promise<Readonly<{ task: string }>>;
  };
  receipts: { write(input: Readonly<{ folder: string | null; units: readonly string[] }>): Promise<Readonly<{ task: string }>> };
  tasks: { watch(): Promise<AsyncIterable<readonly Task[]>> };
}>;

test("what the office's other PC wrote is an exchange, what it sends to units a pack", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const second = await joinedOffice(folder, county.ws, clock);
  const drive = join(folder, "U盘");
  mkdirSync(drive);
  await exchange(county.ws, drive);
  await packCampaign(county.ws, drive, undefined, UNWATCHED);
  const { person } = second.ws.store.facts();
  await Promise.all([county.close(), town.close(), second.close()]);
  const client = await clientOf(folder, "二号电脑", person, clock);
  const { bundles } = await lookThrough(client, drive);
  expect(bundles.map(({ purpose, fileName }) => [purpose, fileName.endsWith(".age")]).toSorted()).toEqual([
    ["exchange", true],
    ["pack", false],
  ]);
});

test("a bundle whose earlier ones lie beside it lacks nothing; one that is nowhere is named", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const [drive, late] = [join(folder, "U盘"), join(folder, "后来")];
  for (const path of [drive, late]) mkdirSync(path);
  await record(town.ws, "零");
  await take(county.ws, await handOver(folder, town.ws));
  await receiptTo(folder, county.ws, town.ws);
  const paths: string[] = [];
  for (const title of ["一", "二", "三"]) {
    await record(town.ws, title);
    paths.push(await handOver(folder, town.ws));
  }
  const [one = "", two = "", three = ""] = paths;
  copyFileSync(two, join(late, "二.anbao"));
  copyFileSync(three, join(drive, "甲.anbao"));
  copyFileSync(one, join(drive, "乙.anbao"));
  const { person } = county.ws.store.facts();
  await Promise.all([county.close(), town.close()]);
  const client = await clientOf(folder, "county", person, clock);
  const told = async () =>
    (await lookThrough(client, drive)).bundles.map(({ fileName, missingBundles }) => [fileName, missingBundles.length]);
  expect(await told()).toEqual([
    ["乙.anbao", 0],
    ["甲.anbao", 1],
  ]);
  copyFileSync(join(late, "二.anbao"), join(drive, "丙.anbao"));
  expect(await told()).toEqual([
    ["乙.anbao", 0],
    ["丙.anbao", 0],
    ["甲.anbao", 0],
  ]);
});

test("receipts go back each to the stick that the unit's bundle came from; a stick that is gone keeps no other back", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "骆驼城"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  const sticks = ["U盘一", "U盘二"].map((name) => join(folder, "盘", name));
  for (const [index, { ws }] of [town, other].entries()) {
    const stick = sticks[index] ?? "";
    mkdirSync(stick, { recursive: true });
    await record(ws, "宣讲");
    copyFileSync(await handOver(folder, ws), join(stick, "报送.anbao.age"));
  }
  const { person } = county.ws.store.facts();
  await Promise.all([county.close(), town.close(), other.close()]);
  const client = await clientOf(folder, "county", person, clock);
  const merged = async () => {
    const { preview, bundles } = await lookThrough(client, join(folder, "盘"));
    const request = { preview, bundles: bundles.map(({ bundle }) => bundle), receivedAtMs: clock.nowMs, means: "usb" };
    await ended(client, (await client.inbox.merge(request)).task);
  };
  const written = async (units = [TOWN, OTHER_TOWN]) => {
    const { task } = await client.receipts.write({ folder: null, units });
    const { result } = await ended(client, task);
    return result?.kind === "receipt" ? result : undefined;
  };
  await merged();
  expect((await written())?.files.map((file) => file.folder)).toEqual(sticks);
  for (const stick of sticks) expect(readdirSync(stick)).toHaveLength(2);
  rmSync(sticks[1] ?? "", { recursive: true });
  expect(await written()).toMatchObject({ files: [{ folder: sticks[0] }], failed: [{ unitName: "骆驼城镇" }] });
  expect(await written([COUNTY_OFFICE, TOWN]), "nothing came from that unit").toMatchObject({
    files: [{ folder: sticks[0] }],
    failed: [{ problem: { code: "folder-not-chosen" } }],
  });
});

test("each PC of a unit finds its receipt on its own stick; a stick of two units gets both", async () => {
  const { folder, clock, county, one, two, pack } = await unitOfTwoPcs();
  for (const { ws } of [one, two]) await take(ws, pack);
  const other = await openOffice(join(folder, "骆驼城"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  const [first = "", second = ""] = ["U盘一", "U盘二"].map((name) => join(folder, "盘", name));
  for (const stick of [first, second]) mkdirSync(stick, { recursive: true });
  for (const [{ ws }, stick, name] of [
    [one, first, "一号"],
    [two, second, "二号"],
    [other, second, "骆驼城"],
  ] as const) {
    await record(ws, `宣讲 ${name}`);
    copyFileSync(await handOver(folder, ws), join(stick, `${name}.anbao.age`));
  }
  const { person } = county.ws.store.facts();
  await county.close();
  const client = await clientOf(folder, "county", person, clock);
  const { preview, bundles } = await lookThrough(client, join(folder, "盘"));
  const request = { preview, bundles: bundles.map(({ bundle }) => bundle), receivedAtMs: clock.nowMs, means: "usb" };
  await ended(client, (await client.inbox.merge(request)).task);
  const { result } = await ended(client, (await client.receipts.write({ folder: null, units: [TOWN, OTHER_TOWN] })).task);
  const files = result?.kind === "receipt" ? result.files : [];
  expect(files.map((file) => file.folder)).toEqual([first, second, second]);
  for (const [{ ws }, stick] of [
    [one, first],
    [two, second],
    [other, second],
  ] as const) {
    const found = await findBundles(ws, [stick], UNWATCHED.signal);
    const { batch } = await takeIn(ws, found, UNWATCHED);
    expect(batch.done.length).toBeGreaterThan(0);
    const own = ws.store.exports().filter(({ purpose }) => purpose === "hand-in");
    const holds = ws.store.reach(lastReceipt(ws)?.frontier ?? {});
    expect(own.map(({ frontier }) => isWithin(frontier, holds))).toEqual([true]);
  }
});

async function clientOf(folder: string, workspace: string, person: string, clock: TestClock): Promise<Client> {
  const data = await openDataSide({
    mediaUrl: () => "",
    home: join(folder, "home"),
    workspace: join(folder, workspace),
    surroundings: surroundingsOf(clock),
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Client;
  await client.session.unlock({ person, pin: PIN });
  return client;
}

async function lookThrough(client: Client, path: string): Promise<ImportPreview> {
  const { result } = await ended(client, (await client.inbox.look({ sources: [{ from: "path", path }] })).task);
  if (result?.kind !== "look") throw new Error("nothing was looked at");
  return client.inbox.preview({ preview: result.preview });
}

async function ended({ tasks }: Client, task: string): Promise<Task> {
  for await (const list of await tasks.watch()) {
    const found = list.find((one) => one.task === task && one.state !== "running");
    if (found?.state === "done") return found;
    if (found !== undefined) throw new Error(`the task ${found.state}: ${found.problem?.code ?? ""}`);
  }
  throw new Error("the tasks ended first");
}
