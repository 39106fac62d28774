// Pins the county's key from paper, and hands out packs. A pin comes from a person, never from a file.
import { dirname } from "node:path";
import { openingOf } from "../../domain/kinds/opening.ts";
import { Problem } from "../../domain/problem.ts";
import { isCountyKey, keyState } from "../../domain/trust/key-state.ts";
import { actingRoot, officeRole, requireHandingOut } from "./county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { matchesCode } from "./match-code.ts";
import { exportBundle, type Exported, type ExportBundleNeeds } from "../sending/write/export-bundle.ts";
import { importBundle, type ImportResult, type ImportBundleNeeds } from "../receiving/bundles/import-bundle.ts";
import { assertAddressed } from "../receiving/bundles/may-come-in.ts";
import { restateKeys, type RestateKeysNeeds } from "./restate-keys.ts";
import { rootDoubts } from "./root-doubts.ts";
import { hasApprovedKey } from "../sending/choose/recipients.ts";
import { explainedByDrive } from "../sending/drive/stay-on-drive.ts";
import type { OpenBundle } from "../ports/bundles.ts";
import type { Progress } from "../ports/progress.ts";
import { drain } from "../sending/drive/drain.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { ImportReader } from "../ports/store/imports.ts";

export type TrustRootNeeds = ExportBundleNeeds &
  ImportBundleNeeds &
  RestateKeysNeeds &
  Needs<
    FactReader & FeedReader & ImportReader & TrustReader,
    "bundles" | "campaign" | "drives" | "fingerprint" | "identities" | "stagingDir"
  >;

type TrustRootReads = Needs<
  FactReader & FeedReader & ImportReader & TrustReader,
  "bundles" | "fingerprint" | "identities" | "stagingDir"
>;

/**
 * Compares the county's key in a pack with the code that was typed from the printed notice, pins it and imports the pack. The pack
 * may be signed by another PC of that county. A unit does this, and a further county PC that joins.
 *
 * @param replace a person says that another county key takes the place of the one that is pinned.
 * @throws {Problem} `bundle-not-pack`, `bundle-other-recipient`, `root-mismatch`, `root-replaces`, `root-not-new`, `key-code-*`, `key-scan-wrong`,
 *   `bundle-*`, as {@link importBundle}; then the pin is as it was
 */
export async function trustRoot(
  ws: TrustRootNeeds,
  path: string,
  typed: string,
  progress: Progress,
  replace = false,
): Promise<ImportResult> {
  const pins = await explainedByDrive(ws, dirname(path), () => keyToPin(ws, path, typed, progress, replace));
  return importBundle(ws, path, { means: "usb", ...(pins !== undefined && { pins }) }, progress);
}

/** The key whose code was typed; undefined where it is followed already. */
async function keyToPin(
  ws: TrustRootReads,
  path: string,
  typed: string,
  progress: Progress,
  replace: boolean,
): Promise<string | undefined> {
  const bundle = await openPack(ws, path, progress);
  try {
    const key = await countyKeyTyped(ws, bundle, typed, progress.signal);
    await bundle.receiveFiles(drain); // all of it is checked before anything is trusted
    const { root } = ws.store.facts();
    if (root === key && isInDoubt(ws)) throw new Problem("root-not-new", {});
    if (root === key || (root !== null && actingRoot(ws.store.authority()) === key)) return undefined;
    if (root !== null && !replace) throw new Problem("root-replaces", {});
    return key;
  } finally {
    await bundle.close();
  }
}

/** Typing the old notice's code again would decide nothing, and look as if it had. */
function isInDoubt(ws: Needs<TrustReader>): boolean {
  const { disputed, claimants } = rootDoubts(ws);
  return disputed || claimants.length > 0;
}

/** The key whose code was typed: the signer's, or that of a county whose entries in the pack approve the signer. */
async function countyKeyTyped(
  ws: Needs<TrustReader, "fingerprint">,
  bundle: OpenBundle,
  typed: string,
  signal: AbortSignal,
): Promise<string> {
  if (matchesCode(ws, bundle.signerKey, typed)) return bundle.signerKey;
  const key = (await countyKeysIn(bundle)).find((candidate) => matchesCode(ws, candidate, typed));
  if (key === undefined || !isCountyKey(await ws.store.authorityWith(bundle.lines, key, signal), bundle.signerKey))
    throw new Problem("root-mismatch", {});
  return key;
}

/** Keys of feeds to everyone that the pack opens. */
async function countyKeysIn(bundle: OpenBundle): Promise<readonly string[]> {
  const keys = new Set<string>();
  for await (const batch of bundle.entries())
    for (const { carried } of batch) {
      const opening = openingOf(carried);
      if (opening?.audience === "all") keys.add(opening.key);
    }
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
export async function inspectPack(ws: TrustRootReads, path: string, progress: Progress): Promise<InspectedPack> {
  const bundle = await openPack(ws, path, progress);
  try {
    const { sender, series, createdAtMs } = bundle.statement;
    return {
      state: await stateOf(ws, bundle, progress.signal),
      county: sender.unitName,
      number: series.number,
      madeAtMs: createdAtMs,
    };
  } finally {
    await bundle.close();
  }
}

async function stateOf(ws: TrustRootReads, bundle: OpenBundle, signal: AbortSignal): Promise<InspectedPack["state"]> {
  const { root } = ws.store.facts();
  if (root === null) return "needs-code";
  if (bundle.signerKey !== root && !(await isApprovedCounty(ws, bundle, signal))) return "foreign";
  if (keyState(ws.store.authority().grants.get(bundle.signerKey)) === "ended") return "ended";
  const read = ws.store.imports().filter((row) => row.signer === bundle.signerKey && row.purpose !== "hand-in");
  return read.some((row) => row.exportedMs > bundle.statement.createdAtMs) ? "older" : "update";
}

/** One of the county's PCs: known here, or approved in the pack itself. */
async function isApprovedCounty(ws: Needs<TrustReader>, { signerKey, lines }: OpenBundle, signal: AbortSignal): Promise<boolean> {
  if (isCountyKey(ws.store.authority(), signerKey)) return true;
  return isCountyKey(await ws.store.authorityWith(lines, undefined, signal), signerKey);
}

async function openPack(ws: TrustRootReads, path: string, progress: Progress): Promise<OpenBundle> {
  const bundle = await ws.bundles.open(
    path,
    { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed },
    progress,
  );
  try {
    assertPackForUs(ws, bundle);
    return bundle;
  } catch (fault) {
    await bundle.close();
    throw fault;
  }
}

function assertPackForUs(ws: Needs<FactReader & TrustReader>, bundle: OpenBundle): void {
  if (bundle.statement.purpose !== "pack") throw new Problem("bundle-not-pack", {});
  assertAddressed(ws, bundle);
}

/**
 * Hands out the campaign, approved keys and, for one unit, what is addressed to it.
 *
 * @throws {Problem} `workspace-role`, `unit-unknown`, as {@link exportBundle}
 */
export async function packCampaign(
  ws: TrustRootNeeds,
  folder: string,
  unit: string | undefined,
  progress: Progress,
): Promise<Exported> {
  requireHandingOut(ws);
  if (officeRole(ws) === "root") restateKeys(ws);
  if (unit !== undefined && !ws.campaign().units.some((candidate) => candidate.code === unit))
    throw new Problem("unit-unknown", { unit });
  const recipient = unit === undefined ? ({ kind: "all" } as const) : ({ kind: "unit", unit } as const);
  // Sealed to nobody of the unit it could not be read there: before the first approval it is plain, without personal data.
  const plain = unit === undefined || !hasApprovedKey(ws, unit);
  return exportBundle(ws, { folder, purpose: "pack", recipient, plain, papers: [] }, progress);
}
