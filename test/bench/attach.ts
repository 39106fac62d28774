// Photos attached by their paths: copied, hashed, looked into and durable, against copying, hashing and flushing the same files.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { attachFiles } from "../../src-main/usecases/records/originals/attach-files.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { letGo } from "../../src-main/usecases/records/originals/let-go.ts";
import { mediansOf, type Repeatable } from "./rows/clock.ts";
import { copyAndHash } from "./rows/disk-yardstick.ts";
import { openCounty, openTown } from "./made/offices.ts";
import { PHOTO_KINDS, WIDTH_PX } from "./photos.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "./rows/row.ts";

/** Drawing 12 megapixels, above all as HEIC, takes longer than all that is measured of a few. */
const WIDTHS_PX: Readonly<Record<Size, number>> = { full: WIDTH_PX, quick: 1000 };
const PHOTOS: Readonly<Record<Size, number>> = { full: 100, quick: 3 };
const TARGETS = { goal: 1.5, target: 1.5 } as const;

/** The photos have 5 MB, and 12 megapixels in full; what a screen then shows of them is drawn later and not in the time. */
export const attach: Family = { name: "attach", measure: measureAttach };

async function measureAttach({ folder, size, say }: Setting): Promise<readonly Row[]> {
  const county = await openCounty(folder);
  const town = await openTown(folder, county);
  await county.close();
  const count = PHOTOS[size];
  const rows: Row[] = [];
  for (const [kind, write] of Object.entries(PHOTO_KINDS)) {
    say(`drawing ${count} ${kind}`);
    const photos = await write(join(folder, "photos"), count, WIDTHS_PX[size]);
    say("copying and attaching: a warm-up and three runs");
    const [copy = Number.NaN, attached = Number.NaN] = await mediansOf([
      copyAndHash(photos, join(folder, "copies")),
      attaching(town.ws, photos),
    ]);
    const measured = { name: `attach of ${count} ${kind} by path`, value: attached, unit: "s", yardstick: copy };
    rows.push(rowOf({ ...measured, against: "cp + openssl dgst + sync" }, TARGETS));
    await rm(join(folder, "photos"), { recursive: true });
  }
  await town.close();
  return rows;
}

function attaching(ws: Workspace, paths: readonly string[]): Repeatable {
  const state: { kept: readonly string[] } = { kept: [] };
  return {
    work: async () => {
      const attachments = await attachFiles(
        ws,
        paths.map((path) => ({ path })),
        UNWATCHED,
      );
      state.kept = attachments.map(({ sha256 }) => String(sha256));
    },
    after: async () => {
      await letGo(ws, state.kept);
    },
  };
}
