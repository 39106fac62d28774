// Keeps a small picture beside every original that was asked for once. Derived: a lost or torn one is drawn again.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { DrawHow, MediaReader, Previews } from "../../usecases/ports/media.ts";
import { placeFile } from "../../disk/lasting.ts";
import { explaining, saysMissing, writingProblem } from "../../disk/disk-problems.ts";
import type { MediaFs } from "../keep/fs-port.ts";
import {
  incomingFolder,
  incomingName,
  pathOf,
  previewPathOf,
  quickPreviewPathOf,
  sentPreviewPathOf,
  type Owner,
} from "../keep/layout.ts";
import { unlinkIfThere } from "../keep/leftovers.ts";
import { rememberTries, type PreviewTries } from "./preview-tries.ts";

/** Longer side of a kept picture. */
const EDGE_PX = 640;

/** What the keeper needs: the media folder that is open, its owner's mark for temporary files, and who draws. */
export type PreviewStoreNeeds = Readonly<{
  root: string;
  fs: MediaFs;
  owner: Owner;
  reader: Pick<MediaReader, "preview">;
  randomHex(bytes: number): string;
  /** A clock that only goes forward; absent: that of the process. */
  nowMs?: () => number;
}>;

/** Opens the keeper over the folder of a media store. @see design.md §2 Media */
export function openPreviewStore(needs: PreviewStoreNeeds): Previews {
  const tries = rememberTries(needs.nowMs ?? (() => performance.now()));
  const better = new Set<string>();
  return {
    edgePx: EDGE_PX,
    of: async (sha256, facts, wait) => {
      const path = previewPathOf(needs.root, sha256);
      const kept = await readKept(path);
      const quick = kept === undefined && wait === "to-show" ? await quickOf(needs, sha256, facts) : undefined;
      if (quick !== undefined) {
        drawWhenIdle(needs, tries, better, { sha256, facts });
        return quick;
      }
      const bytes = kept ?? (await tryToDraw(needs, tries, { sha256, facts, how: "best" }));
      return bytes === undefined ? undefined : { ...identityOf(bytes), path };
    },
    stateOf: tries.standing,
    keepSent: async (sha256, path) => {
      await assertJpeg(path, sha256);
      const bytes = await needs.reader.preview(path, { mime: "image/jpeg" }, EDGE_PX);
      if (bytes !== undefined) await keepOrExplain(needs, bytes, sentPreviewPathOf(needs.root, sha256));
    },
    drawAnew: () =>
      explaining(
        () => dropDrawn(needs),
        (cause) => writingProblem(cause, needs.root),
      ),
    sent: (sha256) => {
      const path = sentPreviewPathOf(needs.root, sha256);
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? undefined : { path, sizeBytes: found.size };
    },
    keepPoster: async (sha256, jpeg) => {
      const drawn = await drawAnew(needs, sha256, jpeg);
      if (drawn !== undefined) await keepOrExplain(needs, drawn, previewPathOf(needs.root, sha256));
    },
    hasPoster: (sha256) => statSync(previewPathOf(needs.root, sha256), { throwIfNoEntry: false }) !== undefined,
  };
}

/** What senders gave stays: it cannot be drawn here. */
async function dropDrawn({ root, fs }: PreviewStoreNeeds): Promise<number> {
  const folder = join(root, "previews");
  const inside = await fs.names(folder).catch(() => [] as string[]); // none was drawn yet
  let dropped = 0;
  for (const part of inside.filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const name of await fs.names(join(folder, part)))
      if (/^[0-9a-f]{64}\.jpg$/.test(name)) {
        await unlinkIfThere(fs, join(folder, part, name));
        dropped += 1;
      }
  return dropped;
}

async function readKept(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path);
    return isWholeJpeg(bytes) ? bytes : undefined;
  } catch (cause) {
    if (saysMissing(cause)) return undefined;
    throw cause;
  }
}

// Versions before this one did not flush it: after a power failure it may be empty or end early.
function isWholeJpeg(bytes: Uint8Array): boolean {
  return bytes.byteLength > 4 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
}

/** Whose picture takes seconds, and has a small one within. */
const SLOW = "image/heic";

async function quickOf(
  needs: PreviewStoreNeeds,
  sha256: string,
  facts: Drawn["facts"],
): Promise<(FileIdentity & Readonly<{ path: string }>) | undefined> {
  if (facts.mime !== SLOW) return undefined;
  const path = quickPreviewPathOf(needs.root, sha256);
  const kept = await readKept(path);
  const bytes = kept ?? (await needs.reader.preview(pathOf(needs.root, sha256), facts, EDGE_PX, "quick").catch(noneQuick));
  if (bytes === undefined) return undefined;
  if (kept === undefined) await keepOrExplain(needs, bytes, path);
  return { ...identityOf(bytes), path };
}

/** What is wrong with the original, drawing the large picture tells. */
function noneQuick(cause: unknown): undefined {
  if (!(cause instanceof Problem)) throw cause;
}

/** Draws the better picture once; nobody waits for it, and what it fails of is told to whoever asks for it. */
function drawWhenIdle(needs: PreviewStoreNeeds, tries: PreviewTries, better: Set<string>, of: Omit<Drawn, "how">): void {
  if (better.has(of.sha256)) return;
  better.add(of.sha256);
  void tryToDraw(needs, tries, { ...of, how: "idle" })
    .catch(() => undefined)
    .finally(() => better.delete(of.sha256));
}

/** A picture that is to be drawn. */
type Drawn = Readonly<{ sha256: string; facts: Readonly<{ mime: string }>; how: DrawHow }>;

async function tryToDraw(needs: PreviewStoreNeeds, tries: PreviewTries, of: Drawn): Promise<Uint8Array | undefined> {
  tries.assertWorthTrying(of.sha256);
  try {
    const bytes = await drawAndKeep(needs, of);
    tries.succeeded(of.sha256);
    return bytes;
  } catch (cause) {
    tries.failed(of.sha256, cause);
    throw cause;
  }
}

async function drawAndKeep(needs: PreviewStoreNeeds, { sha256, facts, how }: Drawn): Promise<Uint8Array | undefined> {
  const bytes = await needs.reader.preview(pathOf(needs.root, sha256), facts, EDGE_PX, how);
  if (bytes !== undefined) await keepOrExplain(needs, bytes, previewPathOf(needs.root, sha256));
  // The original is here: what its sender made of it has served.
  await unlinkIfThere(needs.fs, sentPreviewPathOf(needs.root, sha256)).catch(() => undefined);
  return bytes;
}

/** No other decoder is to see what a sender calls a JPEG. */
async function assertJpeg(path: string, name: string): Promise<void> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
    if (bytesRead < 3 || buffer.toString("hex") !== "ffd8ff") throw new Problem("media-damaged", { name });
  } finally {
    await file.close();
  }
}

/** What a screen hands over is foreign, like any other file: it is drawn from a copy that goes again. */
async function drawAnew(needs: PreviewStoreNeeds, sha256: string, jpeg: Uint8Array): Promise<Uint8Array | undefined> {
  if (!isWholeJpeg(jpeg)) throw new Problem("media-damaged", { name: sha256 });
  const temporary = join(incomingFolder(needs.root), incomingName(needs.owner, needs.randomHex(8)));
  try {
    await explaining(
      () => writeTo(needs.fs, temporary, jpeg),
      (cause) => writingProblem(cause, needs.root),
    );
    return await needs.reader.preview(temporary, { mime: "image/jpeg" }, EDGE_PX);
  } finally {
    await unlinkIfThere(needs.fs, temporary).catch(() => undefined);
  }
}

async function writeTo(fs: MediaFs, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.create(path);
  await file.write(bytes).finally(() => file.close());
}

async function keepOrExplain(needs: PreviewStoreNeeds, bytes: Uint8Array, path: string): Promise<void> {
  await explaining(
    () => keep(needs, bytes, path),
    (cause) => writingProblem(cause, needs.root),
  );
}

async function keep({ root, fs, owner, randomHex }: PreviewStoreNeeds, bytes: Uint8Array, path: string): Promise<void> {
  const temporary = join(incomingFolder(root), incomingName(owner, randomHex(8)));
  try {
    await writeTo(fs, temporary, bytes);
    await fs.makeFolder(dirname(path));
    await fs.syncFile(temporary);
    await placeFile(fs, temporary, path);
  } catch (cause) {
    await unlinkIfThere(fs, temporary).catch(() => undefined);
    throw cause;
  }
}

function identityOf(bytes: Uint8Array): FileIdentity {
  return { sha256: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.byteLength, crc32: crc32(bytes) };
}
