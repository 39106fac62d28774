// Opens and creates workspaces: builds the adapters and hands them to the use cases.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { uptime } from "node:os";
import { join, sep } from "node:path";
import packageInfo from "../../package.json" with { type: "json" };
import { bundlePort } from "../bundle/bundle-port.ts";
import { writeBackup } from "../bundle/write-backup.ts";
import { fingerprintOf } from "../bundle/ed25519-key.ts";
import { parseCampaign } from "../domain/campaign/parse.ts";
import { isStrongPin, MIN_PIN_LENGTH } from "../domain/pin.ts";
import type { Campaign } from "../domain/campaign/schema.ts";
import { canonicalJson, type Json, type JsonObject } from "../domain/json.ts";
import { assertPathFits } from "../domain/path-limits.ts";
import { Problem } from "../domain/problem.ts";
import { uuidV7 } from "../domain/record-id.ts";
import { assertRoom } from "../domain/room.ts";
import { markOf } from "../drives/drive-mark.ts";
import { compareWithDrive } from "../drives/read-from-drive.ts";
import { roomAt } from "../drives/room.ts";
import { writingProblem } from "../media/disk-problems.ts";
import { startThreadLane } from "../media/decode-lane.ts";
import { openMediaReader } from "../media/media-reader.ts";
import { openShelf } from "../store/backup-shelf.ts";
import { sha256 } from "../store/codec.ts";
import { createKeyring, PRODUCT_COST, type ScryptCost, type Secrets } from "../store/keyring.ts";
import { lockWorkspace } from "../store/lock.ts";
import { createStore, openStore } from "../store/workspace-store.ts";
import type { Desk } from "../usecases/desk.ts";
import { recordId } from "../usecases/put-record.ts";
import type { World } from "../usecases/ports.ts";
import type { Papers } from "../usecases/print-form.ts";
import type { Facts, Store } from "../usecases/store-port.ts";
import { KEY_FILE, keyOf, openKeys, type OpenedKeys } from "./keys.ts";
import { machineMark } from "./machine-mark.ts";
import { openOriginals } from "./open-originals.ts";
import { lazyTypesetter, papersOf } from "./papers.ts";
import { emptyFolder, makeFolder, namesIn, readCampaignFile } from "./local-files.ts";

/** An open workspace; `close` lets go of its secrets, files, workers and lock. */
export type Workspace = Readonly<{ desk: Desk; papers: Papers; close(): Promise<void> }>;

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

const STORE_FILE = "anbao.db";

/** The campaign that a file or `builtin:<name>` names. @throws {Problem} `file-*`, `campaign-invalid` */
export function loadCampaign(source: string): Campaign {
  const builtin = /^builtin:([0-9a-z-]+)$/.exec(source)?.[1];
  const path = builtin === undefined ? source : new URL(`../../resources/campaigns/${builtin}.json`, import.meta.url);
  return parseCampaign(readCampaignFile(path, source));
}

export type NewWorkspace = Readonly<{
  folder: string;
  role: "unit" | "county";
  /** A further PC of a county that exists: nothing is trusted before a person has compared the county's code. */
  join?: boolean;
  unit?: string;
  campaign: string;
  device: string;
  person: string;
  /** 职务 of the person. */
  post?: string;
  pin: string;
  /** Runs before anything of its own is written. */
  prepare?: (desk: Desk) => Promise<void>;
}>;

/** A new workspace, and the identity that its recovery card prints: it is stored nowhere. */
export type Created = Workspace & Readonly<{ recoveryIdentity: string | undefined }>;

/**
 * Creates a workspace in an empty or new folder and opens it.
 *
 * @throws {Problem} `workspace-exists`, `pin-weak`, `unit-unknown`, `campaign-invalid`, `disk-*`
 */
export async function createWorkspace(request: NewWorkspace, surroundings: Surroundings = PRODUCT): Promise<Created> {
  const campaign = loadCampaign(request.campaign);
  const unit = request.role === "county" ? campaign.committee.officeUnit : (request.unit ?? "");
  if (!campaign.units.some((candidate) => candidate.code === unit)) throw new Problem("unit-unknown", { unit });
  const before = namesIn(request.folder);
  if (before.includes(STORE_FILE) || before.includes(KEY_FILE)) throw new Problem("workspace-exists", { path: request.folder });
  if (!isStrongPin(request.pin)) throw new Problem("pin-weak", { least: MIN_PIN_LENGTH });
  makeFolder(request.folder);
  try {
    return await fillWorkspace({ ...request, unit }, campaign, surroundings);
  } catch (error) {
    // Half a workspace would be taken for a whole one: what was not there before goes.
    for (const name of namesIn(request.folder))
      if (!before.includes(name)) rmSync(join(request.folder, name), { recursive: true, force: true });
    throw writingProblem(error, request.folder);
  }
}

async function fillWorkspace(
  request: NewWorkspace & { unit: string },
  campaign: Campaign,
  surroundings: Surroundings,
): Promise<Created> {
  const { world } = surroundings;
  const { unit } = request;
  const bundles = bundlePort();
  const seed = world.randomHex(32);
  const own = await bundles.newIdentity();
  const recovery = request.role === "unit" ? await bundles.newIdentity() : undefined;
  const secrets: Secrets = { seed, identity: own.identity };
  const key = keyOf(seed);
  const person = uuidV7(world.nowMs(), world.randomHex(16));
  createKeyring(join(request.folder, KEY_FILE), key, person, request.pin, secrets, sealingOf(surroundings));
  const facts: Facts = {
    role: request.role,
    unit,
    campaign: campaign.id,
    campaignDocument: sha256(canonicalJson(campaign as unknown as Json)),
    root: request.role === "county" && request.join !== true ? key : null,
    selfKey: key,
    device: request.device,
    person,
  };
  const store = createStore(join(request.folder, STORE_FILE), world, facts);
  store.setRecipients(own.recipient, recovery?.recipient ?? "");
  store.close();
  const workspace = await openWorkspace(request.folder, request.pin, surroundings, campaign);
  try {
    await request.prepare?.(workspace.desk);
    await writeFirstRecords(workspace.desk, campaign, request);
  } catch (error) {
    await workspace.close();
    throw error;
  }
  return { ...workspace, recoveryIdentity: recovery?.identity };
}

/** The person, and at the county its own key and the campaign's first version. */
async function writeFirstRecords(desk: Desk, campaign: Campaign, request: NewWorkspace): Promise<void> {
  const { unit, person, role, selfKey } = desk.store.facts();
  const audience = role === "unit" ? "county" : "own";
  desk.store.append([
    {
      kind: "person",
      record: person,
      unit,
      audience,
      value: { name: request.person, ...(request.post !== undefined && { post: request.post }) },
    },
  ]);
  const document = await keepDocument(desk, campaign as unknown as Json);
  if (role === "unit" || request.join === true) return;
  const enrolment: JsonObject = {
    key: selfKey,
    unit,
    role: "county",
    device: request.device,
    recipient: desk.ownRecipients()[0] ?? "",
  };
  const version: JsonObject = {
    document: document.sha256,
    sizeBytes: document.sizeBytes,
    version: campaign.version,
    title: campaign.title.zh,
  };
  desk.store.append([
    { kind: "enrolment", record: recordId(desk, "enrolment", enrolment), unit, audience: "all", value: enrolment },
    { kind: "campaign", record: recordId(desk, "campaign", version), unit, audience: "all", value: version },
  ]);
}

/** Keeps a document under the hash of its canonical text. */
async function keepDocument(desk: Desk, value: Json): Promise<Readonly<{ sha256: string; sizeBytes: number }>> {
  const text = canonicalJson(value);
  const file = await desk.media.intakeStream(bytesOf(text), { report: () => undefined, signal: new AbortController().signal });
  await desk.media.commit([file]);
  desk.store.addMedia([
    { sha256: file.sha256, sizeBytes: file.sizeBytes, crc32: file.crc32, ext: "json", mime: "application/json" },
  ]);
  return file;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}

/**
 * Opens a workspace. Without a PIN it can be read; what needs the key says `pin-missing`.
 *
 * @throws {Problem} `workspace-not-found`, `workspace-busy`, `workspace-damaged`, `workspace-newer`, `pin-wrong`
 */
export async function openWorkspace(
  folder: string,
  pin: string | undefined,
  surroundings: Surroundings = PRODUCT,
  known?: Campaign,
): Promise<Workspace> {
  if (!existsSync(join(folder, STORE_FILE))) throw new Problem("workspace-not-found", { path: folder });
  const lock = lockWorkspace(folder);
  try {
    const store = openStore(join(folder, STORE_FILE), surroundings.world);
    try {
      const mark = surroundings.markOf?.(folder);
      if (mark !== undefined) store.settleAt(mark);
      return await assemble(folder, pin, surroundings, store, lock, known);
    } catch (error) {
      store.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function assemble(
  folder: string,
  pin: string | undefined,
  surroundings: Surroundings,
  store: Store,
  lock: ReturnType<typeof lockWorkspace>,
  known: Campaign | undefined,
): Promise<Workspace> {
  const keys = keysOf(folder, pin, surroundings, store);
  // A shell that may not start programs (Electron with its fuses set) decodes in a thread.
  const reader = process.versions["electron"] === undefined ? openMediaReader() : openMediaReader(startThreadLane());
  const { media, previews } = await openOriginals(folder, surroundings.world, reader);
  const stagingDir = emptyFolder(join(folder, "staging"));
  const readDocument = (sha: string) => readFile(media.pathOf(sha), "utf8");
  let campaign = known ?? parseCampaign(JSON.parse(await readDocument(store.facts().campaignDocument)) as Json);
  const desk: Desk = {
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
    fits: async (path, sizeBytes) => {
      assertPathFits(process.platform, path, sep);
      assertRoom(path, await roomAt(path), sizeBytes);
    },
    drives: { markOf, compare: compareWithDrive },
    keeping: {
      shelf: openShelf(join(folder, "backups")),
      writeBackup,
      keyFile: join(folder, KEY_FILE),
      drop: (path) => rm(path, { force: true }),
    },
  };
  const typesetter = lazyTypesetter();
  const close = async () => {
    keys.lock();
    await typesetter.close();
    reader.close();
    store.close();
    lock.release();
  };
  return { desk, papers: papersOf(typesetter.get, surroundings.world), close };
}

const sealingOf = ({ pinCost, world }: Surroundings) => ({ cost: pinCost, randomHex: world.randomHex });

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
  if (pin !== undefined && keys.people().length > 1) keys.unlock(pin);
  return keys;
}
