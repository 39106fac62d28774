// Pins the county's key from paper, and hands out packs. A pin comes from a person, never from a file.
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { matchesCode } from "./match-code.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { importBundle, type ImportResult } from "./import-bundle.ts";
import { drain } from "./receive-media.ts";
import type { OpenBundle, Progress } from "./ports.ts";

/**
 * Compares the signer of a pack with the code that was typed from the printed notice, pins it and imports the pack.
 *
 * @throws {Problem} `bundle-not-pack`, `root-mismatch`, `key-code-length`, `key-code-group`, `bundle-*`
 */
export async function trustRoot(desk: Desk, path: string, typed: string, progress: Progress): Promise<ImportResult> {
  requireRole(desk.store.facts(), "unit");
  const bundle = await openPack(desk, path, progress);
  try {
    if (!matchesCode(desk, bundle.signerKey, typed)) throw new Problem("root-mismatch", {});
    await bundle.receiveFiles(drain); // all of it is checked before anything is trusted
    desk.store.pinRoot(bundle.signerKey);
  } finally {
    await bundle.close();
  }
  return importBundle(desk, path, { means: "usb" }, progress);
}

/** What a pack says of itself, before anything is trusted; `needs-code` until its signer is the pinned root. */
export type InspectedPack = Readonly<{ state: "needs-code" | "update" | "older"; madeAtMs: number }>;

/** @throws {Problem} `bundle-not-pack`, `bundle-other-campaign`, `bundle-*` */
export async function inspectPack(desk: Desk, path: string, progress: Progress): Promise<InspectedPack> {
  const bundle = await openPack(desk, path, progress);
  try {
    const { root } = desk.store.facts();
    const madeAtMs = bundle.statement.createdAtMs;
    if (root === null || root !== bundle.signerKey) return { state: "needs-code", madeAtMs };
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
  requireRole(desk.store.facts(), "county");
  if (unit !== undefined && !desk.campaign().units.some((candidate) => candidate.code === unit))
    throw new Problem("unit-unknown", { unit });
  const recipient = unit === undefined ? ({ kind: "all" } as const) : ({ kind: "unit", unit } as const);
  return exportBundle(desk, { folder, purpose: "pack", recipient, plain: unit === undefined, papers: [] }, progress);
}
