// An original that is gone, or changed, on this PC: the export says whose it was, goes on without it by choice, and adding the same file
// heals it.
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { mendWorkspace } from "../../../src-main/usecases/keeping/mend.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { activity, enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** What the problem tells, as its sentence names it. */
async function toldBy(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => "done",
    (problem: { code: string; details: unknown }) => ({ code: problem.code, details: problem.details }),
  );
}

const original = (ws: Workspace): string => [...ws.store.namedMedia()].find(({ here }) => here)?.sha256 ?? "";

test.each(["lost", "changed"] as const)("%s", async (what) => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const photo = await picture(folder, "照片.png", 40);
  const kept = join(folder, "别处.png");
  copyFileSync(photo, kept);
  const { record: id } = await record(town.ws, "宣讲", {}, [photo]);
  const sha256 = original(town.ws);
  const path = town.ws.media.pathOf(sha256);
  if (what === "lost") rmSync(path);
  else writeFileSync(path, Buffer.alloc(town.ws.store.media(sha256)?.sizeBytes ?? 0, 7));

  const said = { record: "2021-06-01《宣讲》", file: "照片.png", count: 1 };
  expect(await toldBy(() => handOver(folder, town.ws))).toEqual({ code: "original-lost", details: said });
  expect((await checkWorkspace(town.ws, true, UNWATCHED)).problems).toMatchObject([
    { kind: `original-${what}`, record: { title: "宣讲", day: "2021-06-01T09:00" }, file: "照片.png" },
  ]);

  const without = await exportBundle(
    town.ws,
    { folder, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [], withoutLost: true },
    UNWATCHED,
  );
  expect(without).toMatchObject({ lostMedia: 1 });
  await importBundle(county.ws, without.path, { means: "usb" }, UNWATCHED);
  expect(county.ws.store.lackingMedia()).toContain(sha256);

  if (what === "changed") await mendWorkspace(town.ws, [], UNWATCHED);
  const value = activity("宣讲", {
    attachments: town.ws.store.record({ kind: "activity", unit: TOWN, record: id })?.value?.["attachments"] ?? [],
  });
  await putRecord(town.ws, { kind: "activity", record: id, value, files: [{ path: kept, name: "照片.png" }] }, UNWATCHED);
  expect((await checkWorkspace(town.ws, true, UNWATCHED)).problems).toEqual([]);
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  expect(county.ws.store.lackingMedia()).toEqual([]);
});
