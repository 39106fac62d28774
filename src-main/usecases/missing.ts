// What has not arrived: volumes of which bundle, and files of which record; for the desk, the receipt and the 补报单.
import { bundleBaseName, bundleFileName, volumeBaseName } from "../domain/bundle-names.ts";
import { absentVolumes } from "../domain/volumes.ts";
import type { Desk } from "./desk.ts";
import { isParked } from "./drop-volumes.ts";
import { unitName } from "./export-bundle.ts";
import { attachmentsOf } from "./named-files.ts";
import type { VolumeSet } from "./volume-port.ts";
import { volumeSetsOf } from "./whose-bundle.ts";

/** A volume that is not here and is needed. `fileName`: as its sender wrote it. */
export type MissingVolume = Readonly<{ volume: number; fileName: string }>;

/** A bundle of several volumes. `missing` empty: all that it holds is here, even if a volume never came. */
export type VolumesOf = Readonly<{
  bundle: string;
  number: number;
  device: string;
  volumes: number;
  arrived: readonly number[];
  missing: readonly MissingVolume[];
  /** Volume 1 never came: what is here waits for it, and may be dropped. */
  parked: boolean;
}>;

/** A file that a record names and that is not here. `volumes`: where it lies, by bundle number, where that is known. */
export type MissingFile = Readonly<{
  sha256: string;
  name: string;
  sizeBytes: number;
  class: string;
  kind: string;
  record: string;
  title: string;
  occurred: string | null;
  volumes: readonly Readonly<{ number: number; volume: number }>[];
}>;

export type MissingOfUnit = Readonly<{
  unit: string;
  unitName: string;
  bundles: readonly VolumesOf[];
  files: readonly MissingFile[];
}>;

/** Units of which something is missing, or the one that is asked about. In order of their codes. */
export function missingOf(desk: Desk, unit?: string): readonly MissingOfUnit[] {
  const bundles = Map.groupBy(incompleteBundles(desk, unit), ({ set }) => set.unit);
  const files = Map.groupBy(missingFiles(desk, unit), (file) => file.unit);
  const units = [...new Set([...bundles.keys(), ...files.keys()])].sort();
  return units.map((code) => ({
    unit: code,
    unitName: unitName(desk, code),
    bundles: (bundles.get(code) ?? []).map(({ view }) => view),
    files: (files.get(code) ?? []).map(({ unit: _unit, ...file }) => file),
  }));
}

/** Numbers of the volumes of a set that are not here and bring something that is not. */
export function lackingVolumes(desk: Desk, set: VolumeSet): readonly number[] {
  const absent = absentVolumes(
    set.volumes,
    set.come.map((one) => one.volume),
  );
  if (absent.length === 0) return [];
  const files = Map.groupBy(
    desk.store.setFiles(set.set).filter((file) => file.wanted !== false && !file.held && !desk.store.isErased(file.sha256)),
    (file) => file.volume,
  );
  return absent.filter((number) => files.has(number) || (number === 1 && desk.store.missing(set.claimed).length > 0));
}

type Incomplete = Readonly<{ set: VolumeSet; view: VolumesOf }>;

function incompleteBundles(desk: Desk, unit: string | undefined): readonly Incomplete[] {
  return volumeSetsOf(desk, unit).flatMap((set) => {
    const missing = lackingVolumes(desk, set);
    if (missing.length === 0) return [];
    const { bundle, number, device, volumes } = set;
    const base = bundleBaseName({ unit: { code: set.unit, name: unitName(desk, set.unit) }, number });
    const view: VolumesOf = {
      bundle,
      number,
      device,
      volumes,
      arrived: set.come.map((one) => one.volume),
      missing: missing.map((volume) => ({ volume, fileName: bundleFileName(volumeBaseName(base, volume, volumes), set.sealed) })),
      parked: isParked(set),
    };
    return [{ set, view }];
  });
}

function missingFiles(desk: Desk, unit: string | undefined): readonly (MissingFile & Readonly<{ unit: string }>)[] {
  const lacking = new Set(desk.store.lackingMedia(unit));
  if (lacking.size === 0) return [];
  const rows = [...desk.store.namedMedia()].filter(
    ({ sha256, record }) => lacking.has(sha256) && (unit === undefined || record.unit === unit),
  );
  return rows.flatMap(({ sha256, record }) => {
    const view = desk.store.record(record);
    const item = attachmentsOf(view?.value ?? {}).find((one) => one["sha256"] === sha256);
    if (view === undefined || item === undefined) return [];
    return [
      {
        unit: record.unit,
        sha256,
        name: String(item["name"]),
        sizeBytes: Number(item["sizeBytes"]),
        class: String(item["class"]),
        kind: record.kind,
        record: record.record,
        title: view.title ?? "",
        occurred: view.occurred,
        volumes: desk.store.volumesWith(sha256).map(({ number, volume }) => ({ number, volume })),
      },
    ];
  });
}
