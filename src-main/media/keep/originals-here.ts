// Which originals lie in the folder, and what becomes of those that belong to nobody: they are moved, never removed.
import { join } from "node:path";
import { placeFile } from "../../disk/lasting.ts";
import { saysMissing } from "../../disk/disk-problems.ts";
import { sizeIfThere } from "./commit.ts";
import type { MediaFs } from "./fs-port.ts";
import { foundFolder, isSha256, pathOf } from "./layout.ts";

type Listed = Readonly<{ sha256: string; sizeBytes: number; isOld: boolean }>;

/** Ascending by hash. @param openedMs what was written before is old. */
export async function* listOriginals(fs: MediaFs, root: string, openedMs: number): AsyncGenerator<Listed> {
  const folders = (await fs.names(root)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
  for (const folder of folders) {
    const names = (await fs.names(join(root, folder))).filter((name) => isSha256(name) && name.startsWith(folder)).sort();
    for (const sha256 of names) {
      const state = await fs.stateOf(pathOf(root, sha256)).catch(unlessGone);
      if (state?.isFile === true) yield { sha256, sizeBytes: state.sizeBytes, isOld: state.changedAtMs < openedMs };
    }
  }
}

function unlessGone(cause: unknown): undefined {
  if (!saysMissing(cause)) throw cause;
}

export async function loseAndFind(fs: MediaFs, root: string, sha256: string, ext: string): Promise<void> {
  await fs.makeFolder(foundFolder(root));
  await placeFile(fs, pathOf(root, sha256), join(foundFolder(root), ext === "" ? sha256 : `${sha256}.${ext}`));
}

export async function foundFiles(
  fs: MediaFs,
  root: string,
): Promise<Readonly<{ folder: string; files: readonly Readonly<{ name: string; sizeBytes: number }>[] }>> {
  const folder = foundFolder(root);
  const names = await fs.names(folder).catch((cause: unknown) => unlessGone(cause) ?? []);
  const sized = await Promise.all(
    names.toSorted().map(async (name) => ({ name, sizeBytes: await sizeIfThere(fs, join(folder, name)) })),
  );
  return { folder, files: sized.flatMap(({ name, sizeBytes }) => (sizeBytes === undefined ? [] : [{ name, sizeBytes }])) };
}
