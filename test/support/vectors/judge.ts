// Asks today's program for the outcome of a case: what it reads of good files, with which problem it refuses bad ones.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SignedHead } from "../../../src-main/bundle/bag/heads-file.ts";
import { decryptFile, recipientOf } from "../../../src-main/bundle/age/age.ts";
import type { BundleInfo } from "../../../src-main/bundle/bag/bundle-info.ts";
import { hashInName, kindOfName, partIn } from "../../../src-main/bundle/names.ts";
import { openBundle } from "../../../src-main/bundle/read/read-bundle.ts";
import { readBackup } from "../../../src-main/bundle/backup/read-backup.ts";
import { verifyBundle, type BundleVerdict } from "../../../src-main/bundle/read/verify-bundle.ts";
import { planDigest } from "../../../src-main/bundle/bag/volume-list.ts";
import { createWorkspace, restoreWorkspace, type Created } from "../../../src-main/compose/door.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { PRODUCT } from "../../../src-main/compose/workspace/workspaces.ts";
import type { Line } from "../../../src-main/store/db/codec.ts";
import { unlockKeyring } from "../../../src-main/keys/pc/keyring.ts";
import { openStore } from "../../../src-main/store/open-store.ts";
import type { BackupStatement } from "../../../src-main/usecases/ports/backups.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { isParked } from "../../../src-main/usecases/receiving/volumes/drop-volumes.ts";
import { lackingVolumes } from "../../../src-main/usecases/receipts/missing.ts";
import { quiet, sha256 } from "../made/make-bundle.ts";
import { keyOf, TOWN } from "./cast.ts";
import { factsOf, readEntries, type EntriesFacts } from "./reading.ts";

/** A refusal: the problem's code, and the reason among its details. */
export type Refusal = Readonly<{ problem: string; reason?: string }>;

export async function refusalOf(step: () => unknown): Promise<Refusal | undefined> {
  try {
    await step();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    const { reason } = cause.details as Readonly<{ reason?: string }>;
    return { problem: cause.code, ...(reason !== undefined && { reason }) };
  }
}

/** What a file of entries comes to. `heads`: the ends of its branches, signed. */
export type ExpectedEntries = Readonly<{ about: string; writes: boolean; heads: readonly SignedHead[] }> & EntriesFacts;

/** A file of entries that is refused, or of which an entry is kept and not shown. */
export type ExpectedBadEntries = Readonly<{ about: string; heads: readonly SignedHead[] }> &
  (Refusal | Pick<EntriesFacts, "entries">);

export async function judgeBadEntries(
  bytes: Buffer,
  heads: readonly SignedHead[],
  office: readonly Line[],
): Promise<Refusal | Pick<EntriesFacts, "entries">> {
  const read: { lines?: readonly Line[] } = {};
  const refusal = await refusalOf(async () => (read.lines = await readEntries(bytes, heads)));
  return refusal ?? { entries: factsOf(read.lines ?? [], office).entries };
}

/** How a bundle is opened: age identities, and keys of feeds whose opening came with an earlier bundle. */
export type Opening = Readonly<{ identities?: readonly string[]; knownFeeds?: Readonly<Record<string, string>> }>;

/**
 * What a good bundle says. `identities` open it one by one; `plainSha256`: of the ZIP within the seal; `before`: the case that it
 * builds on; `plan`: what all volumes of a set state alike.
 */
export type ExpectedBundle = Readonly<{ about: string; before?: string }> &
  Opening &
  Readonly<{ plainSha256?: string; plan: string; verdict: BundleVerdict }> &
  Partial<EntriesFacts>;

const optionsFor = (folder: string, { identities = [], knownFeeds = {} }: Opening) => ({
  stagingDir: join(folder, "staging"),
  identities,
  keyOfFeed: (feed: string) => knownFeeds[feed],
  progress: quiet(),
});

/** The verdict on a bundle, every byte read. @throws {Problem} */
export function verdictOf(path: string, folder: string, opening: Opening): Promise<BundleVerdict> {
  return verifyBundle(path, optionsFor(folder, opening));
}

/** The entries of a bundle as a workspace is given them. @throws {Problem} */
export async function linesIn(path: string, folder: string, opening: Opening): Promise<readonly Line[]> {
  const bundle = await openBundle(path, optionsFor(folder, opening));
  try {
    const texts: string[] = [];
    for await (const { line } of bundle.entryLines()) texts.push(`${line}\n`);
    return await readEntries(Buffer.from(texts.join("")), bundle.heads, opening.knownFeeds);
  } finally {
    await bundle.close();
  }
}

/** All that is recorded of a good bundle but where it comes from. @param before entries of the bundle that it builds on. */
export async function readBundleCase(
  path: string,
  folder: string,
  opening: Opening,
  office: readonly Line[],
  before: readonly Line[],
): Promise<Omit<ExpectedBundle, "about" | "before">> {
  const verdict = await verdictOf(path, folder, opening);
  const { identities = [] } = opening;
  const plain = identities.length === 0 ? undefined : sha256(await plainOf(path, folder, identities[0] ?? ""));
  const facts = verdict.info.volume === 1 ? factsOf(await linesIn(path, folder, opening), office, before) : {};
  const recorded = { ...(plain !== undefined && { plainSha256: plain }), plan: planDigest(verdict.info), verdict, ...facts };
  return { ...opening, ...(JSON.parse(JSON.stringify(recorded)) as typeof recorded) };
}

/** The ZIP within a sealed bundle. */
export async function plainOf(path: string, folder: string, identity: string): Promise<Buffer> {
  const to = join(folder, "opened.zip");
  await decryptFile(path, to, [identity], quiet());
  return readFileSync(to);
}

export function recipientsOf(identities: readonly string[]): Promise<readonly string[]> {
  return Promise.all(identities.map(recipientOf));
}

/** A county and a unit of the vectors' campaign, in folders of their own; neither knows anybody. */
export function openOfficeFor(role: "county" | "unit", folder: string): Promise<Created> {
  const request = {
    folder: join(folder, role),
    role,
    campaign: "builtin:2021-gaotai",
    device: "核对",
    person: "甲一",
    pin: "vector pin 2021",
  };
  return createWorkspace(
    { ...request, ...(role === "unit" && { unit: TOWN }) },
    { world: PRODUCT.world, pinCost: { n: 16, r: 8, p: 1 } },
  );
}

/** Reads a bundle into a workspace; a unit is told the cast's root as from the printed notice. @throws {Problem} */
export async function take(ws: Workspace, path: string): Promise<void> {
  const pins = ws.store.facts().role === "unit" && ws.store.facts().root === null ? { pins: keyOf("root") } : {};
  await importBundle(ws, path, { means: "usb", ...pins }, UNWATCHED);
}

/** What a county has and lacks of a set of volumes. `files`: originals that are whole here. */
export type SetFacts = Readonly<{
  arrived: readonly number[];
  missing: readonly number[];
  parked: boolean;
  files: readonly string[];
}>;

/** @param originals by SHA-256, that the set as a whole brings. */
export function setFactsOf(ws: Workspace, originals: readonly string[]): SetFacts {
  // Nobody approved the key that signed them here: they are nobody's, and lie here all the same.
  const [set] = ws.store.volumeSets().filter((one) => lackingVolumes(ws, one).length > 0);
  return {
    arrived: set === undefined ? [] : set.arrived.map(({ volume }) => volume),
    missing: set === undefined ? [] : lackingVolumes(ws, set),
    parked: set !== undefined && isParked(set),
    files: originals.filter((file) => ws.store.media(file) !== undefined),
  };
}

/** Originals that all volumes of a bundle bring, by SHA-256. */
export function originalsOf({ volumes }: Pick<BundleInfo, "volumes">): readonly string[] {
  const paths = volumes.flatMap(({ files }) => files.map(({ path }) => path));
  return [...new Set(paths.flatMap((path) => hashInMedia(path) ?? []))].sort();
}

function hashInMedia(path: string): string | undefined {
  return kindOfName(path) === "media" ? hashInName(path) : partIn(path)?.sha256;
}

/** A set of volumes read into a county in this order. */
export type ExpectedSet = Readonly<{ name: string; about: string; read: readonly string[] }> & SetFacts;

/** What a good backup says, and the workspace that is made from it. */
export type ExpectedBackup = Readonly<{
  about: string;
  pin: string;
  statement: BackupStatement;
  selfKey: string;
  records: readonly string[];
}>;

/** Restores a backup into a new folder and looks at what is there. @throws {Problem} */
export async function readBackupCase(path: string, folder: string, pin: string): Promise<Omit<ExpectedBackup, "about" | "pin">> {
  const backup = await readBackup(path, quiet());
  await backup.close();
  const target = join(folder, "restored");
  await restore(path, target);
  const store = openStore(join(target, "anbao.db"), PRODUCT.world);
  try {
    const { person } = unlockKeyring(join(target, "keys.json"), pin);
    const { selfKey } = store.facts();
    const records = store
      .records({ kind: "activity", limit: 50 })
      .records.map(({ kind, record, title }) => `${kind} ${record} ${title ?? ""}`);
    return { statement: backup.statement, selfKey, records: [`slot ${person}`, ...records.sort()] };
  } finally {
    await store.close();
  }
}

/** Opens a backup, or makes a workspace from it. @throws {Problem} */
export async function openBackup(path: string, by: ExpectedBadBackup["by"], target: string): Promise<void> {
  if (by === "restore") return restore(path, target);
  const backup = await readBackup(path, quiet());
  await backup.close();
}

/** @throws {Problem} */
async function restore(path: string, target: string): Promise<void> {
  mkdirSync(join(target, ".."), { recursive: true });
  await restoreWorkspace(path, target, PRODUCT.world, quiet());
}

/** A bad bundle: who refuses it, and after what. */
export type ExpectedBadBundle = Readonly<{
  about: string;
  identity?: string;
  by?: "county" | "unit";
  after?: readonly string[];
}> &
  Refusal;

/** A bad backup, refused when it is opened or only when a workspace is made from it. */
export type ExpectedBadBackup = Readonly<{ about: string; by: "reading" | "restore" }> & Refusal;

/** Writes bytes under a name that tells nothing. @returns the path. */
export function placed(folder: string, name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
