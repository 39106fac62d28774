// The whole data side with files that a person gives: by path or in slices, kept, shown and saved under their own names; a page
// alone can name no file of this PC.
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Contract } from "../../src-main/api/contract.ts";
import type { DataSide } from "../../src-main/api/data-side.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import { seasonClock, surroundingsOf, TOWN } from "../support/offices/office.ts";
import { picture } from "../support/made/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BEGIN = { unit: TOWN, device: "一号", person: { name: "王干事" }, pin: "chengguan-1" };
type Client = Pick<ContractRouterClient<Contract>, "drafts" | "uploads" | "inbox" | "tasks" | "session">;
type Started = Readonly<{ data: DataSide; client: Client; folder: string; incoming: () => readonly string[] }>;

/** A township's program in the Electron shell, just begun. */
async function startTown(): Promise<Started> {
  const folder = await tempFolder();
  const home = join(folder, "home");
  const data = await openDataSide({
    mediaUrl: (sha256, variant) => `${variant}/${sha256}`,
    asksPerson: true,
    home,
    surroundings: surroundingsOf(seasonClock()),
  });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Client;
  const state = await client.session.state();
  if (state.stage !== "first-start") throw new Error("not at first start");
  await client.session.beginUnit({ ...BEGIN, campaign: state.campaigns[0]?.id ?? "" });
  const incoming = (): readonly string[] => readdirSync(join(home, "incoming", String(process.pid)));
  return { data, client, folder, incoming };
}

async function attachByPath({ data, client }: Started, draft: string, path: string) {
  const [ticket] = await data.attach([{ path, name: basename(path) }]);
  if (ticket?.kind !== "ticket") throw new Error("no ticket");
  return client.drafts.takeFile({ draft, uploadId: ticket.uploadId });
}

test("by path and in slices the same file is the same original, and it is saved under the name that it came with", async () => {
  const town = await startTown();
  const { data, client, folder } = town;
  const path = join(folder, "启动仪式 1.PNG");
  copyFileSync(await picture(folder, "照片.png", 5), path);
  const bytes = readFileSync(path);
  const { draft } = await client.drafts.open({ from: "new", code: "23101" });
  const byPath = await attachByPath(town, draft, path);
  expect([byPath.name, byPath.sha256]).toEqual(["启动仪式 1.PNG", createHash("sha256").update(bytes).digest("hex")]);
  const { uploadId } = await client.uploads.begin({ name: "微信图片", sizeBytes: bytes.length });
  const half = bytes.length >> 1;
  await client.uploads.append({ uploadId, at: 0, base64: bytes.subarray(0, half).toString("base64") });
  await client.uploads.append({ uploadId, at: half, base64: bytes.subarray(half).toString("base64") });
  const { draft: other } = await client.drafts.open({ from: "new", code: "23209" });
  const inSlices = await client.drafts.takeFile({ draft: other, uploadId });
  expect([inSlices.name, inSlices.sha256]).toEqual(["微信图片", byPath.sha256]);
  expect(town.incoming(), "moved, not copied").toEqual([]);
  const request = { what: "media", sha256: byPath.sha256 } as const;
  expect(await data.nameToSave({ ...request, name: "启动仪式 1.PNG" })).toBe("启动仪式 1.PNG");
  expect(await data.nameToSave({ ...request, name: "微信图片" })).toBe("微信图片.png");
  expect(["启动仪式 1.PNG", "微信图片.png"]).toContain(await data.nameToSave({ ...request, name: "../../keys.json" }));
  await data.save(request, join(folder, "副本.png"));
  expect(readFileSync(join(folder, "副本.png")).equals(bytes)).toBe(true);
});

test("no call takes a path for an attachment, and a ticket is good once", async () => {
  const town = await startTown();
  const { client, folder } = town;
  const { draft } = await client.drafts.open({ from: "new", code: "23101" });
  const keys = join(folder, "home", `unit-${TOWN}`, "keys.json");
  for (const odd of [{ source: { from: "path", path: keys }, name: "a.jpg" }, { path: keys }])
    await expect(client.drafts.takeFile({ draft, ...odd } as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(client.drafts.takeFile({ draft, uploadId: keys })).rejects.toMatchObject({ data: { code: "upload-unknown" } });
  const path = await picture(folder, "照片.png", 6);
  const [ticket] = await town.data.attach([{ path, name: "照片.png" }]);
  const uploadId = ticket?.kind === "ticket" ? ticket.uploadId : "";
  await client.drafts.takeFile({ draft, uploadId });
  await expect(client.drafts.takeFile({ draft, uploadId })).rejects.toMatchObject({ data: { code: "upload-unknown" } });
});

test("bundles are read where the program lists or the person chose, and nothing else is ever read as one", async () => {
  const { data, client, folder } = await startTown();
  const place = join(folder, "U盘");
  mkdirSync(place);
  writeFileSync(join(place, "一.anbao"), "no bundle");
  writeFileSync(join(place, "keys.json"), "{}");
  const outcomeOf = async (path: string): Promise<string> => {
    const { task } = await client.inbox.look({ sources: [{ from: "path", path }] });
    for await (const list of await client.tasks.watch()) {
      const ended = list.find((one) => one.task === task && one.state !== "running");
      if (ended !== undefined) return ended.problem?.code ?? ended.state;
    }
    return "never";
  };
  expect(await outcomeOf(join(place, "一.anbao"))).toBe("path-not-chosen");
  expect(await outcomeOf(place)).toBe("path-not-chosen");
  data.admit([place]);
  expect(await outcomeOf(join(place, "一.anbao"))).toBe("done");
  expect(await outcomeOf(place)).toBe("done");
  expect(await outcomeOf(join(place, "keys.json"))).toBe("path-not-chosen");
  expect(await outcomeOf(join(place, "..", "home", `unit-${TOWN}`))).toBe("path-not-chosen");
});

test("a copy under way is told byte by byte to who watches, and dropping it leaves nothing", async () => {
  const town = await startTown();
  const { client, folder, data } = town;
  const path = join(folder, "长.png");
  writeFileSync(path, Buffer.concat([readFileSync(await picture(folder, "照片.png", 7)), Buffer.alloc(48 * 1024 * 1024)]));
  const { draft } = await client.drafts.open({ from: "new", code: "23101" });
  const [ticket] = await data.attach([{ path, name: "长.png" }]);
  const uploadId = ticket?.kind === "ticket" ? ticket.uploadId : "";
  const taking = client.drafts.takeFile({ draft, uploadId }).then(
    () => "taken",
    (error: unknown) => (error as { data?: { code?: string } }).data?.code,
  );
  for await (const { doneBytes, totalBytes } of await client.uploads.watch({ uploadId })) {
    expect(doneBytes).toBeLessThanOrEqual(totalBytes);
    if (doneBytes > 0) await client.uploads.drop({ uploadId });
  }
  expect(await taking).toBe("cancelled");
  expect(readdirSync(join(folder, "home", `unit-${TOWN}`, "media", ".incoming"))).toEqual([]);
});
