// The router as a screen calls it: what first start keeps, what ledgers ask for, and what a fault of ours looks like outside.
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test } from "vitest";
import { proceduresFor } from "../../src-main/api/base.ts";
import type { Host } from "../../src-main/api/host.ts";
import { settingsRoutes, systemRoutes, taskRoutes } from "../../src-main/api/surroundings/routes.ts";
import { openDataSide, openWorkspace } from "../../src-main/compose/door.ts";
import { surroundingsOf, seasonClock, TOWN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BEGIN = {
  campaign: "2021-gaotai",
  unit: TOWN,
  device: "一号电脑",
  person: { name: "王干事", post: "应急办主任" },
  pin: "chengguan-1",
};

test("first start keeps the person with name and post", async () => {
  const home = await tempFolder();
  const workspace = join(home, `unit-${TOWN}`);
  const surroundings = surroundingsOf(seasonClock());
  const data = await openDataSide({ mediaUrl: () => "", home, surroundings });
  const client = createRouterClient(data.router) as unknown as {
    session: { beginUnit(input: typeof BEGIN): Promise<unknown>; state(): Promise<{ campaigns?: readonly { id: string }[] }> };
  };
  const { campaigns } = await client.session.state();
  await client.session.beginUnit({ ...BEGIN, campaign: campaigns?.[0]?.id ?? "" });
  await data.close();
  const office = await openWorkspace(workspace, BEGIN.pin, surroundings);
  onTestFinished(() => office.close());
  const { store } = office.ws;
  const person = store.record({ unit: TOWN, kind: "person", record: store.facts().person });
  expect(person?.value).toEqual(BEGIN.person);
});

test("at a locked door no folder is listed, no drive put out, no setting changed and no task stopped", async () => {
  const host = { report: () => "id-1", stage: () => ({ stage: "locked" }) } as unknown as Host;
  const procedures = proceduresFor(host);
  const router = { system: systemRoutes(procedures), settings: settingsRoutes(procedures), tasks: taskRoutes(procedures) };
  const client = createRouterClient(router) as unknown as Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
  const calls: readonly (readonly [string, string, unknown])[] = [
    ["system", "roots", undefined],
    ["system", "listFolder", { path: "/" }],
    ["system", "makeFolder", { parent: "/", name: "新建" }],
    ["system", "preflight", { path: "/", neededBytes: 1 }],
    ["system", "driveOf", { path: "/" }],
    ["system", "eject", { path: "/" }],
    ["settings", "set", { lockAfterMinutes: 0 }],
    ["settings", "workspace", undefined],
    ["tasks", "cancel", { task: "task-1" }],
    ["tasks", "putAway", { task: "task-1" }],
  ];
  for (const [area, name, input] of calls)
    await expect(client[area]?.[name]?.(input), `${area}.${name}`).rejects.toMatchObject({ data: { code: "locked" } });
});

test("an answer that does not fit the contract is logged whole and shown as an internal problem with its id", async () => {
  const logged: unknown[] = [];
  const host = {
    report: (error: unknown) => (logged.push(error), "id-1"),
    stage: () => ({ stage: "first-start" }),
  } as unknown as Host;
  const { open } = proceduresFor(host);
  const bad = open.session.lock.handler(() => ({ ok: "yes" }) as never);
  const client = createRouterClient({ lock: bad }) as unknown as { lock(): Promise<unknown> };
  await expect(client.lock()).rejects.toMatchObject({ code: "PROBLEM", data: { code: "internal", details: { id: "id-1" } } });
  expect(logged).toHaveLength(1);
});
