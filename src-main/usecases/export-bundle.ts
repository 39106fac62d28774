// Writes one bundle: entries, originals, previews, papers, and a page for readers without the program.
import { basename } from "node:path";
import { Problem } from "../domain/problem.ts";
import { carriedEntries, feedsFor, frontierOf, signedHeads, surveyFeeds, type Recipient } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import type { BundleReadme, BundleSource, BundleStatement, Progress, WrittenBundle } from "./ports.ts";
import { describeBundle } from "./describe-bundle.ts";
import { drawPreviews } from "./draw-previews.ts";
import { recipientKeys } from "./recipients.ts";
import type { FeedView } from "./store-port.ts";

export type ExportRequest = Readonly<{
  folder: string;
  purpose: BundleStatement["purpose"];
  recipient: Recipient;
  /** Leaves out personal data and does not encrypt. */
  plain: boolean;
  papers: BundleSource["papers"];
  /** Narrows the feeds that the recipient may see. */
  choose?: (feed: FeedView) => boolean;
  /** Name of the file without folder and ending; by default unit code and number. */
  baseName?: string;
}>;

export type Exported = WrittenBundle &
  Readonly<{
    number: number;
    encrypted: boolean;
    withheld: readonly string[];
    entries: number;
    media: number;
    missingMedia: number;
  }>;

/**
 * Exports everything that the recipient may see.
 *
 * @throws {Problem} `nothing-to-export`, `bundle-exists`, `disk-*`, `media-changed`, `pin-*`, `cancelled`; then nothing is left in the folder.
 * @see design.md §3
 */
export async function exportBundle(desk: Desk, request: ExportRequest, progress: Progress): Promise<Exported> {
  const feeds = feedsFor(desk, request.recipient, request.choose).filter((feed) => feed.heads.length > 0);
  if (feeds.length === 0) throw new Problem("nothing-to-export", {});
  const recipients = request.plain ? [] : recipientKeys(desk, request.recipient);
  const { entries, withheld, named } = surveyFeeds(desk, feeds, recipients.length === 0);
  const { number, previous } = desk.store.nextExportNumber();
  const media = listMedia(desk, named);
  const statement = stateBundle(desk, request, feeds, { number, previousBundleId: previous }, [...withheld].sort());
  const source: BundleSource = {
    statement,
    signer: desk.unlocked().signer,
    heads: signedHeads(desk, feeds),
    entries: carriedEntries(desk, feeds, withheld),
    media: media.here,
    previews: await drawPreviews(
      desk,
      media.here.map((file) => file.sha256),
      progress,
    ),
    papers: request.papers,
    readme: describe(desk, statement, feeds),
  };
  const baseName = request.baseName ?? bundleName(desk, request.recipient, number);
  const written = await desk.bundles.write(
    source,
    { folder: request.folder, baseName, stagingDir: desk.stagingDir, recipients },
    progress,
  );
  desk.store.recordExport({
    bundle: written.bundleId,
    purpose: request.purpose,
    recipient: recipientName(request.recipient),
    number,
    exportedMs: statement.createdAtMs,
    fileName: basename(written.path),
    sizeBytes: written.sizeBytes,
    frontier: frontierOf(feeds),
  });
  return {
    ...written,
    number,
    encrypted: recipients.length > 0,
    withheld: statement.withheld,
    entries,
    media: media.here.length,
    missingMedia: media.missing,
  };
}

/** File names hold unit code and number only (design.md §3). */
function bundleName(desk: Desk, recipient: Recipient, number: number): string {
  const { unit } = desk.store.facts();
  const to = recipient.kind === "unit" ? `-${recipient.unit}` : "";
  return `${unit}${to}-${String(number).padStart(3, "0")}`;
}

export function recipientName(recipient: Recipient): string {
  return recipient.kind === "unit" ? recipient.unit : recipient.kind;
}

function stateBundle(
  desk: Desk,
  request: ExportRequest,
  feeds: readonly FeedView[],
  series: BundleStatement["series"],
  withheld: readonly string[],
): BundleStatement {
  const facts = desk.store.facts();
  return {
    purpose: request.purpose,
    createdAtMs: desk.world.nowMs(),
    program: { name: "anbao", version: desk.programVersion },
    sender: { unit: facts.unit, unitName: unitName(desk, facts.unit), device: facts.device, key: facts.selfKey },
    recipient: recipientName(request.recipient),
    campaign: { id: facts.campaign, version: facts.campaignDocument },
    series,
    baseFrontier: {},
    contains: Object.fromEntries(
      feeds.map((feed) => [feed.hash, feed.heads.map(({ seq, hash }) => ({ fromSeq: 0, toSeq: seq, hash }))]),
    ),
    withheld,
  };
}

/** The full name of a unit, or its code where the campaign does not know it. */
export function unitName(desk: Desk, code: string): string {
  return desk.campaign().units.find((unit) => unit.code === code)?.name ?? code;
}

type ListedMedia = Readonly<{ here: BundleSource["media"]; missing: number }>;

/** Which of the named files are here and not erased, by hash. */
function listMedia(desk: Desk, named: ReadonlySet<string>): ListedMedia {
  const here = [...named].sort().flatMap((sha256) => {
    const row = desk.store.isErased(sha256) ? undefined : desk.store.media(sha256);
    return row === undefined ? [] : [{ ...row, path: desk.media.pathOf(sha256) }];
  });
  return { here, missing: named.size - here.length };
}

function describe(desk: Desk, statement: BundleStatement, feeds: readonly FeedView[]): BundleReadme {
  return describeBundle(desk, statement, new Set(feeds.map((feed) => feed.unit)));
}
