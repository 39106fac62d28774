// Takes an update in: the offer first, then the package, copied to the shelf of this PC and judged from that copy.
// What runs is not touched by any of it.
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { writingProblem } from "../disk/disk-problems.ts";
import { createFile, type WritableFile } from "../disk/new-file.ts";
import { Problem } from "../domain/problem.ts";
import type { Progress } from "../usecases/ports/progress.ts";
import { ageOf, assertNewer, MOST_OFFER_BYTES, readOffer, type Offer, type Running } from "./judge-offer.ts";
import { assertWhole, makeShelf, partPath, putOnShelf, type Shelf, type Shelved } from "./shelf.ts";
import type { UpdateSource } from "./source.ts";
import { statementName, type Statement } from "./statement.ts";

/** What a place offers for this system, judged by its signature; its package has not been read. */
export type Found = Readonly<{ age: "newer" | "same" | "older"; said: Statement }>;

/** Looks what a place offers. @throws {Problem} as `readOffer` and the source say; `update-none-there` */
export async function lookForUpdate(source: UpdateSource, running: Running, signal: AbortSignal): Promise<Found> {
  const said = readOffer(await readFrom(source, running, signal), running);
  return { age: ageOf(said, running), said };
}

/**
 * Copies an update to the shelf; progress in bytes.
 *
 * @throws {Problem} as `lookForUpdate`; `update-not-newer`, `update-package-missing`, `update-package-differs`, `update-cut-off`,
 *   `drive-too-small`, `disk-full`, `disk-read-only`, `cancelled`; nothing is left of it then
 */
export async function takeUpdateIn(source: UpdateSource, shelf: Shelf, running: Running, progress: Progress): Promise<Shelved> {
  const offer = await readFrom(source, running, progress.signal);
  const said = readOffer(offer, running);
  assertNewer(said, running);
  const part = partPath(shelf, said);
  try {
    await prepare(shelf, said);
    await copy(source, said, part, progress);
    await assertWhole(part, said, progress.signal);
    return await putOnShelf(shelf, part, said, offer);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined); // the next start sweeps what could not be removed now
    throw writingProblem(cause, shelf.folder);
  }
}

async function readFrom(source: UpdateSource, running: Running, signal: AbortSignal): Promise<Offer> {
  const name = statementName(running);
  const statement = await source.readSmall(name, MOST_OFFER_BYTES.statement, signal);
  if (statement === undefined) throw new Problem("update-none-there", { place: source.place, file: name });
  const signature = await source.readSmall(`${name}.sig`, MOST_OFFER_BYTES.signature, signal);
  if (signature === undefined) throw new Problem("update-signature-invalid", { file: name });
  return { statement, signature };
}

async function prepare(shelf: Shelf, said: Statement): Promise<void> {
  await makeShelf(shelf);
  await shelf.assertRoom(shelf.folder, said.sizeBytes);
}

/** Copies and hashes at once, so that a package that is wrong is refused before it is read a second time. */
async function copy(source: UpdateSource, said: Statement, part: string, progress: Progress): Promise<void> {
  const file = await createFile(part, 0o700);
  try {
    await pour(source, said, file, progress);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function pour(source: UpdateSource, said: Statement, file: WritableFile, progress: Progress): Promise<void> {
  const hash = createHash("sha256");
  let copied = 0;
  for await (const chunk of source.readPackage(said.fileName, said.sizeBytes, progress.signal)) {
    copied += chunk.byteLength;
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    if (copied > said.sizeBytes) break;
    hash.update(chunk);
    await file.write(chunk);
    progress.report(copied, said.sizeBytes);
  }
  if (copied !== said.sizeBytes || hash.digest("hex") !== said.sha256)
    throw new Problem("update-package-differs", { name: said.fileName });
}
