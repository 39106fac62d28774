// Sets an import aside with a reason, or takes it back: what the bundle first brought stays in the union and is not shown.
import type { JsonObject } from "../domain/json.ts";
import { inParts, listsOf } from "../domain/listed-parts.ts";
import { Problem } from "../domain/problem.ts";
import { holds, MOST_STRETCHES } from "../domain/set-aside.ts";
import { requireRole, type Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";

/** An import that is or was set aside. */
export type SetAside = Readonly<{ bundle: string; unit: string; reason: string; takenBack: boolean; atMs: number }>;

const KIND = "set-aside";
/** Digits of a bundle id that a person has to give. */
const LEAST_DIGITS = 8;
const MOST_READ = 100_000;

/**
 * Sets aside what a bundle first brought of its sender's own entries.
 *
 * @param bundle the bundle's id, or its first eight digits or more.
 * @throws {Problem} `workspace-role`, `import-unknown`, `import-brought-nothing`, `import-read-elsewhere`, `import-reason-missing`, `not-in-force`
 */
export function setAsideImport(desk: Desk, bundle: string, typed: string): SetAside {
  const id = importNamed(desk, bundle);
  const ranges = desk.store.brought(id);
  if (ranges.length === 0) throw new Problem("import-brought-nothing", { bundle: id.slice(0, 16) });
  if (ranges.length >= MOST_STRETCHES && !desk.store.imports().some((row) => row.bundle === id))
    throw new Problem("import-read-elsewhere", {});
  const reason = reasonIn(typed);
  const values = inParts(ranges, desk.world.randomHex(16)).map(({ listed, of }) => ({
    bundle: id,
    ...of,
    ranges: [...listed],
    reason,
    takenBack: false,
  }));
  return write(desk, id, values, false);
}

/** Takes a set-aside back: the entries count again. @throws {Problem} as {@link setAsideImport} */
export function takeBackImport(desk: Desk, bundle: string, typed: string): SetAside {
  const id = importNamed(desk, bundle);
  const holding = listsOf(recordsOf(desk), ({ value }) => value).filter(
    (list) => list[0]?.value["bundle"] === id && holds(list.map(({ value }) => value)),
  );
  if (holding.length === 0) throw new Problem("import-unknown", { bundle });
  const reason = reasonIn(typed);
  const values = holding.flatMap(([first]) =>
    first === undefined ? [] : [{ ...first.value, ranges: [], reason, takenBack: true }],
  );
  return write(desk, id, values, true);
}

type Shown = Readonly<{ value: JsonObject; atMs: number }>;

/** The shown records of set-asides, in order of writing. */
function recordsOf(desk: Desk): readonly Shown[] {
  const { records } = desk.store.records({ kind: KIND, limit: MOST_READ });
  const shown = records.flatMap(({ value, editedAtMs }) => (value === null ? [] : [{ value, atMs: editedAtMs ?? 0 }]));
  return shown.sort((a, b) => a.atMs - b.atMs);
}

/** All imports that are or were set aside. */
export function setAsides(desk: Desk): readonly SetAside[] {
  const units = new Map(desk.store.deliveries().map((row) => [row.bundle, row.unit]));
  const byBundle = Map.groupBy(recordsOf(desk), ({ value }) => String(value["bundle"]));
  return [...byBundle].map(([bundle, records]) => {
    const held = listsOf(records, ({ value }) => value).filter((list) => holds(list.map(({ value }) => value)));
    const last = held.at(-1)?.at(-1) ?? records.at(-1);
    return {
      bundle,
      unit: units.get(bundle) ?? "",
      reason: String(last?.value["reason"] ?? ""),
      takenBack: held.length === 0,
      atMs: last?.atMs ?? 0,
    };
  });
}

function importNamed(desk: Desk, bundle: string): string {
  requireRole(desk.store.facts(), "county");
  const typed = bundle.trim().toLowerCase();
  const known = new Set(desk.store.deliveries().map((row) => row.bundle));
  const found = typed.length < LEAST_DIGITS ? [] : [...known].filter((id) => id.startsWith(typed));
  const [id] = found;
  if (id === undefined || found.length > 1) throw new Problem("import-unknown", { bundle });
  return id;
}

/** @throws {Problem} `not-in-force` where this PC may not decide it; then nothing is written */
function write(desk: Desk, bundle: string, values: readonly JsonObject[], takenBack: boolean): SetAside {
  const { unit } = desk.store.facts();
  const decided = () => setAsides(desk).find((one) => one.bundle === bundle);
  desk.store.append(
    values.map((value) => ({ kind: KIND, record: recordId(desk, KIND, value), unit, audience: "own" as const, value })),
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
