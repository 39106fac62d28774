// What receipts say of volumes: which the county does not have, and which originals lie in those that came (补报 leaves them out).
import type { JsonObject } from "../domain/json.ts";
import { absentVolumes } from "../domain/volumes.ts";
import type { Desk } from "./desk.ts";

/** Volumes of one own bundle that the county does not have, by its receipt. */
export type AskedVolumes = Readonly<{ number: number; bundle: string; volumes: readonly number[] }>;

/** By bundle, in order of their numbers. */
export function askedVolumes(desk: Desk): readonly AskedVolumes[] {
  const receipts = desk.store.records({ kind: "receipt", limit: 10_000 }).records;
  return receipts.flatMap(({ value }) => (value === null ? [] : askedIn(value))).sort((a, b) => a.number - b.number);
}

function askedIn(value: JsonObject): readonly AskedVolumes[] {
  const volumes = Array.isArray(value["missingVolumes"]) ? value["missingVolumes"].map(Number) : [];
  return volumes.length === 0 ? [] : [{ number: Number(value["number"]), bundle: String(value["bundle"]), volumes }];
}

/** Originals of incomplete bundles whose every part lies in a volume that came: the county keeps them until entries name them. */
export function arrivedOriginals(desk: Desk): ReadonlySet<string> {
  return new Set(askedVolumes(desk).flatMap((asked) => arrivedOf(desk, asked)));
}

type Listed = Readonly<{ volumes: readonly Readonly<{ number: number; files: readonly Readonly<{ path: string }>[] }>[] }>;

const ORIGINAL = /^data\/media\/([0-9a-f]{64})\./;

function arrivedOf(desk: Desk, { number, bundle, volumes }: AskedVolumes): readonly string[] {
  const plan = desk.store.plan(number);
  if (plan?.bundle !== bundle) return []; // an older bundle, or one of another PC of the unit: everything is sent again
  const { volumes: listed } = JSON.parse(plan.statement) as Listed;
  const came = new Set(absentVolumes(listed.length, volumes));
  const originals = (one: Listed["volumes"][number]) => one.files.flatMap(({ path }) => ORIGINAL.exec(path)?.[1] ?? []);
  const lacking = new Set(listed.filter((one) => !came.has(one.number)).flatMap(originals));
  return listed.filter((one) => came.has(one.number)).flatMap((one) => originals(one).filter((sha256) => !lacking.has(sha256)));
}
