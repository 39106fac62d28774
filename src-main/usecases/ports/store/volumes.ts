// Bundles of several volumes: which volumes came, which files they hold, own plans that are not done.
import type { Frontier } from "../../../domain/feed/entry.ts";

/** An original of a bundle, or a part of one, by the list of all volumes. `parts` 1: whole. `fileSha256`: of the part. */
export type ListedOriginal = Readonly<{
  volume: number;
  sha256: string;
  ext: string;
  part: number;
  parts: number;
  sizeBytes: number;
  fileSha256: string;
}>;

/** A bundle of several volumes by its id and the key that signs it; `plan`: digest of what its volumes state alike. */
export type VolumeOrigin = Readonly<{
  bundle: string;
  signer: string;
  plan: string;
  purpose: string;
  unit: string;
  device: string;
  number: number;
  exportedMs: number;
  sealed: boolean;
  volumes: number;
  /** What its reader holds with volume 1. */
  claimed: Frontier;
}>;

/** A volume that came. */
export type ArrivedVolume = Readonly<{ volume: number; fileName: string; readMs: number; receivedMs: number; means: string }>;

export type VolumeSet = VolumeOrigin & Readonly<{ set: number; arrived: readonly ArrivedVolume[] }>;

/** An original or a part as a set lists it. `wanted` null: volume 1 is not here; `held`: these very bytes, or the whole original. */
export type SetFile = ListedOriginal & Readonly<{ wanted: boolean | null; mime: string | null; held: boolean }>;

/** Parts that are all here and make up one original. */
export type Joinable = Readonly<{
  sha256: string;
  ext: string;
  mime: string | null;
  parts: readonly string[];
  sizeBytes: number;
}>;

/** What volume 1 brings with its entries. `wanted`: originals that entries name; `mimes`: as they describe them. */
export type OpenedSet = Readonly<{
  origin: VolumeOrigin;
  originals: readonly ListedOriginal[];
  wanted: ReadonlySet<string>;
  mimes: ReadonlyMap<string, string>;
}>;

/** A bundle of several volumes that was planned here. */
export type ExportPlan = Readonly<{
  number: number;
  bundle: string;
  baseName: string;
  recipients: readonly string[];
  limitBytes: number;
  /** bundle.json of volume 1. */
  statement: string;
  volumes: readonly Readonly<{ number: number; fileName: string; sizeBytes: number; writtenMs: number | null }>[];
}>;

export type VolumeReader = Readonly<{
  /** Sets of which at least one volume came, in order of arrival. */
  volumeSets(only?: Readonly<{ unit?: string; bundle?: string }>): readonly VolumeSet[];
  setFiles(set: number): readonly SetFile[];
  joinable(bundle: string, signer: string): readonly Joinable[];
  /** Parts whose original is here or erased, and files of a set that volume 1 does not want: they may go. */
  looseFiles(bundle: string): readonly string[];
  /** Volumes that have not come, and bring this original or a part of it. */
  volumesWith(sha256: string): readonly Readonly<{ bundle: string; number: number; volume: number }>[];
  /** @param statements without them, `statement` is empty. */
  plans(): readonly Omit<ExportPlan, "statement">[];
  plan(number: number): ExportPlan | undefined;
}>;

export type VolumeWriter = VolumeReader &
  Readonly<{
    /** Notes a set before its first files are kept, and which files are about to come with it. */
    expectVolume(origin: VolumeOrigin, originals: readonly ListedOriginal[], bringing: readonly string[]): void;
    /** Notes that a further volume came whole; the file of a run is done with it. */
    noteVolume(origin: VolumeOrigin, arrived: ArrivedVolume, runItem?: number): void;
    /** Forgets a set whose volumes state other things than volume 1, and the originals that came with it and nothing names. */
    forgetSet(set: number): void;
    keepPlan(plan: ExportPlan): void;
    noteWritten(number: number, volume: number, writtenMs: number): void;
    dropPlan(number: number): void;
  }>;
