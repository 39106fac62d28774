// What a bundle says of itself and brings, told before anything of it is kept.
import { basename } from "node:path";
import { statedFacts } from "../../../domain/kinds/file-facts.ts";
import { keyState } from "../../../domain/trust/key-state.ts";
import type { Needs } from "../../workspace.ts";
import type { OpenBundle, ReceivedFile } from "../../ports/bundles.ts";
import type { NamedMedia } from "../../records/originals/gather-named.ts";
import { lengthsOf, type MediaCounts } from "../../records/originals/count-media.ts";
import { setOf } from "../volumes/volume-origin.ts";
import { FROM_COUNTY } from "./may-come-in.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ImportReader } from "../../ports/store/imports.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

export type DescribeIncomingNeeds = Needs<FactReader & ImportReader & OriginalReader & TrustReader & VolumeReader, "campaign">;

/** What a bundle says and brings, as far as it can be told without changing anything. */
export type IncomingBundle = Readonly<{
  path: string;
  file: string;
  bundleId: string;
  purpose: string;
  recipient: string;
  unit: string;
  unitName: string;
  device: string;
  number: number;
  /** The bundle before it in the series of the key that signed it. */
  previous: string | null;
  signerKey: string;
  exportedMs: number;
  encrypted: boolean;
  /** Whether its signer may write for its unit here. `revoked`: what it wrote before it ended holds, what it wrote later does not. */
  signer: "trusted" | "quarantine" | "revoked";
  alreadyImported: boolean;
  /** Originals in the bundle by class, and files that its entries name and that are neither in it nor here. */
  media: MediaCounts & Readonly<{ missing: number }>;
  /** It builds on an earlier bundle. */
  incremental: boolean;
  /** A pack of the county that is older than one read before: what is newer here stays. */
  older: boolean;
  withheld: readonly string[];
  /** This file's number among the volumes of its bundle, and those that are here, this one not counted. */
  volume: number;
  volumes: number;
  volumesHere: readonly number[];
}>;

/** @param named what its entries name. */
export function describeIncoming(
  ws: DescribeIncomingNeeds,
  bundle: OpenBundle,
  path: string,
  { attachments, renditions }: NamedMedia,
): IncomingBundle {
  const { statement } = bundle;
  const media = bundle.files.filter((file) => file.kind === "media");
  const carried = new Set(bundle.originals.map((file) => file.sha256));
  const set = setOf(ws, bundle);
  const arrived = (set?.arrived ?? []).map((one) => one.volume);
  const isHere =
    bundle.volume === 1 ? ws.store.imports().some((row) => row.bundle === bundle.bundleId) : arrived.includes(bundle.volume);
  return {
    path,
    file: basename(path),
    bundleId: bundle.bundleId,
    purpose: statement.purpose,
    recipient: statement.recipient,
    unit: statement.sender.unit,
    unitName: ws.campaign().units.find((unit) => unit.code === statement.sender.unit)?.name ?? statement.sender.unitName,
    device: statement.sender.device,
    number: statement.series.number,
    exportedMs: statement.createdAtMs,
    encrypted: bundle.encrypted,
    signer: trustIn(ws, bundle.signerKey),
    signerKey: bundle.signerKey,
    previous: statement.series.previousBundleId,
    alreadyImported: isHere,
    media: {
      ...classesOf(media, { attachments, renditions }),
      sizeBytes: media.reduce((sum, file) => sum + file.sizeBytes, 0),
      missing: [...attachments.keys()].filter((sha256) => !carried.has(sha256) && ws.store.media(sha256) === undefined).length,
    },
    incremental: Object.keys(statement.baseFrontier).length > 0,
    older: isOlderPack(ws, bundle),
    withheld: statement.withheld,
    volume: bundle.volume,
    volumes: bundle.volumes,
    volumesHere: arrived.filter((number) => number !== bundle.volume),
  };
}

/** A smaller file counts as the original that it was made of. */
function classesOf(
  media: readonly ReceivedFile[],
  { attachments, renditions }: Pick<NamedMedia, "attachments" | "renditions">,
): Omit<MediaCounts, "sizeBytes"> {
  const said = media.flatMap(({ sha256 }) => attachments.get(renditions.get(sha256)?.madeFrom ?? sha256) ?? []);
  const of = (name: string) => said.filter((file) => file.class === name).length;
  const lengths = lengthsOf(said.map((file) => ({ class: file.class, ...statedFacts(file) })));
  return { photos: of("photo"), videos: of("video"), audio: of("audio"), documents: of("document"), ...lengths };
}

/** Whether a key may write for its unit here. */
export function trustIn(ws: Needs<TrustReader>, key: string): IncomingBundle["signer"] {
  const grant = ws.store.authority().grants.get(key);
  if (grant === undefined) return "quarantine";
  return keyState(grant) === "ended" ? "revoked" : "trusted";
}

/** Packs and receipts carry all that the county says to everyone, so an earlier one brings nothing newer. */
function isOlderPack(ws: Needs<FactReader & ImportReader>, { statement }: OpenBundle): boolean {
  if (ws.store.facts().role !== "unit" || !FROM_COUNTY.has(statement.purpose)) return false;
  const read = ws.store.imports().filter((row) => FROM_COUNTY.has(row.purpose) && row.signer === statement.sender.key);
  return read.some((row) => row.exportedMs > statement.createdAtMs);
}
