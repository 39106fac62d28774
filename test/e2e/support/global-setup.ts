// Before all tests: the screens as they are now are built, and the month that tests start from is made. Removed afterwards.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildWhenStale, SCREENS } from "../../../src-main/start/build-when-stale.ts";
import { MONTH } from "./prepared.ts";

export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "anbao-month-"));
  const built =
    process.env["ANBAO_RENDERER"] === undefined
      ? buildWhenStale(join(import.meta.dirname, "../../.."), [SCREENS], Date.now())
      : Promise.resolve();
  await Promise.all([built, promisify(execFile)(process.execPath, [join(import.meta.dirname, "made/prepare-month.ts"), folder])]);
  process.env[MONTH] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
