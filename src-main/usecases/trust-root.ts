// Pins the county's key from paper, and hands out packs. A pin comes from a person, never from a file.
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { matchesCode } from "./match-code.ts";
import { exportBundle, type Exported } from "./export-bundle.ts";
import { importBundle, type ImportResult } from "./import-bundle.ts";
import { drain } from "./receive-media.ts";
import { hasApprovedKey } from "./recipients.ts";
import type { OpenBundle, Progress } from "./ports.ts";

/**
 * Compares the signer of a pack with the code that was typed from the printed notice, pins it and imports the pack.
 *
 * @throws {Problem} `bundle-not-pack`, `bundle-other-recipient`, `root-mismatch`, `key-code-length`, `key-code-group`, `bundle-*`;
 *   then the pin is as it was
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

/**
 * What a pack says of itself, before anything is trusted. `needs-code`: no county is pinned yet; `foreign`: signed by a key that is
 * not the pinned county's; `older`: another one that this county made later was read before.
 */
export type InspectedPack = Readonly<{
  state: "needs-code" | "foreign" | "update" | "older";
  county: string;
  number: number;
  madeAtMs: number;
}>;

/** @throws {Problem} `bundle-not-pack`, `bundle-other-campaign`, `bundle-other-recipient`, `bundle-*` */
export async function inspectPack(desk: Desk, path: string, progress: Progress): Promise<InspectedPack> {
  const bundle = await openPack(desk, path, progress);
  try {
    const { sender, series, createdAtMs } = bundle.statement;
    const state = stateOf(desk, bundle.signerKey, createdAtMs);
    return { state, county: sender.unitName, number: series.number, madeAtMs: createdAtMs };
  } finally {
    await bundle.close();
  }
}

function stateOf(desk: Desk, signerKey: string, madeAtMs: number): InspectedPack["state"] {
  const { root } = desk.store.facts();
  if (root === null) return "needs-code";
  const role = desk.store.authority().grants.get(signerKey)?.role;
  if (signerKey !== root && role !== "county" && role !== "root") return "foreign";
  const read = desk.store.imports().filter((row) => row.signer === signerKey && row.purpose !== "hand-in");
  return read.some((row) => row.exportedMs > madeAtMs) ? "older" : "update";
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

function assertPackForUs(desk: Desk, { statement }: OpenBundle): void {
  const { campaign, unit } = desk.store.facts();
  const { purpose, recipient } = statement;
  if (purpose !== "pack") throw new Problem("bundle-not-pack", {});
  if (statement.campaign.id !== campaign) throw new Problem("bundle-other-campaign", { campaign: statement.campaign.id });
  if (recipient !== "all" && recipient !== unit) throw new Problem("bundle-other-recipient", { recipient });
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
  // Sealed to nobody of the unit it could not be read there: before the first approval it is plain, without personal data.
  const plain = unit === undefined || !hasApprovedKey(desk, unit);
  return exportBundle(desk, { folder, purpose: "pack", recipient, plain, papers: [] }, progress);
}
