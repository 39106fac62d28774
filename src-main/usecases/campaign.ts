// What use cases ask of the campaign in force.
import type { Workspace } from "./workspace.ts";
import { namedPeriods, type NamedPeriod } from "../domain/campaign/named-periods.ts";
import { Problem } from "../domain/problem.ts";

/** The full name of a unit, or its code where the campaign does not know it. */
export function unitName(ws: Pick<Workspace, "campaign">, code: string): string {
  return ws.campaign().units.find((unit) => unit.code === code)?.name ?? code;
}

/** @param id such as `weekly:2`, or `total`. @throws {Problem} `period-unknown` */
export function periodNamed(ws: Pick<Workspace, "campaign">, id: string): NamedPeriod {
  const found = namedPeriods(ws.campaign()).find((period) => period.id === id);
  if (found === undefined) throw new Problem("period-unknown", { period: id });
  return found;
}

/** @throws {Problem} `period-unknown` */
export function checkedPeriod(ws: Pick<Workspace, "campaign">, period: string): string {
  return periodNamed(ws, period).id;
}

/** @throws {Problem} `unit-unknown` */
export function checkedUnit(ws: Pick<Workspace, "campaign">, unit: string): string {
  if (!ws.campaign().units.some((candidate) => candidate.code === unit)) throw new Problem("unit-unknown", { unit });
  return unit;
}
