// Search as the window of Ctrl+K asks for it: only what has a screen, the latest first, and whether there is more.
import { createRouterClient } from "@orpc/server";
import { expect, test } from "vitest";
import { proceduresFor } from "../../src-main/api/base.ts";
import type { Host } from "../../src-main/api/host.ts";
import { searchRoutes } from "../../src-main/api/surroundings/routes.ts";
import { demoLiaison } from "../../src-main/demo/demo-records.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { putRecord } from "../../src-main/usecases/records/versions/put-record.ts";
import { openOffice, record, TOWN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

type Hits = Readonly<{ hits: readonly Readonly<{ kind: string; title: string }>[]; more: boolean }>;

function searching(ws: Workspace) {
  const host = { report: () => "id-1", stage: () => ({ stage: "ready", workspace: { ws } }) } as unknown as Host;
  return createRouterClient(searchRoutes(proceduresFor(host))) as unknown as {
    find(input: Readonly<{ text: string; limit: number }>): Promise<Hits>;
  };
}

test("finds activities and ledgers, nothing that has no screen, and says that there is more", async () => {
  const { ws } = await openOffice(await tempFolder(), TOWN);
  await putRecord(ws, { kind: "liaison", value: { ...demoLiaison("城关镇"), name: "集市联络员" } }, UNWATCHED);
  await record(ws, "集市咨询");
  const value = { foundOn: "2021-06-21", source: "red-armband", place: "集市", content: "消防通道堵塞", level: "general" };
  await putRecord(ws, { kind: "hazard", value }, UNWATCHED);
  expect(ws.store.search("集市", 10)).toHaveLength(3);
  const client = searching(ws);
  const found = await client.find({ text: "集市", limit: 2 });
  expect(found.hits.map(({ kind, title }) => [kind, title])).toEqual([
    ["hazard", "消防通道堵塞"],
    ["activity", "集市咨询"],
  ]);
  expect([found.more, (await client.find({ text: "集市", limit: 1 })).more]).toEqual([false, true]);
});
