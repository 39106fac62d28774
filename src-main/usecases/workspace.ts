// What every use case works at: the open workspace and the adapters around it.
import type { Campaign } from "../domain/campaign/schema.ts";
import type { Sha256 } from "../domain/feed/entry.ts";
import { Problem } from "../domain/problem.ts";
import type { Keeping } from "./ports/backups.ts";
import type { Bundles } from "./ports/bundles.ts";
import type { Drives, Fits } from "./ports/drives.ts";
import type { MediaStore } from "./ports/files.ts";
import type { Fingerprint, Keys, Signer } from "./ports/keys.ts";
import type { MediaReader, Previews } from "./ports/media.ts";
import type { PlainFolders } from "./ports/plain-folders.ts";
import type { Progress } from "./ports/progress.ts";
import type { Facts } from "./ports/store/facts.ts";
import type { Store } from "./ports/store/store.ts";
import type { World } from "./ports/world.ts";

/** The device's secrets, opened with a PIN. */
export type Unlocked = Readonly<{ signer: Signer }>;

export type Workspace = Readonly<{
  store: Store;
  media: MediaStore;
  reader: MediaReader;
  previews: Previews;
  bundles: Bundles;
  world: World;
  sha256: Sha256;
  /** SHA-256 fingerprint of a raw public key (hex), in hex. */
  fingerprint: Fingerprint;
  /** The campaign version that is in force here. */
  campaign(): Campaign;
  /** Text of a small kept document (a campaign version, a frozen table). */
  readDocument(sha256: string): Promise<string>;
  /** Puts another version in force for this session; the caller has noted its document. */
  useCampaign(campaign: Campaign): void;
  /** Who has a PIN here, and the secrets behind them. */
  keys: Keys;
  /** @throws {Problem} `pin-missing`, `pin-wrong`, `pin-wait` */
  unlocked(): Unlocked;
  /** age identities of this PC; empty while it is locked. */
  identities(): readonly string[];
  /** age recipients of this PC and of the unit's recovery card. */
  ownRecipients(): readonly string[];
  keeping: Keeping;
  /** Whether a file of that size has room in a folder. */
  fits: Fits;
  drives: Drives;
  /** Originals out again as plain files. */
  plainFolders: PlainFolders;
  joinPath(folder: string, name: string): string;
  /** A private folder for what is being read; emptied at start. */
  stagingDir: string;
  programVersion: string;
}>;

/**
 * What a use case needs of the workspace: the readers and writers of its store, and other members by name. Who names no writer
 * writes nothing.
 */
export type Needs<Ports, Member extends keyof Workspace = never> = Pick<Workspace, Member> & Readonly<{ store: Ports }>;

/** Work that nobody watches. */
export const UNWATCHED: Progress = { report: () => undefined, signal: new AbortController().signal };

/** @throws {Problem} `workspace-role` where the county's work is asked of another, `workspace-not-unit` where a unit's is */
export function requireRole(facts: Facts, role: Facts["role"]): void {
  if (facts.role !== role) throw new Problem(role === "county" ? "workspace-role" : "workspace-not-unit", {});
}
