// Pins the county's key from paper, and hands out packs. A pin comes from a person, never from a file.
import { dirname } from "node:path";
import { Problem } from "../domain/problem.ts";
import { isCountyKey, keyState } from "../domain/key-state.ts";
import { actingRoot, officeStanding, requireHandingOut } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { matchesCode } from "./match-code.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { importBundle, type ImportResult } from "./import-bundle.ts";
import { assertAddressed } from "./may-come-in.ts";
import { restateKeys } from "./restate-keys.ts";
import { rootDoubts } from "./root-doubts.ts";
import { drain } from "./receive-media.ts";
import { hasApprovedKey } from "./recipients.ts";
import { explainedByDrive } from "./stay-on-drive.ts";
import type { OpenBundle, Progress } from "./ports.ts";

/**
 * Compares the county's key in a pack with the code that was typed from the printed notice, pins it and imports the pack. The pack
 * may be signed by another PC of that county. A unit does this, and a further county PC that joins.
 *
 * @param replace a person says that another county key takes the place of the one that is pinned.
 * @throws {Problem} `bundle-not-pack`, `bundle-other-recipient`, `root-mismatch`, `root-replaces`, `root-not-new`, `key-code-*`, `key-scan-wrong`,
 *   `bundle-*`, as {@link importBundle}; then the pin is as it was
 */
export async function trustRoot(
  desk: Desk,
  path: string,
  typed: string,
  progress: Progress,
  replace = false,
): Promise<ImportResult> {
  const pins = await explainedByDrive(desk, dirname(path), () => keyToPin(desk, path, typed, progress, replace));
  return importBundle(desk, path, { means: "usb", ...(pins !== undefined && { pins }) }, progress);
}

/** The key whose code was typed; undefined where it is followed already. */
async function keyToPin(
  desk: Desk,
  path: string,
  typed: string,
  progress: Progress,
  replace: boolean,
): Promise<string | undefined> {
  const bundle = await openPack(desk, path, progress);
  try {
    const key = await countyKeyTyped(desk, bundle, typed, progress.signal);
    await bundle.receiveFiles(drain); // all of it is checked before anything is trusted
    const { root } = desk.store.facts();
    if (root === key && isInDoubt(desk)) throw new Problem("root-not-new", {});
    if (root === key || (root !== null && actingRoot(desk.store.authority()) === key)) return undefined;
    if (root !== null && !replace) throw new Problem("root-replaces", {});
    return key;
  } finally {
    await bundle.close();
  }
}

/** Typing the old notice's code again would decide nothing, and look as if it had. */
function isInDoubt(desk: Desk): boolean {
  const { disputed, claimants } = rootDoubts(desk);
  return disputed || claimants.length > 0;
}

/** The key whose code was typed: the signer's, or that of a county whose entries in the pack approve the signer. */
async function countyKeyTyped(desk: Desk, bundle: OpenBundle, typed: string, signal: AbortSignal): Promise<string> {
  if (matchesCode(desk, bundle.signerKey, typed)) return bundle.signerKey;
  const key = (await countyKeysIn(bundle)).find((candidate) => matchesCode(desk, candidate, typed));
  if (key === undefined || !isCountyKey(await desk.store.authorityWith(bundle.lines, key, signal), bundle.signerKey))
    throw new Problem("root-mismatch", {});
  return key;
}

/** Keys of feeds to everyone that the pack opens. */
async function countyKeysIn(bundle: OpenBundle): Promise<readonly string[]> {
  const keys = new Set<string>();
  for await (const batch of bundle.entries())
    for (const { carried } of batch)
      if (carried.entry.kind === "feed" && carried.value?.["audience"] === "all") keys.add(String(carried.value["key"]));
  return [...keys];
}

/**
 * What a pack says of itself, before anything is trusted. `needs-code`: no county is pinned yet; `foreign`: signed by a key that is
 * none of the pinned county's; `ended`: signed by a county PC that was ended; `older`: another one that this PC of the county made
 * later was read before.
 */
export type InspectedPack = Readonly<{
  state: "needs-code" | "foreign" | "ended" | "update" | "older";
  county: string;
  number: number;
  madeAtMs: number;
}>;

/** @throws {Problem} `bundle-not-pack`, `bundle-other-campaign`, `bundle-other-recipient`, `bundle-*` */
export async function inspectPack(desk: Desk, path: string, progress: Progress): Promise<InspectedPack> {
  const bundle = await openPack(desk, path, progress);
  try {
    const { sender, series, createdAtMs } = bundle.statement;
    return {
      state: await stateOf(desk, bundle, progress.signal),
      county: sender.unitName,
      number: series.number,
      madeAtMs: createdAtMs,
    };
  } finally {
    await bundle.close();
  }
}

async function stateOf(desk: Desk, bundle: OpenBundle, signal: AbortSignal): Promise<InspectedPack["state"]> {
  const { root } = desk.store.facts();
  if (root === null) return "needs-code";
  if (bundle.signerKey !== root && !(await isApprovedCounty(desk, bundle, signal))) return "foreign";
  if (keyState(desk.store.authority().grants.get(bundle.signerKey)) === "ended") return "ended";
  const read = desk.store.imports().filter((row) => row.signer === bundle.signerKey && row.purpose !== "hand-in");
  return read.some((row) => row.exportedMs > bundle.statement.createdAtMs) ? "older" : "update";
}

/** One of the county's PCs: known here, or approved in the pack itself. */
async function isApprovedCounty(desk: Desk, { signerKey, lines }: OpenBundle, signal: AbortSignal): Promise<boolean> {
  if (isCountyKey(desk.store.authority(), signerKey)) return true;
  return isCountyKey(await desk.store.authorityWith(lines, undefined, signal), signerKey);
}

async function openPack(desk: Desk, path: string, progress: Progress): Promise<OpenBundle> {
  const bundle = await desk.bundles.open(
    path,
    { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed },
    progress,
  );
  try {
    assertPackForUs(desk, bundle);
    return bundle;
  } catch (fault) {
    await bundle.close();
    throw fault;
  }
}

function assertPackForUs(desk: Desk, bundle: OpenBundle): void {
  if (bundle.statement.purpose !== "pack") throw new Problem("bundle-not-pack", {});
  assertAddressed(desk, bundle);
}

/**
 * Hands out the campaign, approved keys and, for one unit, what is addressed to it.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, as {@link exportBundle}
 */
export async function packCampaign(desk: Desk, folder: string, unit: string | undefined, progress: Progress): Promise<Exported> {
  requireHandingOut(desk);
  if (officeStanding(desk) === "root") restateKeys(desk);
  if (unit !== undefined && !desk.campaign().units.some((candidate) => candidate.code === unit))
    throw new Problem("unit-unknown", { unit });
  const recipient = unit === undefined ? ({ kind: "all" } as const) : ({ kind: "unit", unit } as const);
  // Sealed to nobody of the unit it could not be read there: before the first approval it is plain, without personal data.
  const plain = unit === undefined || !hasApprovedKey(desk, unit);
  return exportBundle(desk, { folder, purpose: "pack", recipient, plain, papers: [] }, progress);
}
