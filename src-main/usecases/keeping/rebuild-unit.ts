// Rebuilds a lost PC of a unit: takes in the unit's own bundles, opened with the recovery card, before anything new is written.
import { Problem } from "../../domain/problem.ts";
import type { Needs } from "../workspace.ts";
import { searchForBundles } from "../receiving/bundles/find-bundles.ts";
import { importBundle, type ImportBundleNeeds } from "../receiving/bundles/import-bundle.ts";
import { isOfOwnDisk } from "../sending/drive/own-disk.ts";
import type { Bundles } from "../ports/bundles.ts";
import type { Progress } from "../ports/progress.ts";
import type { FeedReader } from "../ports/store/feeds.ts";

type RebuildUnitNeeds = ImportBundleNeeds & Needs<FeedReader, "bundles" | "identities">;

/** What a rebuild took in. The digest is that of the union before this PC wrote anything of its own. */
export type Rebuilt = Readonly<{
  entriesDigest: string;
  entries: number;
  taken: readonly Readonly<{ path: string; number: number; added: number }>[];
  refused: readonly Readonly<{ path: string; problem: Problem }>[];
}>;

/** Whose bundles lie in a folder, as they say themselves. */
export type Whose = Readonly<{ unit: string; campaign: string; paths: readonly string[] }>;

const CARD = /AGE-SECRET-KEY-1[0-9A-Z]{58}/;

/** The identity on a recovery card, from what was typed or read. @throws {Problem} `card-invalid` */
export function readCard(text: string): string {
  const identity = CARD.exec(text.toUpperCase().replace(/\s+/g, ""))?.[0];
  if (identity === undefined) throw new Problem("card-invalid", {});
  return identity;
}

/**
 * Looks through a folder for bundles that the card opens, and tells whose they are.
 *
 * @throws {Problem} `rebuild-nothing`, `rebuild-units`, `cancelled`
 */
export async function whoseBundles(
  bundles: Bundles,
  folder: string,
  identity: string,
  stagingDir: string,
  progress: Progress,
): Promise<Whose> {
  const found = await bundles.find([folder], progress.signal);
  const all: Opened[] = [];
  for (const path of found.paths) {
    const statement = await statementOf(bundles, path, identity, stagingDir, progress);
    if (statement !== undefined) all.push(statement);
  }
  // What the card opened says whose it is; only a unit that never sealed anything has nothing but plain files.
  const sealed = all.filter((one) => one.sealed);
  const made = sealed.length > 0 ? sealed : all;
  const [first] = made;
  if (first === undefined) throw new Problem("rebuild-nothing", { path: folder });
  const units = new Set(made.map((one) => one.unit));
  if (units.size > 1) throw new Problem("rebuild-units", { units: [...units].join("、") });
  return { unit: first.unit, campaign: first.campaign, paths: found.paths };
}

type Opened = Readonly<{ unit: string; campaign: string; sealed: boolean }>;

/** What a hand-in says of its sender; undefined for anything else, and for what cannot be opened. */
async function statementOf(
  bundles: Bundles,
  path: string,
  identity: string,
  stagingDir: string,
  progress: Progress,
): Promise<Opened | undefined> {
  try {
    const bundle = await bundles.open(path, { stagingDir, identities: [identity], keyOfFeed: () => undefined }, progress);
    await bundle.close();
    const { purpose, sender, campaign } = bundle.statement;
    return purpose === "hand-in" ? { unit: sender.unit, campaign: campaign.id, sealed: bundle.encrypted } : undefined;
  } catch (cause) {
    if (progress.signal.aborted || !(cause instanceof Problem) || isOfOwnDisk(cause)) throw cause;
    return undefined; // a damaged or foreign bundle: the import names it
  }
}

/**
 * Takes in every bundle of the folder that this unit may read. Bundles come in any order, and those that build on others are
 * tried again after them.
 */
export async function rebuildFrom(ws: RebuildUnitNeeds, folder: string, identity: string, progress: Progress): Promise<Rebuilt> {
  const { paths } = await searchForBundles(ws, [folder], progress.signal);
  const opened: ImportBundleNeeds = { ...ws, identities: () => [...ws.identities(), identity] };
  const taken: { path: string; number: number; added: number }[] = [];
  let waiting = paths;
  let refused: { path: string; problem: Problem }[] = [];
  for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
    before = waiting.length;
    refused = await takeEach(opened, waiting, taken, progress);
    waiting = refused.map((one) => one.path);
  }
  const { entriesDigest, entries } = ws.store.digests();
  return { entriesDigest, entries, taken, refused };
}

/** One round over the bundles. @returns those that could not be read. */
async function takeEach(
  ws: ImportBundleNeeds,
  paths: readonly string[],
  taken: { path: string; number: number; added: number }[],
  progress: Progress,
): Promise<{ path: string; problem: Problem }[]> {
  const refused: { path: string; problem: Problem }[] = [];
  for (const path of paths) {
    try {
      const { number, changes } = await importBundle(ws, path, { means: "other", ownCard: true }, progress);
      taken.push({ path, number, added: changes.added });
    } catch (cause) {
      if (progress.signal.aborted || !(cause instanceof Problem) || isOfOwnDisk(cause)) throw cause;
      refused.push({ path, problem: cause });
    }
  }
  return refused;
}
