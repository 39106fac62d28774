// Before the specs on the shell: the programs and the preload are built as they are now, and the month is made.
import { join } from "node:path";
import { buildWhenStale, PROGRAMS } from "../../../src-main/start/build-when-stale.ts";
import prepare from "./global-setup.ts";

const PROJECT = join(import.meta.dirname, "../../..");

export default async function globalSetup(): Promise<() => Promise<void>> {
  await buildWhenStale(PROJECT, PROGRAMS, Date.now());
  return prepare();
}
