// A form that is open learns what the program finds of its files later: what a slow look has noted is in the next answer, and the area
// that is rung then makes that answer stale.
import { createRouterClient } from "@orpc/server";
import { generateOperationKey } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import Database from "better-sqlite3";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ContractRouterClient } from "@orpc/contract";
import { expect, onTestFinished, test } from "vitest";
import type { Contract } from "../../src-main/api/contract.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { FACTS_METHOD } from "../../src-main/domain/kinds/file-facts.ts";
import { markStale } from "../../src-renderer/rpc/stale.ts";
import { picture } from "../support/made/sample-files.ts";
import { seasonClock, surroundingsOf, TOWN } from "../support/offices/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("time, size and cautions that a slow look found come to the open form with its notes", async () => {
  const folder = await tempFolder();
  const home = join(folder, "home");
  const data = await openDataSide({
    mediaUrl: (sha256, variant) => `${variant}/${sha256}`,
    asksPerson: true,
    home,
    surroundings: surroundingsOf(seasonClock()),
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as ContractRouterClient<Contract>;
  const state = await client.session.state();
  if (state.stage !== "first-start") throw new Error("not at first start");
  const person = { name: "王干事" };
  await client.session.beginUnit({
    unit: TOWN,
    device: "一号",
    person,
    pin: "chengguan-1",
    campaign: state.campaigns[0]?.id ?? "",
  });
  const { draft, value } = await client.drafts.open({ from: "new", code: "23101" });
  const [ticket] = await data.attach([{ path: await picture(folder, "照片.png", 5), name: "照片.png" }]);
  if (ticket?.kind !== "ticket") throw new Error("no ticket");
  const taken = await client.drafts.takeFile({ draft, uploadId: ticket.uploadId });
  expect(taken).not.toHaveProperty("takenAt");
  const form = { draft, value: { ...value, startsAt: "2021-06-20T09:00", attachments: [{ sha256: taken.sha256 }] } };
  expect(await client.drafts.notes(form)).toEqual([taken]);

  noteLater(home, taken.sha256, { takenAt: "2021-06-01T08:00:00", heightPx: 100, rowsRead: 10 });
  const [known] = await client.drafts.notes(form);
  expect(known).toMatchObject({ takenAt: "2021-06-01T08:00:00", heightPx: 100, cautions: ["cut-off"], seenPercent: 10 });
  expect(known?.notes.map(({ note }) => note)).toContain("cut-off");
});

/** As the program's look behind the screens notes it. */
function noteLater(home: string, sha256: string, facts: object): void {
  const path = readdirSync(home, { recursive: true, encoding: "utf8" }).find((name) => name.endsWith("anbao.db")) ?? "";
  const db = new Database(join(home, path));
  db.prepare("INSERT OR REPLACE INTO media_fact (sha256, method, facts) VALUES (?, ?, ?)").run(
    Buffer.from(sha256, "hex"),
    FACTS_METHOD,
    JSON.stringify(facts),
  );
  db.close();
}

test("what was found of a file makes that answer stale", () => {
  const client = new QueryClient();
  const queryKey = [...generateOperationKey(["drafts", "notes"]), "draft", "asked"];
  client.setQueryData(queryKey, []);
  markStale(client, ["media"]);
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
});
