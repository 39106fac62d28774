// Opens workspaces: builds the adapters and hands them to the use cases.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { uptime } from "node:os";
import { join, sep } from "node:path";
import packageInfo from "../../../package.json" with { type: "json" };
import { holdThreads } from "../../disk/threads/threads.ts";
import { bundlePort } from "../../bundle/bundle-port.ts";
import { writeBackup } from "../../bundle/backup/write-backup.ts";
import { fingerprintOf } from "../../keys/signature/ed25519-key.ts";
import { parseCampaign } from "../../domain/campaign-check/parse.ts";
import type { Campaign } from "../../domain/campaign/schema.ts";
import type { Json } from "../../domain/json.ts";
import { assertPathFits } from "../../domain/bundle/path-limits.ts";
import { Problem } from "../../domain/problem.ts";
import { assertRoom } from "../../domain/bundle/room.ts";
import { partOf } from "../../disk/new-file.ts";
import { closeFolder } from "../../disk/owner-only.ts";
import { markOf } from "../../drives/find/drive-mark.ts";
import { assertOnThisPc } from "../../drives/places/network-place.ts";
import { compareWithDrive } from "../../drives/places/read-from-drive.ts";
import { roomAt } from "../../drives/places/room.ts";
import { openShelf } from "../../store/copies/backup-shelf.ts";
import { sha256 } from "../../store/db/codec.ts";
import { PRODUCT_COST, type ScryptCost } from "../../keys/pc/keyring.ts";
import { lockWorkspace } from "../../store/db/lock.ts";
import { openStore } from "../../store/open-store.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { openCatchUp } from "../../usecases/keeping/catch-up.ts";
import { openLookOver } from "../../usecases/keeping/look-over.ts";
import type { Store } from "../../usecases/ports/store/store.ts";
import type { World } from "../../usecases/ports/world.ts";
import type { WorkspaceHandle } from "../../session/current/open-workspaces.ts";
import { finishLeaving } from "../../usecases/records/originals/let-go.ts";
import { openDecoder } from "./decoder.ts";
import { endAll } from "../../session/runs/end-all.ts";
import { STORE_FILE } from "../../session/current/workspace-names.ts";
import { dropMark, isInMaking, OURS } from "./half-made.ts";
import { KEY_FILE, openKeys, type OpenedKeys } from "../../keys/open-keys.ts";
import { machineMark } from "../../keys/pc/machine-mark.ts";
import { openBackup } from "./open-backup.ts";
import { openOriginals } from "./open-originals.ts";
import { openPlainFolders } from "../../media/out/plain-folders.ts";
import { lazyTypesetter, papersOf } from "./papers.ts";
import { emptyFolder, readCampaignFile } from "../../session/files/local-files.ts";

/**
 * What differs between the product and a test: the clock, the cost of a PIN, and the mark of this PC and folder. Without a mark
 * nobody notices that a workspace was copied, as with a cloned disk.
 */
export type Surroundings = Readonly<{
  world: World;
  pinCost: ScryptCost;
  markOf?: (folder: string) => string | undefined;
  /** How long the PC has been on; absent: as the system says. Wrong PINs wait by it. */
  uptimeMs?: () => number;
}>;

export const PRODUCT: Surroundings = {
  world: { nowMs: () => Date.now(), randomHex, uuid: randomUUID },
  pinCost: PRODUCT_COST,
  markOf: machineMark,
};

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** Whether a workspace lies in a folder, made to its end. */
export function holdsWorkspace(folder: string): boolean {
  return existsSync(join(folder, STORE_FILE)) && !isInMaking(folder);
}

/** The campaign that a file or `builtin:<name>` names. @throws {Problem} `file-*`, `campaign-invalid` */
export function loadCampaign(source: string): Campaign {
  const builtin = /^builtin:([0-9a-z-]+)$/.exec(source)?.[1];
  const path = builtin === undefined ? source : new URL(`../../../resources/campaigns/${builtin}.json`, import.meta.url);
  return parseCampaign(readCampaignFile(path, source));
}

/**
 * Opens a workspace. Without a PIN it can be read; what needs the key says `pin-missing`.
 *
 * @param known the campaign of one that is being made.
 * @throws {Problem} `workspace-not-found`, `workspace-busy`, `workspace-damaged`, `workspace-newer`, `pin-wrong`
 */
export async function openWorkspace(
  folder: string,
  pin: string | undefined,
  surroundings: Surroundings = PRODUCT,
  known?: Campaign,
): Promise<WorkspaceHandle> {
  assertOnThisPc(folder);
  const isThere = known === undefined ? holdsWorkspace(folder) : existsSync(join(folder, STORE_FILE));
  if (!isThere) throw new Problem("workspace-not-found", { path: folder });
  closeFolder(folder, (name) => OURS.test(name));
  closeFolder(join(folder, "backups"), () => true);
  const lock = lockWorkspace(folder);
  if (known === undefined) dropMark(folder);
  // A run that ended in order takes its journal along.
  const endedBadly = existsSync(join(folder, `${STORE_FILE}-wal`));
  try {
    const store = openStore(join(folder, STORE_FILE), surroundings.world);
    try {
      if (known === undefined) store.noteMade();
      const mark = surroundings.markOf?.(folder);
      if (mark !== undefined) store.settleAt(mark);
      return await assemble({ folder, pin, endedBadly }, surroundings, store, lock, known);
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function fits(path: string, sizeBytes: number): Promise<void> {
  assertPathFits(process.platform, path, sep);
  assertRoom(path, await roomAt(path), sizeBytes);
}

async function assemble(
  { folder, pin, endedBadly }: Readonly<{ folder: string; pin: string | undefined; endedBadly: boolean }>,
  surroundings: Surroundings,
  store: Store,
  lock: ReturnType<typeof lockWorkspace>,
  known: Campaign | undefined,
): Promise<WorkspaceHandle> {
  const keys = keysOf(folder, pin, surroundings, store);
  const reader = openDecoder();
  const { media, previews } = await openOriginals(folder, surroundings.world, reader);
  await finishLeaving({ store, media });
  const stagingDir = emptyFolder(join(folder, "staging"));
  const readDocument = (sha: string) => readFile(media.pathOf(sha), "utf8");
  let campaign = known ?? (await campaignInForce(readDocument, store.facts().campaignDocument));
  const ws: Workspace = {
    store,
    media,
    reader,
    previews,
    bundles: bundlePort(),
    world: surroundings.world,
    sha256,
    fingerprint: fingerprintOf,
    stagingDir,
    readDocument,
    programVersion: packageInfo.version,
    campaign: () => campaign,
    useCampaign: (next) => void (campaign = next),
    keys,
    unlocked: () => ({ signer: keys.signer() }),
    identities: keys.identities,
    ownRecipients: () => store.recipients(),
    joinPath: join,
    fits,
    drives: { markOf, compare: compareWithDrive },
    plainFolders: openPlainFolders({ root: join(folder, "media"), roomAt }),
    keeping: {
      shelf: openShelf(join(folder, "backups")),
      writeBackup,
      openBackup,
      partOf,
      placeMark,
      keyFile: join(folder, KEY_FILE),
      drop: (path) => rm(path, { force: true }),
    },
  };
  const typesetter = lazyTypesetter();
  const lookOver = openLookOver(ws, endedBadly);
  const catchUp = openCatchUp(ws);
  const letThreadsGo = holdThreads();
  const endLooking = (): Promise<void> => {
    const ended = catchUp.stop();
    reader.close();
    return ended;
  };
  const close = () => endAll(lookOver.stop, endLooking, keys.lock, typesetter.close, store.close, letThreadsGo, lock.release);
  return { ws, papers: papersOf(typesetter.get, surroundings.world), lookOver, catchUp, close };
}

/** @throws {Problem} `workspace-damaged`: nothing can be shown without it */
async function campaignInForce(readDocument: (sha256: string) => Promise<string>, sha256: string): Promise<Campaign> {
  try {
    return parseCampaign(JSON.parse(await readDocument(sha256)) as Json);
  } catch (cause) {
    throw new Problem("workspace-damaged", { path: join("media", sha256.slice(0, 12)) }, { cause });
  }
}

/** How exactly the clock tells when the PC was started. */
const START_MS = 10 * 60 * 1000;

async function placeMark(folder: string): Promise<string | undefined> {
  const drive = await markOf(folder);
  return drive === undefined ? undefined : `${drive}@${Math.round((Date.now() - uptime() * 1000) / START_MS)}`;
}

/** What a PIN costs here, and where salts come from. */
export const sealingOf = ({ pinCost, world }: Surroundings) => ({ cost: pinCost, randomHex: world.randomHex });

/** With several persons on this PC the PIN says at once who works; a single one is asked for it when it is needed. */
function keysOf(folder: string, pin: string | undefined, surroundings: Surroundings, store: Store): OpenedKeys {
  const place = {
    folder,
    sealing: sealingOf(surroundings),
    uptimeMs: surroundings.uptimeMs ?? (() => uptime() * 1000),
    newIdentity: bundlePort().newIdentity,
    opened: (person: string) => void (person === store.facts().person || store.setFact("person", person)),
  };
  const keys = openKeys(place, pin, store.facts().selfKey);
  if (pin !== undefined && isShared(keys)) keys.unlock(pin);
  return keys;
}

/** A key file that is damaged is told when the key is needed: what is here can be read without it. */
function isShared(keys: OpenedKeys): boolean {
  try {
    return keys.people().length > 1;
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "key-file-damaged") return false;
    throw cause;
  }
}
