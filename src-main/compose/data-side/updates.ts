// Updates of this PC: ties the rules of updates/ to the program's folder, its publishers' keys and the signatures of bundle/.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import packageInfo from "../../../package.json" with { type: "json" };
import type { UpdateFrom, UpdateState, WaitingUpdate } from "../../api/updates/contract.ts";
import type { PreparedUpdate } from "../../api/data-side.ts";
import type { Host } from "../../api/host.ts";
import { opensshPublicKey, verifySshsig } from "../../keys/signature/sshsig.ts";
import type { InstalledAs } from "../../domain/installed-as.ts";
import { Problem } from "../../domain/problem.ts";
import { assertRoom } from "../../domain/bundle/room.ts";
import { folderAddress } from "../../api/update-address.ts";
import { roomAt } from "../../drives/places/room.ts";
import { isProcessAlive } from "../../media/keep/leftovers.ts";
import { addressSource } from "../../updates/address-source.ts";
import { folderSource } from "../../updates/folder-source.ts";
import type { Running } from "../../updates/judge-offer.ts";
import { readPublishers } from "../../updates/publishers.ts";
import { clearShelf, onShelf, sweepShelf, takeFromShelf, type Shelf, type Shelved } from "../../updates/shelf.ts";
import type { UpdateSource } from "../../updates/source.ts";
import type { Target } from "../../updates/statement.ts";
import { lookForUpdate, takeUpdateIn } from "../../updates/take-in.ts";
import type { ProgramHome } from "../../session/current/home.ts";

/** Packed with the program. */
const PUBLISHERS = new URL("../../../resources/updates/allowed_signers", import.meta.url);

export type Updates = Readonly<{ host: Host["updates"]; prepared(): Promise<PreparedUpdate> }>;

/** Opens the updates of this PC and clears what an earlier run left. `publishers`: the list's text, where it is not the program's own. */
export async function openUpdates(home: ProgramHome, installedAs: InstalledAs, publishers?: string): Promise<Updates> {
  const shelf = shelfIn(join(home.folder, "updates"));
  const running = () => runningProgram(installedAs, publishers ?? readFileSync(PUBLISHERS, "utf8"));
  const inTurn = oneAfterAnother();
  const started = attempt(running);
  if (started !== undefined && started.publishers.length > 0) await sweepShelf(shelf, started);
  return {
    host: {
      state: () => stateOf(home, shelf, running(), installedAs),
      setAddress: (typed) => home.change({ updateAddress: typed.trim() === "" ? "" : folderAddress(typed) }),
      check: async (from, signal) => {
        const { age, said } = await lookForUpdate(sourceOf(home, from), admitted(running()), signal);
        return { age, version: said.version, sizeBytes: said.sizeBytes };
      },
      take: async (from, progress) => {
        const source = sourceOf(home, from);
        const { said } = await inTurn(() => takeUpdateIn(source, shelf, admitted(running()), progress));
        return { version: said.version };
      },
      discard: () => inTurn(() => clearShelf(shelf)),
    },
    prepared: async () => {
      const { said, path } = await takeFromShelf(shelf, admitted(running()), new AbortController().signal);
      return { version: said.version, path, kind: installedAs, sha256: said.sha256 };
    },
  };
}

/** The shelf holds one package, and whoever puts one there clears it of others. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  const state: { last: Promise<unknown> } = { last: Promise.resolve() };
  return (work) => {
    const mine = state.last.then(work);
    state.last = mine.catch(() => undefined); // told to whoever asked for it
    return mine;
  };
}

function shelfIn(folder: string): Shelf {
  return {
    folder,
    pid: process.pid,
    isAlive: isProcessAlive,
    assertRoom: async (path, neededBytes) => assertRoom(path, await roomAt(path), neededBytes),
  };
}

/** @throws {Problem} `update-publishers-wrong` */
function runningProgram(installedAs: InstalledAs, publishers: string): Running {
  return {
    ...targetOf(process.platform, process.arch, installedAs),
    version: packageInfo.version,
    publishers: readPublishers(publishers),
    signerOf: (signature, bytes) => opensshPublicKey(verifySshsig(signature, "anbao-update@v1", bytes).key),
  };
}

const INSTALLERS = { win32: "nsis", linux: "deb", darwin: "dmg" } as const;

/** Systems and processors that no package is made for are told as such by their statement's name: none is ever there. */
function targetOf(system: string, arch: string, installedAs: InstalledAs): Target {
  const platform = system === "win32" || system === "darwin" ? system : "linux";
  const processor = arch === "arm64" ? arch : "x64";
  return { platform, processor, kind: installedAs === "checkout" ? INSTALLERS[platform] : installedAs };
}

/** @throws {Problem} `update-off` */
function admitted(running: Running): Running {
  if (running.publishers.length === 0) throw new Problem("update-off", {});
  return running;
}

function sourceOf(home: ProgramHome, from: UpdateFrom): UpdateSource {
  if (from.from === "folder") return folderSource(from.path);
  const { updateAddress } = home.read();
  if (updateAddress === "") throw new Problem("update-address-missing", {});
  return addressSource(updateAddress);
}

async function stateOf(home: ProgramHome, shelf: Shelf, running: Running, installedAs: InstalledAs): Promise<UpdateState> {
  if (running.publishers.length === 0) return { offered: false };
  const { platform, processor, version } = running;
  const waiting = await onShelf(shelf, running);
  return {
    offered: true,
    version,
    platform,
    processor,
    installedAs,
    address: home.read().updateAddress,
    waiting: waiting === undefined ? null : waitingView(waiting),
  };
}

function waitingView({ said, path }: Shelved): WaitingUpdate {
  return { version: said.version, path, fileName: said.fileName, sizeBytes: said.sizeBytes };
}

/** A list of keys that is written wrongly is told when updates are asked for, and does not keep the program from starting. */
function attempt(running: () => Running): Running | undefined {
  try {
    return running();
  } catch {
    return undefined;
  }
}
