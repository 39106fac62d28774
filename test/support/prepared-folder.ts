// A folder for what tests copy instead of making it anew; it goes with the run. Global setup of vitest.config.ts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREPARED = "ANBAO_TEST_PREPARED";

/** The folder of this run; undefined where a configuration makes none. */
export const preparedFolder = (): string | undefined => process.env[PREPARED];

export async function setup(): Promise<void> {
  process.env[PREPARED] = await mkdtemp(join(tmpdir(), "anbao-prepared-"));
}

export async function teardown(): Promise<void> {
  await rm(preparedFolder() ?? "", { recursive: true, force: true, maxRetries: 3 });
}
