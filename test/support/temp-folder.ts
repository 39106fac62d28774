// A fresh folder for each test, removed afterwards. Names with Chinese and spaces, as office PCs have them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, onTestFinished } from "vitest";

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "安报 test-"));

/** One folder for all tests of a file, made when it is first asked for and removed at the end, when what is open in it has been closed. */
export function sharedFolder(): () => Promise<string> {
  const made: { folder?: Promise<string> } = {};
  // What the first hook returns is done last. Windows removes no folder in which a file is open.
  beforeAll(() => async () => {
    if (made.folder !== undefined) await rm(await made.folder, { recursive: true, force: true });
  });
  return () => (made.folder ??= makeFolder());
}

/** A folder for one test. */
export async function tempFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
