// Sets an import aside with a reason, or takes it back: what the bundle first brought stays in the union and is not shown.
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { requireRole, type Desk } from "./desk.ts";
import { recordId } from "./put-record.ts";

/** An import that is or was set aside. */
export type SetAside = Readonly<{ bundle: string; unit: string; reason: string; takenBack: boolean; atMs: number }>;

const KIND = "set-aside";
/** Digits of a bundle id that a person has to give. */
const LEAST_DIGITS = 8;

/**
 * Sets aside what a bundle first brought of its sender's own entries.
 *
 * @param bundle the bundle's id, or its first eight digits or more.
 * @throws {Problem} `workspace-role`, `import-unknown`, `import-brought-nothing`, `import-reason-missing`
 */
export function setAsideImport(desk: Desk, bundle: string, reason: string): SetAside {
  const id = importNamed(desk, bundle);
  const ranges = desk.store.brought(id);
  if (ranges.length === 0) throw new Problem("import-brought-nothing", { bundle: id.slice(0, 16) });
  return writeSetAside(desk, id, ranges, reason, false);
}

/** Takes a set-aside back: the entries count again. @throws {Problem} as {@link setAsideImport} */
export function takeBackImport(desk: Desk, bundle: string, reason: string): SetAside {
  const id = importNamed(desk, bundle);
  if (!setAsides(desk).some((row) => row.bundle === id && !row.takenBack)) throw new Problem("import-unknown", { bundle });
  return writeSetAside(desk, id, [], reason, true);
}

/** All imports that are or were set aside. */
export function setAsides(desk: Desk): readonly SetAside[] {
  const units = new Map(desk.store.deliveries().map((row) => [row.bundle, row.unit]));
  return desk.store.records({ kind: KIND, limit: 10_000 }).records.flatMap(({ value, editedAtMs }) => {
    const bundle = String(value?.["bundle"] ?? "");
    return [
      {
        bundle,
        unit: units.get(bundle) ?? "",
        reason: String(value?.["reason"] ?? ""),
        takenBack: value?.["takenBack"] === true,
        atMs: editedAtMs ?? 0,
      },
    ];
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

function writeSetAside(
  desk: Desk,
  bundle: string,
  ranges: JsonObject[string] | undefined,
  reason: string,
  takenBack: boolean,
): SetAside {
  if (reason.trim() === "") throw new Problem("import-reason-missing", {});
  const value: JsonObject = { bundle, ranges: ranges ?? [], reason: reason.trim(), takenBack };
  const { unit } = desk.store.facts();
  desk.store.append([{ kind: KIND, record: recordId(desk, KIND, value), unit, audience: "own", value }]);
  return { bundle, unit, reason: reason.trim(), takenBack, atMs: desk.world.nowMs() };
}
