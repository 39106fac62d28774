// What receipts say of volumes: which the county does not have, and which originals lie in those that came (补报 leaves them out).
import type { ValueOf } from "../../../domain/kinds/values.ts";
import { absentVolumes } from "../../../domain/bundle/volumes.ts";
import type { Needs } from "../../workspace.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

/** Volumes of one own bundle that the county does not have, by its receipt. */
export type AskedVolumes = Readonly<{ number: number; bundle: string; volumes: readonly number[] }>;

/** By bundle, in order of their numbers. */
export function askedVolumes(ws: Needs<RecordReader>): readonly AskedVolumes[] {
  const receipts = ws.store.allRecords({ kind: "receipt" });
  return receipts.flatMap(({ value }) => (value === null ? [] : askedIn(value))).sort((a, b) => a.number - b.number);
}

function askedIn({ number, bundle, missingVolumes: volumes }: ValueOf<"receipt">): readonly AskedVolumes[] {
  return volumes.length === 0 ? [] : [{ number, bundle, volumes }];
}

/** Originals of incomplete bundles whose every part lies in a volume that came: the county keeps them until entries name them. */
export function arrivedOriginals(ws: Needs<RecordReader & VolumeReader>): ReadonlySet<string> {
  return new Set(askedVolumes(ws).flatMap((asked) => arrivedOf(ws, asked)));
}

type Listed = Readonly<{ volumes: readonly Readonly<{ number: number; files: readonly Readonly<{ path: string }>[] }>[] }>;

const ORIGINAL = /^data\/media\/([0-9a-f]{64})\./;

function arrivedOf(ws: Needs<VolumeReader>, { number, bundle, volumes }: AskedVolumes): readonly string[] {
  const plan = ws.store.plan(number);
  if (plan?.bundle !== bundle) return []; // an older bundle, or one of another PC of the unit: everything is sent again
  const { volumes: listed } = JSON.parse(plan.statement) as Listed;
  const came = new Set(absentVolumes(listed.length, volumes));
  const originals = (one: Listed["volumes"][number]) => one.files.flatMap(({ path }) => ORIGINAL.exec(path)?.[1] ?? []);
  const lacking = new Set(listed.filter((one) => !came.has(one.number)).flatMap(originals));
  return listed.filter((one) => came.has(one.number)).flatMap((one) => originals(one).filter((sha256) => !lacking.has(sha256)));
}
