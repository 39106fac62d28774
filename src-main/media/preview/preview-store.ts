// Keeps a small picture beside every original that was asked for once. Derived: a lost or torn one is drawn again.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { MediaReader, Previews } from "../../usecases/ports/media.ts";
import { placeFile } from "../../disk/lasting.ts";
import { explaining, saysMissing, writingProblem } from "../../disk/disk-problems.ts";
import type { MediaFs } from "../keep/fs-port.ts";
import { incomingFolder, incomingName, pathOf, previewPathOf, sentPreviewPathOf, type Owner } from "../keep/layout.ts";
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
  return {
    edgePx: EDGE_PX,
    of: async (sha256, facts) => {
      const path = previewPathOf(needs.root, sha256);
      const bytes = (await readKept(path)) ?? (await tryToDraw(needs, tries, sha256, facts, path));
      return bytes === undefined ? undefined : { ...identityOf(bytes), path };
    },
    stateOf: tries.standing,
    keepSent: async (sha256, path) => {
      await assertJpeg(path, sha256);
      const bytes = await needs.reader.preview(path, { mime: "image/jpeg" }, EDGE_PX);
      if (bytes !== undefined) await keepOrExplain(needs, bytes, sentPreviewPathOf(needs.root, sha256));
    },
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

async function tryToDraw(
  needs: PreviewStoreNeeds,
  tries: PreviewTries,
  ...[sha256, facts, path]: [string, Readonly<{ mime: string }>, string]
): Promise<Uint8Array | undefined> {
  tries.assertWorthTrying(sha256);
  try {
    const bytes = await drawAndKeep(needs, sha256, facts, path);
    tries.succeeded(sha256);
    return bytes;
  } catch (cause) {
    tries.failed(sha256, cause);
    throw cause;
  }
}

async function drawAndKeep(
  needs: PreviewStoreNeeds,
  sha256: string,
  facts: Readonly<{ mime: string }>,
  path: string,
): Promise<Uint8Array | undefined> {
  const bytes = await needs.reader.preview(pathOf(needs.root, sha256), facts, EDGE_PX);
  if (bytes !== undefined) await keepOrExplain(needs, bytes, path);
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
