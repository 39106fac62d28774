// Updates as the program has them: off without publishers, an address that is kept, a shelf that is swept at each start, and nothing
// handed to an installer while work runs.
import { createRouterClient } from "@orpc/server";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import packageInfo from "../../package.json" with { type: "json" };
import type { DataSide } from "../../src-main/api/data-side.ts";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import type { UpdateFrom, UpdateOffer, UpdateState } from "../../src-main/api/updates/contract.ts";
import { openDataSide } from "../../src-main/compose/door.ts";
import type { InstalledAs } from "../../src-main/domain/installed-as.ts";
import { makePublisher, packageBytes, publish, type Publisher } from "../support/made/made-updates.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { startUpdateServer } from "../support/made/update-server.ts";

type Client = Readonly<{
  updates: Readonly<{
    state(): Promise<UpdateState>;
    setAddress(input: Readonly<{ address: string }>): Promise<unknown>;
    check(input: UpdateFrom): Promise<UpdateOffer>;
    take(input: UpdateFrom): Promise<Readonly<{ task: string }>>;
    discard(): Promise<unknown>;
  }>;
  tasks: Readonly<{
    watch(): Promise<AsyncIterable<readonly Task[]>>;
    cancel(input: Readonly<{ task: string }>): Promise<unknown>;
  }>;
}>;

const ENDING = `linux-${process.arch}.deb`;
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const ADDRESS: UpdateFrom = { from: "address" };
const offeredState = { offered: true, version: packageInfo.version, processor: process.arch, platform: process.platform };

type Program = Readonly<{ data: DataSide; client: Client; shelf: string }>;

async function openProgram(home: string, publishers: string, installedAs?: InstalledAs): Promise<Program> {
  const data = await openDataSide({ mediaUrl: () => "", home, publishers, ...(installedAs && { installedAs }) });
  onTestFinished(() => data.close());
  return { data, client: createRouterClient(data.router) as unknown as Client, shelf: join(home, "updates") };
}

async function setScene(): Promise<
  Readonly<{ folder: string; home: string; publisher: Publisher; stick: UpdateFrom & { path: string } }>
> {
  const folder = await tempFolder();
  const stick = { from: "folder" as const, path: join(folder, "U盘") };
  mkdirSync(stick.path);
  return { folder, home: join(folder, "Anbao"), publisher: makePublisher(folder, "publisher-1"), stick };
}

/** Resolves when no task runs any more. */
async function quiet({ client }: Program): Promise<readonly Task[]> {
  for await (const tasks of await client.tasks.watch()) if (tasks.every(({ state }) => state !== "running")) return tasks;
  return [];
}

const problem = (code: string) => expect.objectContaining({ data: expect.objectContaining({ code }) });

test.each(["", "# nobody yet\n"])("a list of publishers that says %j turns updates off everywhere", async (list) => {
  const { home, publisher, stick } = await setScene();
  await publish(stick.path, publisher, "9.0.0", ENDING);
  const { client, data, shelf } = await openProgram(home, list);
  expect(await client.updates.state()).toEqual({ offered: false });
  await expect(client.updates.check(stick)).rejects.toEqual(problem("update-off"));
  await expect(data.preparedUpdate()).rejects.toMatchObject({ code: "update-off" });
  expect(readdirSync(join(shelf, ".."))).not.toContain("updates");
});

test("a list that is written wrongly is told where updates are asked for, and the program opens", async () => {
  const { home } = await setScene();
  const { client } = await openProgram(home, "publisher-1 ssh-ed25519 AAAA");
  await expect(client.updates.state()).rejects.toEqual(problem("update-publishers-wrong"));
});

test("a page names no folder that its person was neither shown nor chose", async () => {
  const { home, publisher, stick } = await setScene();
  const data = await openDataSide({ mediaUrl: () => "", home, publishers: publisher.line, asksPerson: true });
  onTestFinished(() => data.close());
  const { updates } = createRouterClient(data.router) as unknown as Client;
  await expect(updates.check(stick)).rejects.toEqual(problem("path-not-chosen"));
  await expect(updates.take(stick)).rejects.toEqual(problem("path-not-chosen"));
  data.admit([stick.path]);
  await expect(updates.check(stick)).rejects.toEqual(problem("update-none-there"));
});

describe("the address", () => {
  test("is none that a page alone names where the shell asks the person; the shell's word counts, and a page may take it away", async () => {
    const { home, publisher, folder } = await setScene();
    const server = await startUpdateServer(folder);
    onTestFinished(server.close);
    const data = await openDataSide({ mediaUrl: () => "", home, publishers: publisher.line, asksPerson: true });
    onTestFinished(() => data.close());
    const { updates } = createRouterClient(data.router) as unknown as Client;
    await expect(updates.setAddress({ address: server.address })).rejects.toEqual(problem("update-address-unconfirmed"));
    await expect(updates.check(ADDRESS)).rejects.toEqual(problem("update-address-missing"));
    expect(server.asked).toEqual([]);
    data.setUpdateAddress(server.address);
    await expect(updates.check(ADDRESS)).rejects.toEqual(problem("update-none-there"));
    expect(server.asked).toHaveLength(1);
    await updates.setAddress({ address: "" });
    await expect(updates.check(ADDRESS)).rejects.toEqual(problem("update-address-missing"));
  });

  test("is kept, ends as a folder, and can be taken away; before, the network is not touched", async () => {
    const { home, publisher, folder } = await setScene();
    await publish(join(folder, "内网"), publisher, "9.0.0", ENDING);
    const server = await startUpdateServer(join(folder, "内网"));
    onTestFinished(server.close);
    const first = await openProgram(home, publisher.line);
    expect(await first.client.updates.state()).toEqual({ ...offeredState, installedAs: "checkout", address: "", waiting: null });
    await expect(first.client.updates.check(ADDRESS)).rejects.toEqual(problem("update-address-missing"));
    await first.client.updates.setAddress({ address: ` ${server.address.slice(0, -1)} ` });
    expect(server.asked).toEqual([]);
    await first.data.close();
    const second = await openProgram(home, publisher.line);
    expect(await second.client.updates.state()).toMatchObject({ address: server.address });
    expect(server.asked).toEqual([]);
    expect(await second.client.updates.check(ADDRESS)).toMatchObject({ age: "newer", version: "9.0.0" });
    await second.client.updates.setAddress({ address: "" });
    await expect(second.client.updates.check(ADDRESS)).rejects.toEqual(problem("update-address-missing"));
  });

  test.each([
    "192.0.2.10",
    "ftp://192.0.2.10/",
    "file:///etc/",
    "javascript:alert(1)",
    "http://user@192.0.2.10/",
    "http://user:word@192.0.2.10/",
    "http://192.0.2.10/?a",
    "http://192.0.2.10/#a",
    "http://",
    `http://192.0.2.10/${"a".repeat(600)}`,
  ])("%s is none", async (address) => {
    const { home, publisher } = await setScene();
    const { client } = await openProgram(home, publisher.line);
    await expect(client.updates.setAddress({ address })).rejects.toEqual(problem("update-address-wrong"));
    expect(await client.updates.state()).toMatchObject({ address: "" });
  });
});

describe("the shelf", () => {
  test("two that are taken in at once come one after the other: neither spoils the other, and none is called changed", async () => {
    const { home, publisher, stick, folder } = await setScene();
    const other = { from: "folder" as const, path: join(folder, "共享") };
    mkdirSync(other.path);
    await publish(stick.path, publisher, "9.0.0", ENDING);
    await publish(other.path, publisher, "9.1.0", ENDING);
    const program = await openProgram(home, publisher.line, "deb");
    await Promise.all([stick, stick, other].map((from) => program.client.updates.take(from)));
    expect((await quiet(program)).map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect(await program.data.preparedUpdate()).toMatchObject({ version: "9.1.0" });
  });

  test("keeps what waits over starts, hands it to the shell, and lets it go when it is deleted", async () => {
    const { home, publisher, stick } = await setScene();
    const name = await publish(stick.path, publisher, "9.0.0", ENDING);
    const first = await openProgram(home, publisher.line, "deb");
    await first.client.updates.take(stick);
    expect(await quiet(first)).toMatchObject([{ kind: "update", state: "done", result: { version: "9.0.0" } }]);
    await first.data.close();
    const second = await openProgram(home, publisher.line, "deb");
    const path = join(second.shelf, name);
    expect(await second.client.updates.state()).toMatchObject({ installedAs: "deb", waiting: { version: "9.0.0", path } });
    expect(await second.data.preparedUpdate()).toEqual({
      version: "9.0.0",
      kind: "deb",
      path,
      sha256: sha256Of(packageBytes("9.0.0")),
    });
    await second.client.updates.discard();
    expect(await second.client.updates.state()).toMatchObject({ waiting: null });
    await expect(second.data.preparedUpdate()).rejects.toMatchObject({ code: "update-none-ready" });
  });

  test("what was cut off, what is no publisher's and what is installed by now go at a start; a living program's part stays", async () => {
    const { home, publisher, stick, folder } = await setScene();
    await publish(stick.path, publisher, "9.0.0", ENDING);
    const first = await openProgram(home, publisher.line);
    await first.client.updates.take(stick);
    await quiet(first);
    await first.data.close();
    const dead = spawnSync("true").pid;
    const parts = [`a.deb.${dead}.part`, `a.deb.${process.pid}.part`, `a.deb.${process.ppid}.part`, "waiting.json.new", "x"];
    for (const name of parts) writeFileSync(join(first.shelf, name), "part");
    const second = await openProgram(home, publisher.line);
    const kept = [`a.deb.${process.ppid}.part`, `anbao-9.0.0-${ENDING}`, "waiting.json", "waiting.json.sig"];
    expect(readdirSync(second.shelf).sort()).toEqual(kept.sort());
    await second.data.close();
    const other = makePublisher(folder, "another");
    const third = await openProgram(home, other.line);
    expect(readdirSync(third.shelf)).toEqual([`a.deb.${process.ppid}.part`]);
  });

  test("nothing is handed to an installer while work runs", async () => {
    const { home, publisher, stick, folder } = await setScene();
    await publish(stick.path, publisher, "9.0.0", ENDING);
    const program = await openProgram(home, publisher.line, "nsis");
    const server = await startUpdateServer(folder, (_, response) => {
      response.writeHead(200).flushHeaders();
      return true;
    });
    onTestFinished(server.close);
    await program.client.updates.setAddress({ address: server.address });
    const { task } = await program.client.updates.take(ADDRESS);
    await expect(program.data.preparedUpdate()).rejects.toMatchObject({ code: "update-tasks-running", details: { count: 1 } });
    await program.client.tasks.cancel({ task });
    expect(await quiet(program)).toMatchObject([{ state: "cancelled" }]);
    await expect(program.data.preparedUpdate()).rejects.toMatchObject({ code: "update-none-ready" });
  });
});
