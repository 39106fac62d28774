// What lies on a drive for this workspace and was not read here yet: looked at by content and recipient, and read only when a person
// asks for it. Only what bundles say of themselves is read, within limits; whether it is true shows when it is imported.
import { basename } from "node:path";
import { isNamedFor } from "../../../domain/bundle/bundle-names.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Needs } from "../../workspace.ts";
import type { PeekedBundle, SearchLimits } from "../../ports/bundles.ts";
import { unitName } from "../../campaign.ts";
import { isExchange } from "../../../domain/bundle-purpose.ts";
import type { ImportReader } from "../../ports/store/imports.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ExportReader } from "../../ports/store/exports.ts";
import type { TrustReader } from "../../ports/store/trust.ts";

export type WaitingBundlesNeeds = Needs<
  ExportReader & FactReader & ImportReader & TrustReader & VolumeReader,
  "bundles" | "campaign" | "identities"
>;

/** A bundle that waits. `number`: in its sender's series; `signed`: by a key that this workspace trusts to hand out such bundles. */
export type WaitingBundle = Readonly<{
  path: string;
  fileName: string;
  bundleId: string;
  purpose: string;
  unit: string;
  unitName: string;
  device: string;
  number: number;
  sizeBytes: number;
  signed: boolean;
}>;

/** `read`: bundles that were read here before; `unreadable`: files for this office that are damaged. */
export type Waiting = Readonly<{
  bundles: readonly WaitingBundle[];
  read: number;
  unreadable: readonly string[];
  capped: boolean;
}>;

/** A glance, not a search: the whole drive is looked through when the person asks for it. */
export const GLANCE: SearchLimits = { depth: 3, files: 2000, bundles: 200 };

/** However a drive was filled, looking at it unasked ends after this long. */
const GLANCE_MS = 20_000;

/** What the county hands out, and what it takes. */
const TO_UNITS: ReadonlySet<string> = new Set(["pack", "receipt", "return"]);
const TO_COUNTY: ReadonlySet<string> = new Set(["hand-in", "enrolment-request"]);

/** Bundles on a drive for this office, each once, by sender and number. @throws {Problem} `cancelled` */
export async function waitingBundles(
  ws: WaitingBundlesNeeds,
  folder: string,
  signal: AbortSignal,
  mostMs: number = GLANCE_MS,
): Promise<Waiting> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
  const seen: Seen = { waiting: new Map(), known: new Set(), unreadable: [] };
  const capped = await lookThrough(ws, folder, inTime, seen).catch((cause: unknown) => {
    if (signal.aborted || !(cause instanceof Problem) || cause.code !== "cancelled") throw cause;
    return true;
  });
  const bundles = [...seen.waiting.values()].sort((a, b) => compare(a.unit, b.unit) || a.number - b.number);
  return { bundles, read: seen.known.size, unreadable: seen.unreadable, capped };
}

type Seen = { readonly waiting: Map<string, WaitingBundle>; readonly known: Set<string>; readonly unreadable: string[] };

/** @returns whether there was more than is looked at. */
async function lookThrough(ws: WaitingBundlesNeeds, folder: string, signal: AbortSignal, seen: Seen): Promise<boolean> {
  const { waiting, known, unreadable } = seen;
  const found = await ws.bundles.find([folder], signal, GLANCE);
  const isRead = readBefore(ws);
  for (const path of found.paths) {
    const peeked = await glance(ws, path, signal);
    if (peeked === "unreadable") unreadable.push(path);
    else if (peeked === "not-ours") continue;
    else if (isRead(peeked)) known.add(peeked.bundleId);
    else if (!waiting.has(peeked.bundleId)) waiting.set(peeked.bundleId, waitingOf(ws, path, peeked));
  }
  return found.capped;
}

/** Bundles that were read here; of a bundle in volumes, each volume by itself. */
function readBefore(ws: Needs<ImportReader & VolumeReader>): (peeked: PeekedBundle) => boolean {
  const bundles = new Set(ws.store.imports().map((row) => row.bundle));
  const volumes = new Set(
    ws.store.volumeSets().flatMap((set) => set.arrived.map(({ volume }) => `${set.bundle} ${set.signer} ${volume}`)),
  );
  return ({ bundleId, signerKey, volume }) =>
    volume === 1 ? bundles.has(bundleId) : volumes.has(`${bundleId} ${signerKey} ${volume}`);
}

async function glance(
  ws: WaitingBundlesNeeds,
  path: string,
  signal: AbortSignal,
): Promise<PeekedBundle | "unreadable" | "not-ours"> {
  try {
    const peeked = await ws.bundles.peek(path, ws.identities(), signal);
    return isForUs(ws, peeked) ? peeked : "not-ours";
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code === "cancelled") throw cause;
    // Sealed to others, as when several units share a drive, or no bundle at all.
    return cause.code !== "bundle-no-identity" && isNamedForUs(ws, basename(path)) ? "unreadable" : "not-ours";
  }
}

/** Addressed to this office, and of a kind that it takes; what this PC wrote itself, on its way elsewhere, is not. */
function isForUs(ws: WaitingBundlesNeeds, { statement, bundleId, signerKey }: PeekedBundle): boolean {
  const { role, unit, campaign, selfKey } = ws.store.facts();
  if (statement.campaign.id !== campaign) return false;
  const signer = ws.store.authority().grants.get(signerKey);
  if (signer !== undefined && signer.unit !== "" && signer.unit !== statement.sender.unit) return false;
  if (statement.sender.unit === unit) {
    // Of the own office what another of its PCs hands over or hands in. A PC that took a new key has written under its old one.
    const isPassedOn = role === "county" ? isExchange(statement) : isOfOwnUnit(statement);
    return isPassedOn && signerKey !== selfKey && !ws.store.exports().some((row) => row.bundle === bundleId);
  }
  if (role === "county") return TO_COUNTY.has(statement.purpose) && ["county", unit].includes(statement.recipient);
  return TO_UNITS.has(statement.purpose) && ["all", unit].includes(statement.recipient);
}

/** At a unit: a hand-in of one of its PCs, which the others take in as well. */
export function isOfOwnUnit({ purpose }: Readonly<{ purpose: string }>): boolean {
  return purpose === "hand-in";
}

function isNamedForUs(ws: Needs<FactReader, "campaign">, name: string): boolean {
  const { role, unit } = ws.store.facts();
  return isNamedFor({ code: unit, name: unitName(ws, unit) }, role === "county", name);
}

function waitingOf(
  ws: WaitingBundlesNeeds,
  path: string,
  { statement, bundleId, signerKey, sizeBytes }: PeekedBundle,
): WaitingBundle {
  const { purpose, sender, series } = statement;
  const { root } = ws.store.facts();
  const grant = ws.store.authority().grants.get(signerKey);
  const isOfUnit = grant?.role === "unit" && grant.unit === sender.unit;
  return {
    path,
    fileName: basename(path),
    bundleId,
    purpose,
    unit: sender.unit,
    unitName: unitName(ws, sender.unit),
    device: sender.device,
    number: series.number,
    sizeBytes,
    signed: TO_UNITS.has(purpose) ? signerKey === root || (grant !== undefined && grant.role !== "unit") : isOfUnit,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
