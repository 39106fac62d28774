// One hostile file read by a workspace in a process of its own; prints what the refusal was and what it cost. Started by refusals.ts.
import { Problem } from "../../../src-main/domain/problem.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { reopen } from "../made/offices.ts";

/** `cpuMs`, `wallMs`: of the import alone. `peakMiB`: highest resident memory of the whole process. */
export type RefusalReport = Readonly<{ code: string; cpuMs: number; wallMs: number; peakMiB: number; digest: string }>;

async function codeOf(ws: Workspace, path: string): Promise<string> {
  try {
    await importBundle(ws, path, { means: "usb" }, UNWATCHED);
    return "accepted";
  } catch (cause) {
    return cause instanceof Problem ? cause.code : `crash: ${String(cause)}`;
  }
}

if (import.meta.main) {
  const [workspace = "", path = ""] = process.argv.slice(2);
  const { ws, close } = await reopen(workspace);
  const [work, startedAt] = [process.cpuUsage(), process.hrtime.bigint()];
  const code = await codeOf(ws, path);
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  const { user, system } = process.cpuUsage(work);
  const report: RefusalReport = {
    code,
    cpuMs: (user + system) / 1000,
    wallMs,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    digest: ws.store.digests().entriesDigest,
  };
  await close();
  process.stdout.write(JSON.stringify(report));
}
