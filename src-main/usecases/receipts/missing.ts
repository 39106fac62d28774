// What has not arrived: volumes of which bundle, and files of which record; for the home screen, the receipt and the 补报单.
import { bundleBaseName, bundleFileName, volumeBaseName } from "../../domain/bundle/bundle-names.ts";
import { absentVolumes } from "../../domain/bundle/volumes.ts";
import type { Needs } from "../workspace.ts";
import { isParked } from "../receiving/volumes/drop-volumes.ts";
import { attachmentsShown } from "../../domain/kinds/values.ts";
import type { VolumeSet, VolumeReader } from "../ports/store/volumes.ts";
import { volumeSetsOf } from "../duties/matrix/whose-bundle.ts";
import { unitName } from "../campaign.ts";
import type { DeliveryReader } from "../ports/store/deliveries.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { OriginalReader } from "../ports/store/originals.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import { originalsDue, smallOf } from "../records/originals/small-ones.ts";

export type MissingNeeds = Needs<
  DeliveryReader & FactReader & FeedReader & OriginalReader & RecordReader & TrustReader & VolumeReader,
  "campaign"
>;

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

/** A file that a record names and that is not here. `small`: a smaller one of it is (已到压缩版). `volumes`: where it lies, by bundle number, where that is known. */
export type MissingFile = Readonly<{
  sha256: string;
  name: string;
  sizeBytes: number;
  class: string;
  small: boolean;
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
export function missingOf(ws: MissingNeeds, unit?: string): readonly MissingOfUnit[] {
  const bundles = Map.groupBy(incompleteBundles(ws, unit), ({ set }) => set.unit);
  const files = Map.groupBy(missingFiles(ws, unit), (file) => file.unit);
  const units = [...new Set([...bundles.keys(), ...files.keys()])].sort();
  return units.map((code) => ({
    unit: code,
    unitName: unitName(ws, code),
    bundles: (bundles.get(code) ?? []).map(({ view }) => view),
    files: (files.get(code) ?? []).map(({ unit: _unit, ...file }) => file),
  }));
}

/** Numbers of the volumes of a set that are not here and bring something that is not. */
export function lackingVolumes(ws: MissingNeeds, set: VolumeSet): readonly number[] {
  const absent = absentVolumes(
    set.volumes,
    set.arrived.map((one) => one.volume),
  );
  if (absent.length === 0) return [];
  const files = Map.groupBy(
    ws.store.setFiles(set.set).filter((file) => file.wanted !== false && !file.held && !ws.store.isErased(file.sha256)),
    (file) => file.volume,
  );
  return absent.filter((number) => files.has(number) || (number === 1 && ws.store.missing(set.claimed).length > 0));
}

type Incomplete = Readonly<{ set: VolumeSet; view: VolumesOf }>;

function incompleteBundles(ws: MissingNeeds, unit: string | undefined): readonly Incomplete[] {
  return volumeSetsOf(ws, unit).flatMap((set) => {
    const missing = lackingVolumes(ws, set);
    if (missing.length === 0) return [];
    const { bundle, number, device, volumes } = set;
    const base = bundleBaseName({ unit: { code: set.unit, name: unitName(ws, set.unit) }, number });
    const view: VolumesOf = {
      bundle,
      number,
      device,
      volumes,
      arrived: set.arrived.map((one) => one.volume),
      missing: missing.map((volume) => ({ volume, fileName: bundleFileName(volumeBaseName(base, volume, volumes), set.sealed) })),
      parked: isParked(set),
    };
    return [{ set, view }];
  });
}

function missingFiles(ws: MissingNeeds, unit: string | undefined): readonly (MissingFile & Readonly<{ unit: string }>)[] {
  const lacking = new Set(originalsDue(ws, unit));
  if (lacking.size === 0) return [];
  const rows = [...ws.store.namedMedia()].filter(
    ({ sha256, record }) => lacking.has(sha256) && (unit === undefined || record.unit === unit),
  );
  return rows.flatMap(({ sha256, record }) => {
    const view = ws.store.record(record);
    const item = attachmentsShown(view?.value ?? null).find((one) => one.sha256 === sha256);
    if (view === undefined || item === undefined) return [];
    return [
      {
        unit: record.unit,
        sha256,
        name: item.name,
        sizeBytes: item.sizeBytes,
        class: item.class,
        small: smallOf(ws, item) !== undefined,
        kind: record.kind,
        record: record.record,
        title: view.title ?? "",
        occurred: view.occurred,
        volumes: ws.store.volumesWith(sha256).map(({ number, volume }) => ({ number, volume })),
      },
    ];
  });
}
