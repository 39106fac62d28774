// Pins the county's key from paper, and hands out packs. A pin comes from a person, never from a file.
import { Problem } from "../domain/problem.ts";
import { actingRoot, officeStanding, requireHandingOut } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { matchesCode } from "./match-code.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { assertAddressed, importBundle, isCountyKey, type ImportResult } from "./import-bundle.ts";
import { restateKeys } from "./restate-keys.ts";
import { drain } from "./receive-media.ts";
import type { OpenBundle, Progress } from "./ports.ts";

/**
 * Compares the county's key in a pack with the code that was typed from the printed notice, pins it and imports the pack. The pack
 * may be signed by another PC of that county. A unit does this, and a further county PC that joins.
 *
 * @param replace a person says that another county key takes the place of the one that is pinned.
 * @throws {Problem} `bundle-not-pack`, `root-mismatch`, `root-replaces`, `key-code-*`, `key-scan-wrong`, `bundle-*`
 */
export async function trustRoot(
  desk: Desk,
  path: string,
  typed: string,
  progress: Progress,
  replace = false,
): Promise<ImportResult> {
  const bundle = await openPack(desk, path, progress);
  try {
    assertAddressed(desk, bundle);
    const key = countyKeyTyped(desk, bundle, typed);
    await bundle.receiveFiles(drain); // all of it is checked before anything is trusted
    const { root } = desk.store.facts();
    const isFollowed = root !== null && actingRoot(desk.store.authority()) === key;
    if (root !== null && root !== key && !isFollowed && !replace) throw new Problem("root-replaces", {});
    if (root !== key && !isFollowed) desk.store.pinRoot(key);
  } finally {
    await bundle.close();
  }
  return importBundle(desk, path, { means: "usb" }, progress);
}

/** The key whose code was typed: the signer's, or that of a county whose entries in the pack approve the signer. */
function countyKeyTyped(desk: Desk, bundle: OpenBundle, typed: string): string {
  if (matchesCode(desk, bundle.signerKey, typed)) return bundle.signerKey;
  const key = countyKeysIn(bundle).find((candidate) => matchesCode(desk, candidate, typed));
  if (key === undefined || !isCountyKey(desk.store.authorityWith(bundle.lines(), key), bundle.signerKey))
    throw new Problem("root-mismatch", {});
  return key;
}

/** Keys of feeds to everyone that the pack opens. */
function countyKeysIn(bundle: OpenBundle): readonly string[] {
  const keys = new Set<string>();
  for (const { carried } of bundle.lines()) {
    const { entry, value } = carried;
    if (entry.kind === "feed" && value?.["audience"] === "all") keys.add(String(value["key"]));
  }
  return [...keys];
}

/** What a pack says of itself, before anything is trusted; `needs-code` until its signer is the pinned root. */
export type InspectedPack = Readonly<{ state: "needs-code" | "update" | "older"; madeAtMs: number }>;

/** @throws {Problem} `bundle-not-pack`, `bundle-other-campaign`, `bundle-*` */
export async function inspectPack(desk: Desk, path: string, progress: Progress): Promise<InspectedPack> {
  const bundle = await openPack(desk, path, progress);
  try {
    const { root } = desk.store.facts();
    const madeAtMs = bundle.statement.createdAtMs;
    const isKnown = root !== null && (root === bundle.signerKey || isApprovedCounty(desk, bundle));
    if (!isKnown) return { state: "needs-code", madeAtMs };
    const newest = Math.max(
      0,
      ...desk.store
        .imports()
        .filter((row) => row.purpose === "pack" || row.purpose === "receipt")
        .map((row) => row.exportedMs),
    );
    return { state: madeAtMs < newest ? "older" : "update", madeAtMs };
  } finally {
    await bundle.close();
  }
}

/** One of the county's PCs: known here, or approved in the pack itself. */
function isApprovedCounty(desk: Desk, { signerKey, lines }: OpenBundle): boolean {
  return isCountyKey(desk.store.authority(), signerKey) || isCountyKey(desk.store.authorityWith(lines()), signerKey);
}

async function openPack(desk: Desk, path: string, progress: Progress): Promise<OpenBundle> {
  const bundle = await desk.bundles.open(
    path,
    { stagingDir: desk.stagingDir, identities: desk.identities(), keyOfFeed: desk.store.keyOfFeed },
    progress,
  );
  const { purpose, campaign } = bundle.statement;
  const fault =
    purpose !== "pack"
      ? new Problem("bundle-not-pack", {})
      : campaign.id !== desk.store.facts().campaign
        ? new Problem("bundle-other-campaign", { campaign: campaign.id })
        : undefined;
  if (fault === undefined) return bundle;
  await bundle.close();
  throw fault;
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
  return exportBundle(desk, { folder, purpose: "pack", recipient, plain: unit === undefined, papers: [] }, progress);
}
