// One export or import in a process of its own; prints resident memory before and at its highest. Started by memory.ts.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { beginVolumes, writeVolumes } from "../../../src-main/usecases/sending/write/export-volumes.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { readBackBundle } from "../../../src-main/usecases/sending/drive/read-back.ts";
import { reopen } from "../made/offices.ts";

/** Resident memory of the process: with the workspace open and nothing done, and the highest there was. */
export type MemoryReport = Readonly<{ idleMiB: number; peakMiB: number }>;

async function work(ws: Workspace, kind: string, drive: string): Promise<void> {
  if (kind === "export")
    return void (await exportBundle(
      ws,
      { folder: drive, purpose: "hand-in", recipient: { kind: "county" }, plain: true, papers: [] },
      UNWATCHED,
    ));
  if (kind === "volumes") return exportVolumes(ws, drive);
  for (const name of (await readdir(drive)).filter((file) => /\.anbao(\.age)?$/.test(file)))
    await importBundle(ws, join(drive, name), { means: "usb" }, UNWATCHED);
}

/** In four volumes and a bit, so that one large file is cut. */
async function exportVolumes(ws: Workspace, drive: string): Promise<void> {
  const bytes = [...ws.store.namedMedia()].reduce((sum, { sha256 }) => sum + (ws.store.media(sha256)?.sizeBytes ?? 0), 0);
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  const volumes = await beginVolumes(ws, request, Math.ceil(bytes / 4), UNWATCHED);
  await writeVolumes(volumes, drive, UNWATCHED, {}, (path) => readBackBundle(ws, path, UNWATCHED));
  await volumes.close();
}

if (import.meta.main) {
  const [kind = "", workspace = "", drive = ""] = process.argv.slice(2);
  const { ws, close } = await reopen(workspace);
  const idleMiB = process.memoryUsage.rss() / 2 ** 20;
  await work(ws, kind, drive);
  await close();
  const report: MemoryReport = { idleMiB, peakMiB: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify(report));
}
