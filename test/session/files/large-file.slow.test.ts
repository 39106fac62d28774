// A film of more than 4 GiB, given by its path: every byte is read once, none is kept in memory, and it is stopped at once.
import { closeSync, ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { realFs, type MediaFs } from "../../../src-main/media/keep/fs-port.ts";
import { GIVEN_FILES } from "../../../src-main/compose/data-side/given-files.ts";
import { thisRun } from "../../../src-main/compose/data-side/this-run.ts";
import { openUploads } from "../../../src-main/session/files/uploads.ts";
import type { OpenSource } from "../../../src-main/usecases/ports/files.ts";
import { openStore } from "../../media/temp-store.ts";
import { codeOf } from "../../support/codes.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const GiB = 1024 ** 3;
const SIZE = 4 * GiB + 12_345;
const MOST_EXTRA_BYTES = 96 * 1024 * 1024;
const never = new AbortController().signal;

/** The store's disk takes everything and keeps nothing: what is measured is the way there. */
const bottomless: MediaFs = {
  ...realFs,
  create: async (path) => ({ ...(await realFs.create(path)), write: () => Promise.resolve() }),
};

/** Counts what is read of a file. */
function counting(source: OpenSource): Readonly<{ source: OpenSource; readBytes(): number }> {
  const state = { readBytes: 0 };
  return {
    source: {
      state: () => source.state(),
      read: async (into, at) => {
        const count = await source.read(into, at);
        state.readBytes += count;
        return count;
      },
    },
    readBytes: () => state.readBytes,
  };
}

async function givenFilm() {
  const folder = await tempFolder();
  const path = join(folder, "长片.mp4");
  const file = openSync(path, "w");
  ftruncateSync(file, SIZE);
  closeSync(file);
  const store = await openStore(join(folder, "media"), bottomless);
  const uploads = openUploads(join(folder, "incoming"), thisRun(), { ...GIVEN_FILES, newId: () => "film" });
  onTestFinished(() => uploads.close());
  await uploads.open(path, "长片.mp4");
  return { store, uploads };
}

test("it is read once, from the descriptor that was opened when it was given, and memory stays flat", async () => {
  const { store, uploads } = await givenFilm();
  const before = process.memoryUsage().rss;
  const seen = { readBytes: 0, peak: 0, told: 0 };
  await uploads.use("film", never, async (file, progress) => {
    if (!("source" in file)) throw new Error("not by path");
    const counted = counting(file.source);
    const report = (done: number, total: number): void => {
      expect([done > seen.told, total]).toEqual([true, SIZE]);
      seen.told = done;
      seen.peak = Math.max(seen.peak, process.memoryUsage().rss);
      progress.report(done, total);
    };
    const pending = await store.intakeFile(counted.source, file.name, { ...progress, report });
    seen.readBytes = counted.readBytes();
    expect(pending.sizeBytes).toBe(SIZE);
  });
  expect([seen.readBytes, seen.told]).toEqual([SIZE, SIZE]);
  expect(seen.peak - before).toBeLessThan(MOST_EXTRA_BYTES);
});

test("dropped in the middle it is stopped there", async () => {
  const { store, uploads } = await givenFilm();
  const code = await codeOf(() =>
    uploads.use("film", never, (file, progress) => {
      if (!("source" in file)) throw new Error("not by path");
      const report = (done: number, total: number): void => {
        progress.report(done, total);
        if (done > GiB / 4) void uploads.drop("film");
      };
      return store.intakeFile(file.source, file.name, { ...progress, report });
    }),
  );
  expect(code).toBe("cancelled");
});
