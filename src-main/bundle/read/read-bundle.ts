// Opens a bundle that strangers made. Tag files and entries are copied off the drive and checked whole before anything is handed on;
// media pass exactly once, hashed on the way. An encrypted bundle is decrypted into staging first and read from there.
import { basename, join } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { BundleInfo } from "../bag/bundle-info.ts";
import { assertFileWithinCaps, DEFAULT_CAPS, type Caps } from "../bag/caps.ts";
import { realDisk, type Disk, type ReadableFile } from "../disk.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { readingProblem } from "../reading-problems.ts";
import { parseCarriedLine, parseCheckedLine, readCarriedLines, type CarriedLine } from "../bag/entries-file.ts";
import type { SignedHead } from "../bag/heads-file.ts";
import { passFiles, passingFiles, type PassingFile, type Sink } from "./pass-files.ts";
import { readTags, type BundleTags } from "../bag/read-tags.ts";
import { blocksOf, isEncrypted, stageEntries, stagePlain } from "./stage.ts";
import { feedOf, verifyFeeds, type KeyOfFeed } from "./verify-feeds.ts";

/** How to open a bundle. `stagingDir`: a local folder for temporary files; `identities`: age identities of this PC. */
export type OpenOptions = Readonly<{
  stagingDir: string;
  identities?: readonly string[];
  caps?: Caps;
  /** Keys of feeds whose opening entry came with an earlier bundle. */
  keyOfFeed?: KeyOfFeed;
  progress: Progress;
}>;

/** A bundle whose structure, checksums of tag files and entries, signature and feeds are verified. `signer`: raw key in hex. */
export type OpenBundle = Readonly<{
  info: BundleInfo;
  bundleId: string;
  signer: Readonly<{ key: string }>;
  encrypted: boolean;
  heads: readonly SignedHead[];
  /** Feeds whose opening is none: neither their heads nor their entries are handed on. */
  dropped: ReadonlySet<string>;
  /** All files that {@link OpenBundle.receiveFiles} would pass, in their order. */
  files: readonly PassingFile[];
  /** Our own checked copy of data/entries.jsonl, empty in further volumes; there until {@link OpenBundle.close}. */
  entriesPath: string;
  /** The entries, feed by feed, in batches as they were read. May be called again. */
  entryBatches(): AsyncIterable<readonly CarriedLine[]>;
  /** The same, one by one. */
  entryLines(): AsyncIterable<CarriedLine>;
  /**
   * Passes files to the sink, each read once from the drive.
   *
   * @param wants leaves out files, such as media that are already held.
   * @throws {Problem} `bundle-changed`, `bundle-unreadable`, `cancelled`
   */
  receiveFiles(sink: Sink, wants?: (file: PassingFile) => boolean): Promise<void>;
  /** Closes the file and removes what was staged. */
  close(): Promise<void>;
}>;

/**
 * Opens a bundle.
 *
 * @throws {Problem} `bundle-missing`, `bundle-is-folder`, `bundle-empty`, `bundle-unreadable`, `bundle-not-zip`, `bundle-truncated`,
 *   `bundle-hostile`, `bundle-too-large`, `bundle-format-unknown`, `bundle-unsigned`, `signature-invalid`, `bundle-signer-differs`,
 *   `bundle-changed`, `bundle-no-identity`, `feed-forged`, `feed-unknown`, `key-unusable`, `disk-full`, `cancelled`
 * @see design.md §3
 */
export async function openBundle(path: string, options: OpenOptions, disk: Disk = realDisk): Promise<OpenBundle> {
  await assertIsFile(path, disk);
  const staging = await explaining(
    () => disk.makeStaging(options.stagingDir),
    (cause) => writingProblem(cause, options.stagingDir),
  );
  const opened: ReadableFile[] = [];
  const close = async () => {
    for (const file of opened.splice(0)) await file.close();
    await disk.remove(staging);
  };
  try {
    return await openStaged(path, staging, options, disk, opened, close);
  } catch (cause) {
    await close();
    throw readingProblem(cause, basename(path));
  }
}

async function assertIsFile(path: string, disk: Disk): Promise<void> {
  const file = basename(path);
  const kind = await explaining(
    () => disk.kindOf(path),
    (cause) => readingProblem(cause, file),
  );
  if (kind === "none") throw new Problem("bundle-missing", { file });
  if (kind === "folder") throw new Problem("bundle-is-folder", { file });
  if (kind === "other") throw new Problem("bundle-not-zip", { file });
}

async function openStaged(
  path: string,
  staging: string,
  options: OpenOptions,
  disk: Disk,
  opened: ReadableFile[],
  close: () => Promise<void>,
): Promise<OpenBundle> {
  const { progress } = options;
  const keep = (file: ReadableFile) => (opened.push(file), file);
  const given = keep(await disk.openToRead(path));
  const caps = options.caps ?? DEFAULT_CAPS;
  assertFileWithinCaps(given.sizeBytes, caps);
  const encrypted = await isEncrypted(given, basename(path));
  const zip = encrypted ? keep(await stagePlain(path, staging, options.identities ?? [], progress, disk)) : given;
  const tags = await readTags(zip, basename(path), caps, progress.signal);
  const entriesPath = join(staging, "entries.jsonl");
  const entriesFile = keep(await stageEntries(zip, tags, entriesPath, progress, disk));
  const read = (parse: typeof parseCarriedLine) => readCarriedLines(blocksOf(entriesFile, progress.signal), caps.entries, parse);
  const dropped = await verifyEntries(tags, read(parseCarriedLine), options.keyOfFeed ?? (() => undefined));
  const entryBatches = () => without(dropped, read(parseCheckedLine));
  const passing = passingFiles(tags);
  return {
    info: tags.info,
    bundleId: tags.bundleId,
    signer: { key: tags.signer },
    encrypted,
    heads: tags.heads.filter(({ feed }) => !dropped.has(feed)),
    dropped,
    files: passing.map(({ file }) => file),
    entriesPath,
    entryBatches,
    entryLines: async function* () {
      for await (const batch of entryBatches()) yield* batch;
    },
    receiveFiles: (sink, wants = () => true) =>
      passFiles(
        zip,
        passing.filter(({ file }) => wants(file)),
        sink,
        progress,
        basename(path),
      ),
    close,
  };
}

/** @returns the feeds that are dropped. */
async function verifyEntries(
  tags: BundleTags,
  batches: AsyncIterable<readonly CarriedLine[]>,
  keyOfFeed: KeyOfFeed,
): Promise<ReadonlySet<string>> {
  const dropped = new Set<string>();
  const read = { lines: 0 };
  for await (const passed of verifyFeeds(counting(batches, read), tags.heads, keyOfFeed, dropped)) void passed;
  if (tags.info.volume === 1 && read.lines !== tags.info.counts.entries)
    throw new Problem("bundle-hostile", { reason: "counts" });
  return dropped;
}

async function* counting(
  batches: AsyncIterable<readonly CarriedLine[]>,
  read: { lines: number },
): AsyncGenerator<readonly CarriedLine[]> {
  for await (const batch of batches) {
    read.lines += batch.length;
    yield batch;
  }
}

async function* without(
  dropped: ReadonlySet<string>,
  batches: AsyncIterable<readonly CarriedLine[]>,
): AsyncGenerator<readonly CarriedLine[]> {
  for await (const batch of batches) yield batch.filter((line) => !dropped.has(feedOf(line)));
}
