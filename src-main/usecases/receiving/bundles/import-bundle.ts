// Reads bundles in: preview without a trace, or import in one transaction with the originals placed first.
import { basename, dirname } from "node:path";
import { lacksEarlyReason } from "../../../domain/bundle/early-receipt.ts";
import { Problem } from "../../../domain/problem.ts";
import { claimedFrontier } from "../../sending/choose/carried-feeds.ts";
import type { Needs } from "../../workspace.ts";
import { gatherNamed, type NamedMedia } from "../../records/originals/gather-named.ts";
import type { KeptLines, OpenBundle } from "../../ports/bundles.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Admission, AdmissionPreview, ImportRow, ImportWriter, ImportReader } from "../../ports/store/imports.ts";
import { receiveMedia, takeBackMedia } from "../originals/receive-media.ts";
import { adoptCampaign, type AdoptCampaignNeeds } from "./adopt-campaign.ts";
import { assertForUs, assertStrangersFit, isBounded } from "./may-come-in.ts";
import { describeIncoming, trustIn, type IncomingBundle, type DescribeIncomingNeeds } from "./describe-incoming.ts";
import { joinParts } from "../originals/join-parts.ts";
import { removeLeaving } from "../../records/originals/let-go.ts";
import { keepPictures } from "../originals/sent-pictures.ts";
import { explainedByDrive } from "../../sending/drive/stay-on-drive.ts";
import { dropStrangers, lookAtVolume, takeVolume, type TakeVolumeNeeds } from "../volumes/take-volume.ts";
import { originOf } from "../volumes/volume-origin.ts";
import { drain } from "../../sending/drive/drain.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { LikenessWriter } from "../../ports/store/looks/likeness.ts";
import type { OriginalReader, OriginalWriter } from "../../ports/store/originals.ts";
import type { ReceiptWriter } from "../../ports/store/receipts.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

export type ImportBundleNeeds = AdoptCampaignNeeds &
  DescribeIncomingNeeds &
  TakeVolumeNeeds &
  Needs<
    FactReader &
      FeedReader &
      ImportWriter &
      LikenessWriter &
      OriginalWriter &
      ReceiptWriter &
      RecordReader &
      TrustReader &
      VolumeReader,
    "bundles" | "drives" | "identities" | "media" | "previews" | "stagingDir" | "world"
  >;

export type ImportBundleReads = DescribeIncomingNeeds &
  Needs<
    FactReader & FeedReader & ImportReader & OriginalReader & RecordReader & TrustReader & VolumeReader,
    "bundles" | "drives" | "identities" | "stagingDir"
  >;

export type ImportOptions = Readonly<{
  /** When and how it came; asked once per batch. `receivedMs` defaults to now. */
  receivedMs?: number;
  means: "usb" | "chat" | "mail" | "network" | "other";
  /** Why it is said to have been received before it was exported. */
  earlyReason?: string;
  /** File of an import run that is done when the entries are in. */
  runItem?: number;
  /** It is read to rebuild a lost PC: what the unit's recovery card opened is the unit's own. */
  ownCard?: boolean;
  /** County key that a person compared with the printed notice: it is pinned together with the entries, or not at all. */
  pins?: string;
}>;

/** What a bundle is and would change. */
export type BundlePreview = IncomingBundle & Readonly<{ changes: AdmissionPreview }>;

/** What an import did. */
export type ImportResult = IncomingBundle & Readonly<{ changes: Admission; receivedMs: number }>;

/**
 * Looks at a bundle: everything is verified, nothing is kept.
 *
 * @param keep takes a copy of the checked entries, and drops it in the end.
 * @throws {Problem} `bundle-*`, `feed-*`, `signature-invalid`, `drive-gone`
 */
export async function previewBundle(
  ws: ImportBundleReads,
  path: string,
  progress: Progress,
  keep?: (lines: KeptLines) => void,
): Promise<BundlePreview> {
  return withBundle(ws, path, progress, undefined, async (bundle) => {
    const named = await gatherNamed(ws, bundle);
    if (bundle.volume > 1) await lookAtVolume(ws, bundle);
    else await bundle.receiveFiles(drain);
    const described = describeIncoming(ws, bundle, path, named);
    const preview = { ...described, changes: await ws.store.previewAdmission(bundle.lines, progress) };
    if (bundle.volume === 1) keep?.(await bundle.keepLines());
    return preview;
  });
}

/**
 * Imports a bundle or one volume of it: originals become durable first, then entries and log in one transaction. Repeating it
 * changes nothing.
 *
 * @throws {Problem} as {@link previewBundle}, `parts-differ`, `volumes-held-full`, and `received-before-export`, `disk-full`, `disk-read-only`, `quarantine-full`
 */
export async function importBundle(
  ws: ImportBundleNeeds,
  path: string,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportResult> {
  return withBundle(ws, path, progress, options.pins, async (bundle) => {
    const row = importRow(ws, bundle, path, options);
    const named = await gatherNamed(ws, bundle);
    const before = describeIncoming(ws, bundle, path, named);
    if (row.bounded === true) assertStrangersFit(ws, bundle, named);
    if (bundle.volume > 1) {
      await takeVolume(ws, bundle, path, row, options.runItem, progress);
      return { ...before, changes: NO_CHANGES, receivedMs: row.receivedMs };
    }
    await dropStrangers(ws, bundle);
    const received = await receiveMedia(ws, bundle, named, progress);
    const changes = await admitOrTakeBack(
      ws,
      bundle,
      bundle.volumes === 1 ? row : opening(row, bundle, named),
      received,
      progress,
    );
    if (bundle.volumes > 1) await joinParts(ws, bundle, progress);
    await removeLeaving(ws);
    await keepPictures(ws, received.pictures, progress);
    await adoptCampaign(ws);
    noteRefilled(ws, row);
    const counted = { ...changes, dropped: changes.dropped + bundle.dropped };
    return { ...before, signer: trustIn(ws, bundle.signerKey), changes: counted, receivedMs: row.receivedMs };
  });
}

const NO_CHANGES: Admission = {
  added: 0,
  known: 0,
  filled: 0,
  quarantined: 0,
  newRecords: 0,
  changedRecords: 0,
  conflicts: 0,
  dropped: 0,
  erasedMedia: [],
};

/** Volume 1 of several says what is wanted of the others. */
function opening(row: ImportRow, bundle: OpenBundle, { wanted, attachments, renditions }: NamedMedia): ImportRow {
  const mimes = new Map([...renditions, ...attachments].map(([sha256, { mime }]) => [sha256, mime]));
  return { ...row, opens: { origin: originOf(bundle), originals: bundle.originals, wanted, mimes } };
}

/** A unit has answered a restored county when nothing is missing beneath what it hands in. */
function noteRefilled(ws: ImportBundleNeeds, { purpose, unit, signer, claimed }: ImportRow): void {
  const isAnswer = purpose === "hand-in" && ws.store.authority().grants.has(signer) && ws.store.isRegressed(unit);
  if (isAnswer && ws.store.missing(claimed).length === 0) ws.store.clearRegressed(unit);
}

/** Entries that are refused (a feed of another campaign, a full quarantine, a full disk) or stopped leave no originals behind. */
async function admitOrTakeBack(
  ws: ImportBundleNeeds,
  bundle: OpenBundle,
  row: ImportRow,
  { kept, pictures }: Awaited<ReturnType<typeof receiveMedia>>,
  progress: Progress,
): Promise<Admission> {
  const heads = bundle.heads.map(({ feed, seq, hash, sig }) => ({ feed, seq, hash, signature: sig }));
  try {
    return await ws.store.admit(row, heads, bundle.lines, progress);
  } catch (error) {
    await takeBackMedia(ws, kept);
    await ws.media.discard(pictures.map(({ file }) => file));
    throw error;
  }
}

async function withBundle<T>(
  ws: ImportBundleReads,
  path: string,
  progress: Progress,
  pins: string | undefined,
  work: (bundle: OpenBundle) => Promise<T>,
): Promise<T> {
  const options = { stagingDir: ws.stagingDir, identities: ws.identities(), keyOfFeed: ws.store.keyOfFeed };
  return explainedByDrive(ws, dirname(path), async () => {
    const bundle = await ws.bundles.open(path, options, progress);
    try {
      await assertForUs(ws, bundle, pins, progress.signal);
      return await work(bundle);
    } finally {
      await bundle.close();
    }
  });
}

function importRow(ws: Needs<TrustReader, "world">, bundle: OpenBundle, path: string, options: ImportOptions): ImportRow {
  const { statement } = bundle;
  const readMs = ws.world.nowMs();
  const receivedMs = options.receivedMs ?? readMs;
  const said = options.receivedMs;
  if (said !== undefined && lacksEarlyReason(said, statement.createdAtMs, options.earlyReason))
    throw new Problem("received-before-export", { file: basename(path) });
  return {
    bundle: bundle.bundleId,
    signer: bundle.signerKey,
    purpose: statement.purpose,
    unit: statement.sender.unit,
    number: statement.series.number,
    previous: statement.series.previousBundleId,
    exportedMs: statement.createdAtMs,
    readMs,
    receivedMs,
    means: options.means,
    earlyReason: options.earlyReason ?? null,
    fileName: basename(path),
    ...(options.runItem !== undefined && { runItem: options.runItem }),
    ...(options.pins !== undefined && { pins: options.pins }),
    bounded: isBounded(ws, bundle, options.ownCard === true),
    device: statement.sender.device,
    claimed: claimedFrontier(statement),
    ...(statement.holds !== undefined && { holds: statement.holds }),
  };
}
