// Creates workspaces: keys, first facts, the first records; whole or not at all.
import type { Beginning } from "../../api/host.ts";
import { join } from "node:path";
import { bundlePort } from "../../bundle/bundle-port.ts";
import { isStrongPin, MIN_PIN_LENGTH } from "../../domain/trust/pin.ts";
import type { Campaign } from "../../domain/campaign/schema.ts";
import { canonicalJson, type Json, type JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { uuidV7 } from "../../domain/feed/record-id.ts";
import { writingProblem } from "../../disk/disk-problems.ts";
import { sha256 } from "../../store/db/codec.ts";
import { createKeyring, type Secrets } from "../../keys/pc/keyring.ts";
import { lockWorkspace } from "../../store/db/lock.ts";
import { createStore } from "../../store/open-store.ts";
import { assertOnThisPc } from "../../drives/places/network-place.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { recordId } from "../../usecases/records/versions/put-record.ts";
import type { Facts } from "../../usecases/ports/store/facts.ts";
import { beginMaking, clearHalfMade, endMaking, removeMade } from "./half-made.ts";
import { KEY_FILE, keyOf } from "../../keys/open-keys.ts";
import { makeFolder, namesIn, unmakeFolder } from "../../session/files/local-files.ts";
import type { WorkspaceHandle } from "../../session/current/open-workspaces.ts";
import { STORE_FILE } from "../../session/current/workspace-names.ts";
import { loadCampaign, openWorkspace, PRODUCT, sealingOf, type Surroundings } from "./workspaces.ts";

/** `prepare` runs before anything of its own is written. */
export type NewWorkspace = Beginning & Readonly<{ folder: string; prepare?: (ws: Workspace) => Promise<void> }>;

/** A new workspace, and the identity that its recovery card prints: it is stored nowhere. */
export type Created = WorkspaceHandle & Readonly<{ recoveryIdentity: string | undefined }>;

/**
 * Creates a workspace in an empty or new folder and opens it.
 *
 * @throws {Problem} `workspace-exists`, `workspace-busy`, `pin-weak`, `unit-unknown`, `campaign-invalid`, `disk-*`
 */
export async function createWorkspace(request: NewWorkspace, surroundings: Surroundings = PRODUCT): Promise<Created> {
  const campaign = loadCampaign(request.campaign);
  const unit = request.role === "county" ? campaign.committee.officeUnit : (request.unit ?? "");
  if (!campaign.units.some((candidate) => candidate.code === unit)) throw new Problem("unit-unknown", { unit });
  assertOnThisPc(request.folder);
  clearHalfMade(request.folder);
  const before = namesIn(request.folder);
  if (before.includes(STORE_FILE) || before.includes(KEY_FILE)) throw new Problem("workspace-exists", { path: request.folder });
  if (!isStrongPin(request.pin)) throw new Problem("pin-weak", { least: MIN_PIN_LENGTH });
  const made = makeFolder(request.folder);
  try {
    beginMaking(request.folder);
    return await fillWorkspace({ ...request, unit }, campaign, surroundings);
  } catch (error) {
    // Half a workspace would be taken for a whole one: what was not there before goes.
    removeMade(
      request.folder,
      namesIn(request.folder).filter((name) => !before.includes(name)),
    );
    if (made !== undefined) unmakeFolder(request.folder, made);
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
  await whileLocked(request.folder, async () => {
    createKeyring(join(request.folder, KEY_FILE), key, person, request.pin, secrets, sealingOf(surroundings));
    const store = createStore(join(request.folder, STORE_FILE), world, facts);
    store.setRecipients(own.recipient, recovery?.recipient ?? "");
    await store.close();
  });
  const workspace = await openWorkspace(request.folder, request.pin, surroundings, campaign);
  try {
    await request.prepare?.(workspace.ws);
    await writeFirstRecords(workspace.ws, campaign, request);
    endMaking(request.folder, workspace.ws.store);
  } catch (error) {
    await workspace.close();
    throw error;
  }
  return { ...workspace, recoveryIdentity: recovery?.identity };
}

/** So that no other start of the program takes it for what was cut off; opening takes the lock again. */
async function whileLocked(folder: string, work: () => Promise<void>): Promise<void> {
  const lock = lockWorkspace(folder);
  try {
    await work();
  } finally {
    lock.release();
  }
}

/** The person, and at the county its own key and the campaign's first version. */
async function writeFirstRecords(ws: Workspace, campaign: Campaign, request: NewWorkspace): Promise<void> {
  const { unit, person, role, selfKey } = ws.store.facts();
  const audience = role === "unit" ? "county" : "own";
  ws.store.append([
    {
      kind: "person",
      record: person,
      unit,
      audience,
      value: { name: request.person, ...(request.post !== undefined && { post: request.post }) },
    },
  ]);
  const document = await keepDocument(ws, campaign as unknown as Json);
  if (role === "unit" || request.join === true) return;
  const enrolment: JsonObject = {
    key: selfKey,
    unit,
    role: "county",
    device: request.device,
    recipient: ws.ownRecipients()[0] ?? "",
  };
  const version: JsonObject = {
    document: document.sha256,
    sizeBytes: document.sizeBytes,
    version: campaign.version,
    title: campaign.title.zh,
  };
  ws.store.append([
    { kind: "enrolment", record: recordId(ws, "enrolment", enrolment), unit, audience: "all", value: enrolment },
    { kind: "campaign", record: recordId(ws, "campaign", version), unit, audience: "all", value: version },
  ]);
}

/** Keeps a document under the hash of its canonical text. */
async function keepDocument(ws: Workspace, value: Json): Promise<Readonly<{ sha256: string; sizeBytes: number }>> {
  const text = canonicalJson(value);
  const file = await ws.media.intakeStream(bytesOf(text), { report: () => undefined, signal: new AbortController().signal });
  await ws.media.commit([file]);
  ws.store.addMedia([
    { sha256: file.sha256, sizeBytes: file.sizeBytes, crc32: file.crc32, ext: "json", mime: "application/json" },
  ]);
  return file;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}
