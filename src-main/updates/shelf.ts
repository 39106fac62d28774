// The folder of this PC where an update waits until it is installed: one package with its statement and signature.
// Packages are written under a name of their own until they are whole, so that what is cut off is seen and thrown away.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { lastingCalls, placeFile } from "../disk/lasting.ts";
import { writeDurably } from "../disk/small-file.ts";
import { Problem } from "../domain/problem.ts";
import { ageOf, assertNewer, readOffer, type Offer, type Running } from "./judge-offer.ts";
import type { Statement } from "./statement.ts";

/** `assertRoom`: that so many bytes fit. */
export type Shelf = Readonly<{
  folder: string;
  pid: number;
  isAlive(pid: number): boolean;
  /** @throws {Problem} `drive-too-small`, `disk-read-only` */
  assertRoom(folder: string, neededBytes: number): Promise<void>;
}>;

/** A package on the shelf. */
export type Shelved = Readonly<{ said: Statement; path: string }>;

const NOTE = "waiting.json";
const SIGNATURE = "waiting.json.sig";
const PART = /\.(\d+)\.part$/;

/** A name that no package can have, for one that is not whole yet. */
export function partPath(shelf: Shelf, said: Statement): string {
  return join(shelf.folder, `${said.fileName}.${shelf.pid}.part`);
}

/** Puts a whole package in the place of what waited before; the note comes last. @throws errors of the system as they are */
export async function putOnShelf(shelf: Shelf, part: string, said: Statement, offer: Offer): Promise<Shelved> {
  const path = join(shelf.folder, said.fileName);
  await rm(join(shelf.folder, NOTE), { force: true });
  await placeFile(lastingCalls, part, path);
  writeDurably(join(shelf.folder, SIGNATURE), textOf(offer.signature));
  writeDurably(join(shelf.folder, NOTE), textOf(offer.statement));
  await clearBut(shelf, [NOTE, SIGNATURE, said.fileName]);
  return { said, path };
}

/** What waits, by its note; undefined where nothing does. Its bytes are judged by `assertWhole`. */
export async function onShelf(shelf: Shelf, running: Running): Promise<Shelved | undefined> {
  try {
    const [statement, signature] = await Promise.all([NOTE, SIGNATURE].map((name) => readFile(join(shelf.folder, name))));
    if (statement === undefined || signature === undefined) return undefined;
    const said = readOffer({ statement, signature }, running);
    return ageOf(said, running) === "newer" ? { said, path: join(shelf.folder, said.fileName) } : undefined;
  } catch {
    return undefined; // nothing there, or not what a publisher signed: the next sweep clears it
  }
}

/**
 * What waits, read to its end once more: it has lain in a folder that other programs can write to.
 *
 * @throws {Problem} `update-none-ready`, `update-package-differs`, `update-not-newer`
 */
export async function takeFromShelf(shelf: Shelf, running: Running, signal: AbortSignal): Promise<Shelved> {
  const found = await onShelf(shelf, running);
  if (found === undefined) throw new Problem("update-none-ready", {});
  assertNewer(found.said, running);
  await assertWhole(found.path, found.said, signal);
  return found;
}

/** @throws {Problem} `update-package-differs`, `cancelled` */
export async function assertWhole(path: string, said: Statement, signal: AbortSignal): Promise<void> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(path, { end: said.sizeBytes, highWaterMark: 1024 * 1024, signal })) {
      hash.update(chunk as Uint8Array);
      sizeBytes += (chunk as Uint8Array).byteLength;
    }
  } catch (cause) {
    if (signal.aborted) throw new Problem("cancelled", {}, { cause });
    throw new Problem("update-package-differs", { name: said.fileName }, { cause });
  }
  if (sizeBytes !== said.sizeBytes || hash.digest("hex") !== said.sha256)
    throw new Problem("update-package-differs", { name: said.fileName });
}

/** Throws away what waited. */
export async function clearShelf(shelf: Shelf): Promise<void> {
  await rm(shelf.folder, { recursive: true, force: true, maxRetries: 3 });
}

/** At a start: throws away what was cut off, what is installed by now, and what is none of ours; a living writer's part stays. */
export async function sweepShelf(shelf: Shelf, running: Running): Promise<void> {
  const waiting = await onShelf(shelf, running);
  await clearBut(shelf, waiting === undefined ? [] : [NOTE, SIGNATURE, waiting.said.fileName]);
}

async function clearBut(shelf: Shelf, kept: readonly string[]): Promise<void> {
  for (const name of await readdir(shelf.folder).catch(() => [])) {
    const writer = PART.exec(name)?.[1];
    const isBeingWritten = writer !== undefined && Number(writer) !== shelf.pid && shelf.isAlive(Number(writer));
    if (isBeingWritten || kept.includes(name)) continue;
    // A virus scanner or a running installer may hold it: then the next start takes it.
    await rm(join(shelf.folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Makes the folder of a shelf. */
export async function makeShelf(shelf: Shelf): Promise<void> {
  await mkdir(shelf.folder, { recursive: true });
}

/** Both were read as text before they came here. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
