// Writes one bundle: entries, originals, previews, papers, and a page for readers without the program.
import { basename } from "node:path";
import type { Recipient } from "../domain/audience.ts";
import { bundleBaseName } from "../domain/bundle-names.ts";
import { Problem } from "../domain/problem.ts";
import {
  beyond,
  beyondAll,
  carriedEntries,
  claimedFrontier,
  feedsFor,
  namedBefore,
  signedHeads,
  surveyFeeds,
  withheldAgain,
  type CarriedFeed,
} from "./carried-feeds.ts";
import { arrivedOriginals } from "./asked-volumes.ts";
import type { Desk } from "./desk.ts";
import type { BundleSource, BundleStatement, Progress, ReadFrom, WrittenBundle } from "./ports.ts";
import { describeBundle } from "./describe-bundle.ts";
import { drawPreviews } from "./draw-previews.ts";
import { heldByOthers, holdingsOf, namedByAll } from "./holdings.ts";
import { explainOriginal, listMedia, type ListedMedia } from "./originals-here.ts";
import { lastReceipt, type LastReceipt } from "./last-receipt.ts";
import { readBackBundle } from "./read-back.ts";
import { recipientKeys } from "./recipients.ts";
import { onDrive, rememberDrives, watchNaming } from "./stay-on-drive.ts";
import type { FeedView } from "./store-port.ts";
import { recipientName, stateBundle } from "./state-bundle.ts";
import { countByKind, EVERYTHING, openOnly, type LeftOut, type Withholding } from "./withholding.ts";

export type ExportRequest = Readonly<{
  folder: string;
  purpose: BundleStatement["purpose"];
  recipient: Recipient;
  /** Leaves out personal data and does not encrypt. */
  plain: boolean;
  papers: BundleSource["papers"];
  /** Narrows the feeds that the recipient may see. */
  choose?: (feed: FeedView) => boolean;
  /** All entries, whatever the county's last receipt says; only hand-ins build on one. */
  full?: boolean;
  /** Name of the file without folder and ending; by default unit and number. */
  baseName?: string;
  /** The report that it is, for the name of the file. */
  about?: string;
  /** The file's name with its ending, where a person chose one. */
  fileName?: string;
  /** Records and small pictures only: no originals. */
  recordsOnly?: boolean;
  /** Goes on without originals that are gone; the county shows them as 佐证待补. */
  withoutLost?: boolean;
}>;

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
export async function exportBundle(desk: Desk, request: ExportRequest, progress: Progress): Promise<Exported> {
  const gathered = await gatherExport(desk, request, progress);
  const { source, baseName, number, recipients } = gathered;
  const { folder } = request;
  const naming = await watchNaming(desk, folder);
  const target = {
    folder,
    baseName,
    stagingDir: desk.stagingDir,
    recipients,
    fits: desk.fits,
    named: naming.named,
    ...(request.fileName !== undefined && { fileName: request.fileName }),
  };
  const explain = await rememberDrives(desk, [folder]);
  const writing = () =>
    onDrive(
      desk,
      folder,
      () => desk.bundles.write(source, target, progress).catch((cause: unknown) => Promise.reject(explainOriginal(desk, cause))),
      ({ path }) => desk.keeping.drop(path),
    );
  const written = await writeOrRelease(desk, number, writing, naming.mayTurnUp);
  progress.step?.("reading-back");
  try {
    const readFrom = await readBackBundle(desk, written.path, progress);
    noteExport(desk, gathered, written.bundleId, basename(written.path), written.sizeBytes);
    return { ...written, ...saidOf(gathered), readFrom };
  } catch (cause) {
    // Its number goes back only where nothing of it can turn up later: not while it lies on a drive that is gone.
    const isThere = (await explain(folder, undefined)) === undefined;
    if (isThere && (await isDropped(desk, written.path))) desk.store.releaseExport(number);
    throw await explain(folder, cause);
  }
}

function isDropped(desk: Desk, path: string): Promise<boolean> {
  return desk.keeping.drop(path).then(
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
}: GatheredExport): Omit<Exported, keyof WrittenBundle | "readFrom"> {
  return {
    number,
    encrypted: recipients.length > 0,
    leftOut,
    entries,
    media: source.media.length,
    missingMedia,
    lostMedia,
  };
}

/**
 * Gathers what the recipient may see and lacks, and takes a number; whoever writes nothing of it gives that back.
 *
 * @throws {Problem} `nothing-to-export`, `nothing-new-to-export`, `entry-damaged`, `original-lost`, `pin-*`, `cancelled`
 */
export async function gatherExport(
  desk: Desk,
  request: Omit<ExportRequest, "folder">,
  progress: Progress,
): Promise<GatheredExport> {
  const visible = feedsFor(desk, request.recipient, request.choose).filter((feed) => feed.heads.length > 0);
  const recipients = request.plain ? [] : recipientKeys(desk, request.recipient);
  const isPlain = recipients.length === 0;
  const choice = isPlain ? openOnly(desk) : EVERYTHING;
  const base = baseOf(desk, request, isPlain);
  const others = heldByOthers(desk, request.recipient, request.full === true);
  const feeds = others === undefined ? beyond(desk, visible, base) : beyondAll(desk, visible, others);
  const { entries, withheld, named, records } = surveyFeeds(desk, feeds, choice.isWithheld);
  const lacking = (others ?? []).flatMap((one) => one.lackingMedia.filter((sha256) => desk.store.media(sha256) !== undefined));
  const wanted =
    base === undefined ? new Set([...named, ...lacking]) : withoutHeld(desk, visible, feeds, named, base, choice.isWithheld);
  const all = await listMedia(desk, wanted, request, progress);
  const media: ListedMedia = request.recordsOnly === true ? { here: [], missing: 0, lost: [] } : all;
  const brings = feeds.length + media.here.length;
  if (brings === 0 && request.recipient.kind !== "office") refuseNothing(base);
  const { signer } = desk.unlocked();
  const drawn = all.here.map((file) => file.sha256);
  const previews = await drawPreviews(desk, drawn, progress);
  const originals = await choice.originals(media.here, progress);
  const again = withheldAgain(desk, base?.withheld ?? [], choice.isWithheld);
  const leftOut = { records: countByKind([...withheld, ...again]), originals: media.here.length - originals.length };
  const { number, previous } = desk.store.reserveExport(request.purpose, desk.world.nowMs());
  const builtOn = others === undefined ? base : { frontier: namedByAll(others), missing: [] };
  const statement: BundleStatement = {
    ...stateBundle(desk, request, feeds, builtOn, {
      unitName: unitName(desk, desk.store.facts().unit),
      series: { number, previousBundleId: previous },
      withheld: Object.keys(countByKind(withheld)),
    }),
    ...(request.recipient.kind === "office" && { holds: holdingsOf(desk, visible) }),
  };
  const source: BundleSource = {
    statement,
    signer,
    heads: signedHeads(desk, feeds),
    entries: carriedEntries(desk, feeds, choice.isWithheld),
    media: originals,
    previews,
    papers: request.papers,
    readme: describeBundle(desk, statement, {
      units: new Set(feeds.map((feed) => feed.unit)),
      records: new Set([...records].filter((record) => !withheld.has(record))),
      leftOut: isPlain ? leftOut : undefined,
    }),
  };
  const baseName = request.baseName ?? bundleName(desk, request.recipient, number, request.about);
  const lostMedia = media.lost.length;
  return { request, source, baseName, number, recipients, entries, missingMedia: media.missing, leftOut, lostMedia };
}

/** What its file is called. @param about the report that it is, by its title */
export function bundleName(desk: Desk, recipient: Recipient, number: number, about?: string): string {
  const named = (code: string) => ({ code, name: unitName(desk, code) });
  const to = recipient.kind === "unit" ? named(recipient.unit) : undefined;
  return bundleBaseName({ unit: named(desk.store.facts().unit), to, number, about });
}

function refuseNothing(base: LastReceipt | undefined): never {
  if (base === undefined) throw new Problem("nothing-to-export", {});
  throw new Problem("nothing-new-to-export", { number: base.number });
}

/** Logs a bundle of which at least volume 1 was written. */
export function noteExport(
  desk: Desk,
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
  desk.store.recordExport(
    exported,
    source.heads.map(({ feed, seq, hash, sig }) => ({ feed, seq, hash, signature: sig })),
  );
}

/** A bundle of which nothing was left gives its number back; one that may turn up or was cut off after its rename never does. */
export async function writeOrRelease<T>(
  desk: Desk,
  number: number,
  write: () => Promise<T>,
  mayTurnUp: () => boolean = () => false,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!mayTurnUp()) desk.store.releaseExport(number);
    throw error;
  }
}

/** What the county holds by its last receipt. @param plain values that were withheld before are withheld again. */
function baseOf(desk: Desk, { purpose, full }: Pick<ExportRequest, "purpose" | "full">, plain: boolean): LastReceipt | undefined {
  const last = purpose === "hand-in" && full !== true ? lastReceipt(desk) : undefined;
  return last === undefined || plain ? last : { ...last, missing: [...last.missing, ...last.withheld] };
}

/** Files to carry beyond a base: those newly named, and those that the county says it lacks; none of a value that stays here. */
function withoutHeld(
  desk: Desk,
  visible: readonly FeedView[],
  carried: readonly CarriedFeed[],
  named: ReadonlySet<string>,
  base: LastReceipt,
  isWithheld: Withholding,
): ReadonlySet<string> {
  const before = namedBefore(desk, visible, carried, isWithheld);
  const asked = base.mediaCut ? before : new Set([...before].filter((sha256) => base.missingMedia.has(sha256)));
  // What lies in volumes that came before their volume 1 is kept there: it is not sent twice.
  const arrived = base.regressed ? new Set<string>() : arrivedOriginals(desk);
  return new Set([...[...named].filter((sha256) => !before.has(sha256) && !arrived.has(sha256)), ...asked]);
}

/** The full name of a unit, or its code where the campaign does not know it. */
export function unitName(desk: Desk, code: string): string {
  return desk.campaign().units.find((unit) => unit.code === code)?.name ?? code;
}
