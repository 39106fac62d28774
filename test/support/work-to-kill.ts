// A process that does one piece of work and is killed in the middle of it. Says "begun" when the workspace is open.
import { join } from "node:path";
import { openWorkspace } from "../../src-main/compose.ts";
import { backupWorkspace } from "../../src-main/usecases/backup.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { beginVolumes, writeVolumes } from "../../src-main/usecases/export-volumes.ts";
import { importBatch } from "../../src-main/usecases/import-batch.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";

const [work = "", home = "", stick = "", ...files] = process.argv.slice(2);
const value = { code: "21101", title: "进行中", startsAt: "2021-06-01T09:00", mode: "offline", metrics: { sessions: 1 } };
const office = await openWorkspace(home, "高台 tiger 42");
process.stdout.write("begun\n");
const { desk } = office;
if (work === "put") await putRecord(desk, { kind: "activity", value, files: files.map((path) => ({ path })) }, UNWATCHED);
if (work === "export")
  await exportBundle(
    desk,
    { folder: stick, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] },
    UNWATCHED,
  );
if (work === "batch") await importBatch(desk, files, { means: "usb" }, UNWATCHED);
if (work === "backup") await backupWorkspace(desk, join(stick, "a.anbao-backup"), UNWATCHED);
if (work === "volumes") {
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  const volumes = await beginVolumes(desk, request, Number(files[0]), UNWATCHED);
  await writeVolumes(volumes, stick, UNWATCHED);
  await volumes.close();
}
if (work === "take-volumes") for (const path of files) await importBundle(desk, path, { means: "usb" }, UNWATCHED);
if (work === "import") await importBundle(desk, files[0] ?? "", { means: "usb" }, UNWATCHED);
await office.close();
