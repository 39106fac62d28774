// Export and import of photos: against copying, hashing and flushing the same files; sealed against plain.
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { exportBundle, type Exported } from "../../src-main/usecases/sending/write/export-bundle.ts";
import { importBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { mediansOf, secondsOf, type Repeatable } from "./rows/clock.ts";
import { copyAndHash } from "./rows/disk-yardstick.ts";
import { openCounty, openTown, reopen } from "./made/offices.ts";
import { recordPhotos } from "./photos.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "./rows/row.ts";

const BYTES: Readonly<Record<Size, number>> = { full: 2 ** 30, quick: 10_000_000 };

/** @see quality.md Speed and size, "Export" and "Import" */
export const exchange: Family = { name: "exchange", measure: measureExchange };

async function measureExchange({ folder, size, say }: Setting): Promise<readonly Row[]> {
  const county = await openCounty(folder);
  const town = await openTown(folder, county);
  await county.close();
  say(`recording ${Math.round(BYTES[size] / 2 ** 20)} MiB of photos`);
  const photos = await recordPhotos(town.ws, BYTES[size]);
  const drawing = await secondsOf(() => exportTo(town.ws, join(folder, "given"), true));
  say(`first export, with all pictures still to be drawn: ${drawing.toFixed(1)} s`);
  say("copying, exporting plain and sealed, importing: a warm-up and three runs");
  const given = await exportTo(town.ws, join(folder, "given"), true);
  const works = [
    copyAndHash(photos, join(folder, "copies")),
    exporting(town.ws, folder, true),
    exporting(town.ws, folder, false),
    importing(folder, given.path),
  ];
  const seconds = await mediansOf(works);
  await town.close();
  return rowsOf(seconds);
}

async function exportTo(ws: Workspace, folder: string, plain: boolean): Promise<Exported> {
  await mkdir(folder, { recursive: true });
  const exported = await exportBundle(
    ws,
    { folder, purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [] },
    UNWATCHED,
  );
  if (exported.encrypted === plain) throw new Error("the bundle is sealed where it should be plain, or the other way round");
  return exported;
}

function exporting(ws: Workspace, folder: string, plain: boolean): Repeatable {
  const to = join(folder, "drive");
  return { work: () => exportTo(ws, to, plain), after: () => rm(to, { recursive: true }) };
}

/** Every run starts from the county as it was before. */
function importing(folder: string, bundle: string): Repeatable {
  const fresh = join(folder, "fresh");
  const state: { close?: () => Promise<void>; ws?: Workspace } = {};
  return {
    before: async () => {
      await cp(join(folder, "county"), fresh, { recursive: true });
      Object.assign(state, await reopen(fresh));
    },
    work: async () => {
      if (state.ws === undefined) throw new Error("not prepared");
      const { changes } = await importBundle(state.ws, bundle, { means: "usb" }, UNWATCHED);
      if (changes.added === 0 || changes.quarantined > 0) throw new Error("the bundle was not merged");
    },
    after: async () => {
      await state.close?.();
      await rm(fresh, { recursive: true });
    },
  };
}

function rowsOf([
  copy = Number.NaN,
  plain = Number.NaN,
  sealed = Number.NaN,
  imported = Number.NaN,
]: readonly number[]): readonly Row[] {
  const copied = { unit: "s", yardstick: copy, against: "cp + openssl dgst -sha256 + sync -f of the same files" };
  return [
    rowOf({ name: "export, plain", value: plain, ...copied }, { goal: 3, target: 1.5 }),
    rowOf(
      { name: "export, sealed", value: sealed, unit: "s", yardstick: plain, against: "plain export" },
      { goal: 3, target: 3 },
    ),
    rowOf({ name: "import", value: imported, ...copied }, { goal: 3, target: 1.5 }),
  ];
}
