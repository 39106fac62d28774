// The bundle format: written, planned in volumes, found, looked at, opened.
import type { ListedOriginal } from "./store/volumes.ts";
import type { Holdings } from "./store/deliveries.ts";
import type { Progress } from "./progress.ts";
import type { CarriedLine, CheckedLines } from "./lines.ts";
import type { Signer } from "./keys.ts";
import type { FileIdentity } from "./files.ts";
import type { Fits } from "./drives.ts";
import type { Frontier, Position } from "../../domain/feed/entry.ts";

/** What a bundle says of itself; see bundle/bag/bundle-info.ts for the exact shape. */
export type BundleStatement = Readonly<{
  purpose: "hand-in" | "enrolment-request" | "pack" | "receipt" | "return" | "update";
  createdAtMs: number;
  program: Readonly<{ name: string; version: string }>;
  sender: Readonly<{ unit: string; unitName: string; device: string; key: string }>;
  recipient: string;
  campaign: Readonly<{ id: string; version?: string | undefined }>;
  series: Readonly<{ number: number; previousBundleId: string | null }>;
  baseFrontier: Frontier;
  /** Per feed a range for every head. */
  contains: Readonly<Record<string, readonly Readonly<{ fromSeq: number; toSeq: number; hash: string }>[]>>;
  withheld: readonly string[];
  /** Between county PCs: what the sender holds itself. */
  holds?: Holdings | undefined;
}>;

/** An entry as it travels, in the exact canonical texts in which it is kept. @see domain/feed/entry.ts Carried */
export type CarriedTexts = Readonly<{ text: string; salt: string | null; value: string | null }>;

/** An original as the page lists it: which file goes for it, itself or a smaller one, the name of that, and what is known in words. */
export type BundleReadmeFile = Readonly<{ sha256: string; carried: string; name: string; said: string }>;

/** What a person without the program reads in data/index.html. `media`: originals that belong to a row. */
export type BundleReadme = Readonly<{
  title: string;
  unitName: string;
  facts: readonly Readonly<{ label: string; value: string }>[];
  sections: readonly Readonly<{
    heading: string;
    columns: readonly string[];
    rows: readonly Readonly<{ cells: readonly string[]; media: readonly BundleReadmeFile[] }>[];
  }>[];
}>;

/** What goes into a bundle. Media are read from their paths while the bundle is written. */
export type BundleSource = Readonly<{
  statement: BundleStatement;
  signer: Signer;
  /** Feed by feed; their heads' signatures were made or kept by the caller. */
  heads: readonly (Position & Readonly<{ sig: string }>)[];
  /** Entries feed by feed, ascending by sequence and hash. */
  entries: Iterable<CarriedTexts>;
  media: readonly Readonly<{ sha256: string; sizeBytes: number; crc32: number; ext: string; path: string }>[];
  /** Small pictures by the SHA-256 of their original, read from their paths while the bundle is written. */
  previews: readonly Readonly<{ sha256: string; file: FileIdentity & Readonly<{ path: string }> }>[];
  papers: readonly Readonly<{ name: string; bytes: Uint8Array }>[];
  readme: BundleReadme;
}>;

/**
 * Where a bundle goes; its ending tells whether it is sealed to `recipients`. `named` is called when the file has its name: from
 * then on it may turn up whole on a drive that failed or was torn out. `fileName`: as a person chose it, ending and all.
 */
export type BundleTarget = Readonly<{
  folder: string;
  baseName: string;
  fileName?: string;
  stagingDir: string;
  recipients: readonly string[];
  fits: Fits;
  named: () => Promise<void>;
}>;

export type WrittenBundle = Readonly<{ path: string; sizeBytes: number; bundleId: string }>;

/** A volume that will be written. `sizeBytes`: of the file, exactly; `originals`: files and parts of files in it. */
export type PlannedVolume = Readonly<{ number: number; fileName: string; sizeBytes: number; originals: number }>;

/** Where volumes go, but for the folder, which may be another for each. `limitBytes` of a file as it is written; `named` as in {@link BundleTarget}. */
export type VolumeTarget = Readonly<{
  baseName: string;
  stagingDir: string;
  recipients: readonly string[];
  fits: Fits;
  named: () => Promise<void>;
  limitBytes: number;
}>;

/** All volumes of a bundle, planned. `statement`: bundle.json of volume 1, from which the others can be planned again. */
export type OpenVolumes = Readonly<{
  bundleId: string;
  statement: string;
  volumes: readonly PlannedVolume[];
  /** @throws {Problem} `bundle-exists`, `media-changed`, `media-missing`, `disk-*`, `drive-*`, `cancelled`; then nothing of it is left */
  write(volume: number, folder: string, progress: Progress): Promise<Readonly<{ path: string; sizeBytes: number }>>;
  close(): Promise<void>;
}>;

/** A plan that was kept, and what lies behind the names in it. */
export type KeptVolumes = Readonly<{
  bundleId: string;
  statement: string;
  signer: Signer;
  media(sha256: string): BundleSource["media"][number] | undefined;
  preview(sha256: string): Promise<BundleSource["previews"][number] | undefined>;
}>;

/** The cheap part of an open bundle: its tag files are verified, neither entries nor media were read. */
export type PeekedBundle = Readonly<{
  statement: BundleStatement;
  bundleId: string;
  volume: number;
  signerKey: string;
  encrypted: boolean;
  sizeBytes: number;
}>;

/** How far a search for bundles goes. */
export type SearchLimits = Readonly<{ depth: number; files: number; bundles: number }>;

/** Files that look like bundles by their content. `ignored`: other files that were looked at; `capped`: there were too many. */
export type FoundBundles = Readonly<{ paths: readonly string[]; ignored: number; unreadable: number; capped: boolean }>;

/** A file that passes to its receiver. */
export type ReceivedFile = FileIdentity & Readonly<{ path: string; kind: "media" | "part" | "preview" | "paper" | "readme" }>;

/** Checked entries of a bundle that is closed already, until they are dropped. */
export type KeptLines = CheckedLines & Readonly<{ drop(): Promise<void> }>;

/** A bundle whose structure, checksums of tag files, signatures and chains hold. Media are checked while they are received. */
export type OpenBundle = Readonly<{
  statement: BundleStatement;
  bundleId: string;
  volume: number;
  /** How many there are; and what all of them state alike, as a digest. */
  volumes: number;
  planDigest: string;
  signerKey: string;
  heads: readonly (Position & Readonly<{ sig: string }>)[];
  counts: Readonly<{ entries: number; feeds: number; media: number; mediaBytes: number; previews: number; papers: number }>;
  encrypted: boolean;
  /** Feeds whose opening is none: they are left out, also of what the statement says. */
  dropped: number;
  /** Entries with their exact canonical texts, in order. */
  entries(): AsyncIterable<readonly CarriedLine[]>;
  /** Where the store reads the same. */
  lines: CheckedLines;
  /** Files in the bundle, in the order in which they pass. */
  files: readonly ReceivedFile[];
  /** Originals of all volumes. */
  originals: readonly ListedOriginal[];
  /** Streams wanted files out once each, hashing them on the way. @throws {Problem} `bundle-changed` */
  receiveFiles(
    take: (file: ReceivedFile, bytes: AsyncIterable<Uint8Array>) => Promise<void>,
    wants?: (file: ReceivedFile) => boolean,
  ): Promise<void>;
  /** A copy of the checked entries that outlives the bundle. */
  keepLines(): Promise<KeptLines>;
  close(): Promise<void>;
}>;

export type OpenOptions = Readonly<{
  stagingDir: string;
  identities: readonly string[];
  keyOfFeed(feed: string): string | undefined;
}>;

/** A key that is trusted, until `validBeforeMs` where it was ended. `principal` names the office and PC, never a person. */
export type TrustedSigner = Readonly<{ principal: string; key: string; validBeforeMs?: number }>;

/** The bundle format. */
export type Bundles = Readonly<{
  /** @throws {Problem} `bundle-exists`, `disk-full`, `disk-read-only`, `media-changed`, `media-missing`, `cancelled`; then nothing is left */
  write(source: BundleSource, target: BundleTarget, progress: Progress): Promise<WrittenBundle>;
  /** Plans volumes before any is written. @throws {Problem} `volume-too-small`, `volumes-too-many`, `media-changed`, `disk-*`, `cancelled` */
  plan(source: BundleSource, target: VolumeTarget, progress: Progress): Promise<OpenVolumes>;
  /** Plans all volumes but the first again. */
  replan(kept: KeptVolumes, target: VolumeTarget): Promise<OpenVolumes>;
  /** @throws {Problem} `bundle-*`, `volume-list-wrong`, `feed-forged`, `feed-unknown`, `signature-invalid`, `key-unusable` */
  open(path: string, options: OpenOptions, progress: Progress): Promise<OpenBundle>;
  /** Looks for bundles in files and folders, subfolders included; what was renamed is known by its content. */
  find(paths: readonly string[], signal: AbortSignal, limits?: SearchLimits): Promise<FoundBundles>;
  /** Reads only what a bundle says of itself, signature included: a few blocks of the file. @throws {Problem} as {@link Bundles.open} */
  peek(path: string, identities: readonly string[], signal: AbortSignal): Promise<PeekedBundle>;
  /** The age recipient of an identity, and a new pair. */
  newIdentity(): Promise<Readonly<{ identity: string; recipient: string }>>;
  /** Signs the end of an own feed's branch. */
  signHead(position: Position, signer: Signer): string;
  /** Whether the key (hex) signed this end. */
  isSignedHead(head: Position & Readonly<{ signature: string; key: string }>): boolean;
  /** The lines of an `allowed_signers` file for bundles and feeds. @see ssh-keygen(1) */
  signersFile(signers: readonly TrustedSigner[]): string;
}>;
