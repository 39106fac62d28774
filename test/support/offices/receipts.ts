// What receipt tests share: a receipt carried to a unit, what a bundle holds, what is held of a unit.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { importBundle, type ImportResult } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { issueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import type { BundleStatement } from "../../../src-main/usecases/ports/bundles.ts";

/** The county writes what is due; the unit reads it. @returns the bundle's path. */
export async function receiptTo(folder: string, county: Workspace, unit: Workspace): Promise<string> {
  const path = await receiptFile(folder, county, unit.store.facts().unit);
  await importBundle(unit, path, { means: "usb" }, UNWATCHED);
  return path;
}

/** The county writes what is due into a folder of its own. */
export async function receiptFile(folder: string, county: Workspace, unit: string): Promise<string> {
  const target = join(folder, `receipt-${county.world.randomHex(4)}`);
  mkdirSync(target);
  return (await issueReceipts(county, unit, target, UNWATCHED)).path;
}

export function take(ws: Workspace, path: string): Promise<ImportResult> {
  return importBundle(ws, path, { means: "usb" }, UNWATCHED);
}

export type Opened = Readonly<{
  statement: BundleStatement;
  places: Readonly<Record<string, readonly number[]>>;
  media: readonly string[];
}>;

/** What a bundle states and carries: the places of its entries by feed, and its originals. */
export async function contentsOf(ws: Workspace, path: string): Promise<Opened> {
  const options = { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed };
  const bundle = await ws.bundles.open(path, options, UNWATCHED);
  const places: Record<string, number[]> = {};
  for await (const batch of bundle.entries())
    for (const { hash, carried } of batch)
      (places[carried.entry.seq === 0 ? hash : carried.entry.feed] ??= []).push(carried.entry.seq);
  const media = bundle.files.filter((file) => file.kind === "media").map((file) => file.sha256);
  await bundle.close();
  return { statement: bundle.statement, places, media };
}

/** Digest of all entries of a unit to the county that are held: equal at both ends when nothing is missing. */
export function unitEntries(ws: Workspace, unit: string): string {
  const feeds = ws.store.feeds().filter((feed) => feed.unit === unit && feed.audience === "county");
  const hashes = feeds.flatMap((feed) => [...ws.store.feedEntries(feed.id)].map((line) => line.hash));
  return ws.sha256(hashes.sort().join("\n"));
}
