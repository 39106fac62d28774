// One hostile file read by a workspace in a process of its own; prints what the refusal was and what it cost. Started by refusals.ts.
import { Problem } from "../../src-main/domain/problem.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { reopen } from "./offices.ts";

/** `cpuMs`, `wallMs`: of the import alone. `peakMiB`: highest resident memory of the whole process. */
export type RefusalReport = Readonly<{ code: string; cpuMs: number; wallMs: number; peakMiB: number; digest: string }>;

async function codeOf(desk: Desk, path: string): Promise<string> {
  try {
    await importBundle(desk, path, { means: "usb" }, UNWATCHED);
    return "accepted";
  } catch (cause) {
    return cause instanceof Problem ? cause.code : `crash: ${String(cause)}`;
  }
}

if (import.meta.main) {
  const [workspace = "", path = ""] = process.argv.slice(2);
  const { desk, close } = await reopen(workspace);
  const [work, startedAt] = [process.cpuUsage(), process.hrtime.bigint()];
  const code = await codeOf(desk, path);
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  const { user, system } = process.cpuUsage(work);
  const report: RefusalReport = {
    code,
    cpuMs: (user + system) / 1000,
    wallMs,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    digest: desk.store.digests().entriesDigest,
  };
  await close();
  process.stdout.write(JSON.stringify(report));
}
