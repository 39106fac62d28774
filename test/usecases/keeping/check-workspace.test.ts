// `anbao check` sees what happened to originals behind the program's back: changed, cut, gone, or never named.
import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Problem } from "../../../src-main/domain/problem.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { openOffice, record, TOWN } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("a byte that changed is seen by reading, a cut or lost original without it", async () => {
  const folder = await tempFolder();
  const { ws } = await openOffice(join(folder, "town"), TOWN);
  await record(ws, "宣讲", {}, await Promise.all([1, 2, 3].map((shade) => picture(folder, `${shade}.png`, shade * 60))));
  const check = (readMedia: boolean) => checkWorkspace(ws, readMedia, UNWATCHED);
  const media = dirname(dirname(ws.media.pathOf("0".repeat(64))));
  const touched = () => statSync(join(media, ".incoming")).mtimeMs;
  const before = touched();
  expect(await check(true)).toMatchObject({ ok: true, media: { missing: 0, lost: [], damaged: [], unnamed: 0 } });
  expect(touched(), "reading copies nothing").toBe(before);
  const pictures = [...ws.store.namedMedia()]
    .map(({ sha256 }) => sha256)
    .filter((sha256) => ws.store.media(sha256)?.ext === "png");
  const [changed = "", cut = "", lost = ""] = pictures;
  const size = ws.store.media(changed)?.sizeBytes ?? 0;
  writeFileSync(ws.media.pathOf(changed), Buffer.alloc(size, 1));
  expect([(await check(false)).ok, (await check(true)).media.damaged]).toEqual([true, [changed]]);
  const failing = { ...ws.media, isWhole: () => Promise.reject(new Problem("file-unreadable", { name: "" })) };
  const unread = await checkWorkspace({ ...ws, media: failing }, true, UNWATCHED);
  expect(unread.media.damaged, "a disk that gives an original back no more does not stop the check").toEqual(
    expect.arrayContaining(pictures),
  );
  truncateSync(ws.media.pathOf(cut), size - 1);
  rmSync(ws.media.pathOf(lost));
  expect(await check(false)).toMatchObject({ ok: false, media: { missing: 0, lost: [lost], damaged: [cut] } });
});
