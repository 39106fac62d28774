// Sets an import aside with a reason, or takes it back: what the bundle first brought stays in the union and is not shown.
import type { JsonObject } from "../../../domain/json.ts";
import type { ValueOf } from "../../../domain/kinds/values.ts";
import { inParts, listsOf } from "../../../domain/feed/listed-parts.ts";
import { Problem } from "../../../domain/problem.ts";
import { holds, MOST_STRETCHES } from "../../../domain/trust/set-aside.ts";
import { requireRole, type Needs } from "../../workspace.ts";
import { recordId } from "../../records/versions/put-record.ts";
import type { RecordReader, RecordWriter } from "../../ports/store/records.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ImportReader } from "../../ports/store/imports.ts";

type SetAsideNeeds = Needs<DeliveryReader & FactReader & ImportReader & RecordWriter, "sha256" | "world">;

/** An import that is or was set aside. */
export type SetAside = Readonly<{ bundle: string; unit: string; reason: string; takenBack: boolean; atMs: number }>;

const KIND = "set-aside";
/** Digits of a bundle id that a person has to give. */
const LEAST_DIGITS = 8;

/**
 * Sets aside what a bundle first brought of its sender's own entries.
 *
 * @param bundle the bundle's id, or its first eight digits or more.
 * @throws {Problem} `workspace-role`, `import-unknown`, `import-brought-nothing`, `import-read-elsewhere`, `import-reason-missing`, `not-in-force`
 */
export function setAsideImport(ws: SetAsideNeeds, bundle: string, typed: string): SetAside {
  const id = importNamed(ws, bundle);
  const ranges = ws.store.brought(id);
  if (ranges.length === 0) throw new Problem("import-brought-nothing", { bundle: id.slice(0, 16) });
  if (ranges.length >= MOST_STRETCHES && !ws.store.imports().some((row) => row.bundle === id))
    throw new Problem("import-read-elsewhere", {});
  const reason = reasonIn(typed);
  const values = inParts(ranges, ws.world.randomHex(16)).map(({ listed, of }) => ({
    bundle: id,
    ...of,
    ranges: [...listed],
    reason,
    takenBack: false,
  }));
  return write(ws, id, values, false);
}

/** Takes a set-aside back: the entries count again. @throws {Problem} as {@link setAsideImport} */
export function takeBackImport(ws: SetAsideNeeds, bundle: string, typed: string): SetAside {
  const id = importNamed(ws, bundle);
  const holding = listsOf(recordsOf(ws), ({ value }) => value).filter(
    (list) => list[0]?.value.bundle === id && holds(list.map(({ value }) => value)),
  );
  if (holding.length === 0) throw new Problem("import-unknown", { bundle });
  const reason = reasonIn(typed);
  const values = holding.flatMap(([first]) =>
    first === undefined ? [] : [{ ...first.value, ranges: [], reason, takenBack: true }],
  );
  return write(ws, id, values, true);
}

type Shown = Readonly<{ value: ValueOf<"set-aside">; atMs: number }>;

/** The shown records of set-asides, in order of writing. */
function recordsOf(ws: Needs<RecordReader>): readonly Shown[] {
  const records = ws.store.allRecords({ kind: KIND });
  const shown = records.flatMap(({ value, editedAtMs }) => (value === null ? [] : [{ value, atMs: editedAtMs ?? 0 }]));
  return shown.sort((a, b) => a.atMs - b.atMs);
}

/** All imports that are or were set aside. */
export function setAsides(ws: Needs<DeliveryReader & RecordReader>): readonly SetAside[] {
  const units = new Map(ws.store.deliveries().map((row) => [row.bundle, row.unit]));
  const byBundle = Map.groupBy(recordsOf(ws), ({ value }) => value.bundle);
  return [...byBundle].map(([bundle, records]) => {
    const held = listsOf(records, ({ value }) => value).filter((list) => holds(list.map(({ value }) => value)));
    const last = held.at(-1)?.at(-1) ?? records.at(-1);
    return {
      bundle,
      unit: units.get(bundle) ?? "",
      reason: last?.value.reason ?? "",
      takenBack: held.length === 0,
      atMs: last?.atMs ?? 0,
    };
  });
}

function importNamed(ws: Needs<DeliveryReader & FactReader>, bundle: string): string {
  requireRole(ws.store.facts(), "county");
  const typed = bundle.trim().toLowerCase();
  const known = new Set(ws.store.deliveries().map((row) => row.bundle));
  const found = typed.length < LEAST_DIGITS ? [] : [...known].filter((id) => id.startsWith(typed));
  const [id] = found;
  if (id === undefined || found.length > 1) throw new Problem("import-unknown", { bundle });
  return id;
}

/** @throws {Problem} `not-in-force` where this PC may not decide it; then nothing is written */
function write(ws: SetAsideNeeds, bundle: string, values: readonly JsonObject[], takenBack: boolean): SetAside {
  const { unit } = ws.store.facts();
  const decided = () => setAsides(ws).find((one) => one.bundle === bundle);
  ws.store.append(
    values.map((value) => ({ kind: KIND, record: recordId(ws, KIND, value), unit, audience: "own" as const, value })),
    () => decided()?.takenBack === takenBack,
  );
  return decided() as SetAside;
}

/** @throws {Problem} `import-reason-missing` */
function reasonIn(typed: string): string {
  const reason = typed.trim();
  if (reason === "") throw new Problem("import-reason-missing", {});
  return reason;
}
