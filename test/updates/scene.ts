// A publisher, a stranger, a folder that offers updates and an empty shelf; and the server that offers the folder.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { addressSource } from "../../src-main/updates/address-source.ts";
import { folderSource } from "../../src-main/updates/folder-source.ts";
import type { Shelf } from "../../src-main/updates/shelf.ts";
import type { UpdateSource } from "../../src-main/updates/source.ts";
import { makePublisher, type Publisher } from "../support/made/made-updates.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { startUpdateServer, type Misbehaviour, type UpdateServer } from "../support/made/update-server.ts";

/** `offered`: the folder that offers updates; `first` and `second` are publishers, `stranger` is none. */
export type Scene = Readonly<{ offered: string; shelf: Shelf; first: Publisher; second: Publisher; stranger: Publisher }>;

/** Makes them in a folder of the test. */
export async function setScene(): Promise<Scene> {
  const folder = await tempFolder();
  const [first, second, stranger] = ["first", "second", "stranger"].map((name) => makePublisher(folder, name));
  const shelf: Shelf = {
    folder: join(folder, "updates"),
    pid: process.pid,
    isAlive: () => true,
    assertRoom: () => Promise.resolve(),
  };
  return { offered: join(folder, "U盘 更新"), shelf, first: first!, second: second!, stranger: stranger! };
}

/** Both ways that an update comes. */
export const WAYS = {
  address: async (offered: string, misbehave?: Misbehaviour): Promise<UpdateSource> =>
    addressSource((await serveUpdates(offered, misbehave)).address, 400),
  folder: (offered: string): Promise<UpdateSource> => Promise.resolve(folderSource(offered)),
} as const;

/** A server that is closed with the test. */
export async function serveUpdates(folder: string, misbehave?: Misbehaviour): Promise<UpdateServer> {
  const server = await startUpdateServer(folder, misbehave);
  onTestFinished(server.close);
  return server;
}

/** What lies on the shelf. */
export async function shelfNames({ shelf }: Scene): Promise<readonly string[]> {
  return existsSync(shelf.folder) ? (await readdir(shelf.folder)).sort() : [];
}
