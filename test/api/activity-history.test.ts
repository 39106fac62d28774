// 历史: who wrote which version of an activity, and what it changed of the one before.
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test } from "vitest";
import type { Version } from "../../src-main/api/activities/contract.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { activity, openOffice, PIN, record, seasonClock, surroundingsOf, TOWN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

type History = Readonly<{ versions: readonly Version[]; earlier: number }>;

/** @param write writes into the township before the screen asks. @returns what the screen asks with. */
async function historyAfter(write: (office: Awaited<ReturnType<typeof openOffice>>) => Promise<void>) {
  const folder = await tempFolder();
  const clock = seasonClock();
  const office = await openOffice(join(folder, "town"), TOWN, clock);
  await write(office);
  const { person } = office.ws.store.facts();
  await office.close();
  const place = { home: join(folder, "home"), workspace: join(folder, "town") };
  const data = await openDataSide({ mediaUrl: () => "", ...place, surroundings: surroundingsOf(clock) });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as {
    session: { unlock(input: Readonly<{ person: string; pin: string }>): Promise<unknown> };
    activities: { history(input: Readonly<{ unit: string; record: string }>): Promise<History> };
  };
  await client.session.unlock({ person, pin: PIN });
  return (id: string) => client.activities.history({ unit: TOWN, record: id });
}

const version = (id: string, title: string, parents: readonly string[]) => ({
  kind: "activity",
  record: id,
  unit: TOWN,
  audience: "county" as const,
  value: activity(title, { attachments: [] }),
  parents,
});

test("what stood before is never taken from another record, whatever a version names as its parent", async () => {
  const seen = { id: "" };
  const history = await historyAfter(async ({ ws }) => {
    const other = await record(ws, "别的活动");
    seen.id = (await record(ws, "宣讲")).record;
    ws.store.append([version(seen.id, "宣讲改", [other.hash])]);
  });
  const { versions } = await history(seen.id);
  expect(JSON.stringify(versions)).not.toContain("别的活动");
  expect(versions.map(({ changes }) => changes.find(({ path }) => path === "/title"))).toEqual([
    { path: "/title", from: undefined, to: "宣讲改" },
    { path: "/title", from: undefined, to: "宣讲" },
  ]);
});

test("of very many versions the latest are listed, and how many more there are", async () => {
  const seen = { id: "" };
  const history = await historyAfter(async ({ ws }) => {
    const first = await record(ws, "第0版");
    seen.id = first.record;
    let last: readonly string[] = [first.hash];
    for (let at = 1; at < 103; at += 1) last = ws.store.append([version(seen.id, `第${at}版`, last)]);
  });
  const { versions, earlier } = await history(seen.id);
  expect([versions.length, earlier]).toEqual([100, 3]);
  expect(versions[0]?.changes).toEqual([{ path: "/title", from: "第101版", to: "第102版" }]);
  expect(versions.at(-1)?.changes).toEqual([{ path: "/title", from: "第2版", to: "第3版" }]);
});
