// Writes one bundle: entries, originals, previews, papers, and a page for readers without the program.
import { basename } from "node:path";
import type { Recipient } from "../../../domain/trust/audience.ts";
import { bundleBaseName } from "../../../domain/bundle/bundle-names.ts";
import { Problem } from "../../../domain/problem.ts";
import { carriedEntries, claimedFrontier, signedHeads, withheldAgain } from "../choose/carried-feeds.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { BundleSource, BundleStatement, WrittenBundle } from "../../ports/bundles.ts";
import type { ReadFrom } from "../../ports/drives.ts";
import type { Progress } from "../../ports/progress.ts";
import { describeBundle } from "../describe/describe-bundle.ts";
import { drawPreviews } from "../describe/draw-previews.ts";
import { holdingsOf, namedByAll } from "../choose/holdings.ts";
import { explainOriginal, listMedia, type ListedMedia } from "../../records/originals/originals-here.ts";
import { type LastReceipt } from "../choose/last-receipt.ts";
import { readBackBundle, type ReadBackNeeds } from "../drive/read-back.ts";
import { onDrive, rememberDrives, watchNaming } from "../drive/stay-on-drive.ts";
import { recipientName, stateBundle } from "../describe/state-bundle.ts";
import { countByKind, type LeftOut } from "../choose/withholding.ts";
import {
  attachedAmong,
  chooseContents,
  typedAmong,
  type ExportRequest,
  type ChooseContentsNeeds,
} from "../choose/choose-contents.ts";
import { unitName } from "../../campaign.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ExportWriter } from "../../ports/store/exports.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";

export type ExportBundleNeeds = ChooseContentsNeeds &
  ReadBackNeeds &
  Needs<
    DeliveryReader & ExportWriter & FactReader & FeedReader & OriginalReader & RecordReader,
    | "bundles"
    | "campaign"
    | "drives"
    | "fits"
    | "keeping"
    | "media"
    | "previews"
    | "programVersion"
    | "stagingDir"
    | "unlocked"
    | "world"
  >;

/** What is in a bundle: records that people typed, and originals by hash. */
export type Carried = Readonly<{ records: number; media: readonly string[] }>;

export type Exported = WrittenBundle &
  Readonly<{
    number: number;
    encrypted: boolean;
    leftOut: LeftOut;
    entries: number;
    media: number;
    missingMedia: number;
    /** Originals that were here once and are gone: not in the bundle. */
    lostMedia: number;
    carried: Carried;
    /** From where it was read back. */
    readFrom: ReadFrom;
  }>;

/**
 * Exports what the recipient may see: all of it, or in a hand-in what the county's last receipt does not name. It counts as written
 * once it has been read back from where it lies.
 *
 * @throws {Problem} `nothing-to-export`, `nothing-new-to-export`, `bundle-exists`, `disk-*`, `entry-damaged`, `original-lost`, `pin-*`, `cancelled`,
 *   `read-back-differs`, `drive-gone`; then nothing is left in the folder, as far as it is still there.
 * @see design.md §3
 */
export async function exportBundle(ws: ExportBundleNeeds, request: ExportRequest, progress: Progress): Promise<Exported> {
  const gathered = await gatherExport(ws, request, progress);
  const { source, baseName, number, recipients } = gathered;
  const { folder } = request;
  const naming = await watchNaming(ws, folder);
  const target = {
    folder,
    baseName,
    stagingDir: ws.stagingDir,
    recipients,
    fits: ws.fits,
    named: naming.named,
    ...(request.fileName !== undefined && { fileName: request.fileName }),
  };
  const explain = await rememberDrives(ws, [folder]);
  const writing = () =>
    onDrive(
      ws,
      folder,
      () => ws.bundles.write(source, target, progress).catch((cause: unknown) => Promise.reject(explainOriginal(ws, cause))),
      ({ path }) => ws.keeping.drop(path),
    );
  const written = await writeOrRelease(ws, number, writing, naming.mayTurnUp);
  progress.step?.("reading-back");
  try {
    const readFrom = await readBackBundle(ws, written.path, progress);
    noteExport(ws, gathered, written.bundleId, basename(written.path), written.sizeBytes);
    return { ...written, ...saidOf(gathered), readFrom };
  } catch (cause) {
    // Its number goes back only where nothing of it can turn up later: not while it lies on a drive that is gone.
    const isThere = (await explain(folder, undefined)) === undefined;
    if (isThere && (await isDropped(ws, written.path))) ws.store.releaseExport(number);
    throw await explain(folder, cause);
  }
}

function isDropped(ws: Pick<Workspace, "keeping">, path: string): Promise<boolean> {
  return ws.keeping.drop(path).then(
    () => true,
    () => false,
  );
}

/** Everything that goes into a bundle, with its number, which is taken. */
export type GatheredExport = Readonly<{
  request: Omit<ExportRequest, "folder">;
  source: BundleSource;
  baseName: string;
  number: number;
  recipients: readonly string[];
  entries: number;
  missingMedia: number;
  leftOut: LeftOut;
  lostMedia: number;
  carried: Carried;
}>;

/** What is told of an export. */
export function saidOf({
  source,
  number,
  recipients,
  entries,
  missingMedia,
  leftOut,
  lostMedia,
  carried,
}: GatheredExport): Omit<Exported, keyof WrittenBundle | "readFrom"> {
  return {
    number,
    encrypted: recipients.length > 0,
    leftOut,
    entries,
    media: source.media.length,
    missingMedia,
    lostMedia,
    carried,
  };
}

/**
 * Gathers what the recipient may see and lacks, and takes a number; whoever writes nothing of it gives that back.
 *
 * @throws {Problem} `nothing-to-export`, `nothing-new-to-export`, `entry-damaged`, `original-lost`, `pin-*`, `cancelled`
 */
export async function gatherExport(
  ws: ExportBundleNeeds,
  request: Omit<ExportRequest, "folder">,
  progress: Progress,
): Promise<GatheredExport> {
  const { visible, choice, recipients, base, others, feeds, survey, carry } = chooseContents(ws, request);
  const { entries, withheld, records } = survey;
  const all = await listMedia(ws, carry.files, request, progress);
  const media: ListedMedia = request.recordsOnly === true ? { here: [], missing: 0, lost: [] } : all;
  const brings = feeds.length + media.here.length;
  if (brings === 0 && request.recipient.kind !== "office") refuseNothing(base);
  const { signer } = ws.unlocked();
  const drawn = all.here.map((file) => carry.of.get(file.sha256) ?? file.sha256);
  const previews = await drawPreviews(ws, drawn, progress);
  const originals = await choice.originals(media.here, progress);
  const again = withheldAgain(ws, base?.withheld ?? [], choice.isWithheld);
  const leftOut = { records: countByKind([...withheld, ...again]), originals: media.here.length - originals.length };
  const carried = {
    records: typedAmong(survey),
    media: attachedAmong(
      ws,
      originals.map(({ sha256 }) => sha256),
      carry.of,
    ),
  };
  const { number, previous } = ws.store.reserveExport(request.purpose, ws.world.nowMs());
  const builtOn = others === undefined ? base : { frontier: namedByAll(others), missing: [] };
  const statement: BundleStatement = {
    ...stateBundle(ws, request, feeds, builtOn, {
      unitName: unitName(ws, ws.store.facts().unit),
      series: { number, previousBundleId: previous },
      withheld: Object.keys(countByKind(withheld)),
    }),
    ...(request.recipient.kind === "office" && { holds: holdingsOf(ws, visible) }),
  };
  const source: BundleSource = {
    statement,
    signer,
    heads: signedHeads(ws, feeds),
    entries: carriedEntries(ws, feeds, choice.isWithheld),
    media: originals,
    previews,
    papers: request.papers,
    readme: describeBundle(ws, statement, {
      units: new Set(feeds.map((feed) => feed.unit)),
      records: new Set([...records].filter((record) => !withheld.has(record))),
      leftOut: recipients.length === 0 ? leftOut : undefined,
      smaller: new Map(
        originals.flatMap(({ sha256 }) => {
          const original = carry.of.get(sha256);
          return original === undefined ? [] : [[original, sha256] as const];
        }),
      ),
    }),
  };
  const baseName = request.baseName ?? bundleName(ws, request.recipient, number, request.about);
  const lostMedia = media.lost.length;
  return { request, source, baseName, number, recipients, entries, missingMedia: media.missing, leftOut, lostMedia, carried };
}

/** What its file is called. @param about the report that it is, by its title */
export function bundleName(ws: Needs<FactReader, "campaign">, recipient: Recipient, number: number, about?: string): string {
  const named = (code: string) => ({ code, name: unitName(ws, code) });
  const to = recipient.kind === "unit" ? named(recipient.unit) : undefined;
  return bundleBaseName({ unit: named(ws.store.facts().unit), to, number, about });
}

function refuseNothing(base: LastReceipt | undefined): never {
  if (base === undefined) throw new Problem("nothing-to-export", {});
  throw new Problem("nothing-new-to-export", { number: base.number });
}

/** Logs a bundle of which at least volume 1 was written. */
export function noteExport(
  ws: Needs<ExportWriter>,
  { request, source, number }: GatheredExport,
  bundle: string,
  fileName: string,
  sizeBytes: number,
): void {
  const exported = {
    bundle,
    purpose: request.purpose,
    recipient: recipientName(request.recipient),
    number,
    exportedMs: source.statement.createdAtMs,
    fileName,
    sizeBytes,
    frontier: claimedFrontier(source.statement),
  };
  ws.store.recordExport(
    exported,
    source.heads.map(({ feed, seq, hash, sig }) => ({ feed, seq, hash, signature: sig })),
  );
}

/** A bundle of which nothing was left gives its number back; one that may turn up or was cut off after its rename never does. */
export async function writeOrRelease<T>(
  ws: Needs<ExportWriter>,
  number: number,
  write: () => Promise<T>,
  mayTurnUp: () => boolean = () => false,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!mayTurnUp()) ws.store.releaseExport(number);
    throw error;
  }
}
