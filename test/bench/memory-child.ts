// One export or import in a process of its own; prints resident memory before and at its highest. Started by memory.ts.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { beginVolumes, writeVolumes } from "../../src-main/usecases/export-volumes.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { readBackBundle } from "../../src-main/usecases/read-back.ts";
import { reopen } from "./offices.ts";

/** Resident memory of the process: with the workspace open and nothing done, and the highest there was. */
export type MemoryReport = Readonly<{ idleMiB: number; peakMiB: number }>;

async function work(desk: Desk, kind: string, drive: string): Promise<void> {
  if (kind === "export")
    return void (await exportBundle(
      desk,
      { folder: drive, purpose: "hand-in", recipient: { kind: "county" }, plain: true, papers: [] },
      UNWATCHED,
    ));
  if (kind === "volumes") return exportVolumes(desk, drive);
  for (const name of (await readdir(drive)).filter((file) => /\.anbao(\.age)?$/.test(file)))
    await importBundle(desk, join(drive, name), { means: "usb" }, UNWATCHED);
}

/** In four volumes and a bit, so that one large file is cut. */
async function exportVolumes(desk: Desk, drive: string): Promise<void> {
  const bytes = [...desk.store.namedMedia()].reduce((sum, { sha256 }) => sum + (desk.store.media(sha256)?.sizeBytes ?? 0), 0);
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  const volumes = await beginVolumes(desk, request, Math.ceil(bytes / 4), UNWATCHED);
  await writeVolumes(volumes, drive, UNWATCHED, {}, (path) => readBackBundle(desk, path, UNWATCHED));
  await volumes.close();
}

if (import.meta.main) {
  const [kind = "", workspace = "", drive = ""] = process.argv.slice(2);
  const { desk, close } = await reopen(workspace);
  const idleMiB = process.memoryUsage.rss() / 2 ** 20;
  await work(desk, kind, drive);
  await close();
  const report: MemoryReport = { idleMiB, peakMiB: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(JSON.stringify(report));
}
