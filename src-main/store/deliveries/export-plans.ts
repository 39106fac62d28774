// Own bundles of several volumes: the plan, and which volumes are written. Kept until all are, and until newer ones take its place.
import type { ExportPlan } from "../../usecases/ports/store/volumes.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** Plans that are kept: a unit that is asked for a volume is asked about its last bundles. */
const MOST_PLANS = 20;

export function keepPlan(statements: Statements, plan: ExportPlan): void {
  statements(
    "INSERT INTO export_plan (number, bundle, base_name, recipients, limit_bytes, statement) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(plan.number, toBlob(plan.bundle), plan.baseName, JSON.stringify(plan.recipients), plan.limitBytes, plan.statement);
  const insert = statements("INSERT INTO export_volume (number, volume, file_name, size_bytes) VALUES (?, ?, ?, ?)");
  for (const { number, fileName, sizeBytes } of plan.volumes) insert.run(plan.number, number, fileName, sizeBytes);
  const old = statements("SELECT number FROM export_plan ORDER BY number DESC LIMIT -1 OFFSET ?").all(MOST_PLANS) as {
    number: number;
  }[];
  for (const { number } of old) dropPlan(statements, number);
}

type PlanRow = Readonly<{
  number: number;
  bundle: Uint8Array;
  base_name: string;
  recipients: string;
  limit_bytes: number;
}>;

export function readPlans(statements: Statements): readonly Omit<ExportPlan, "statement">[] {
  const rows = statements(
    "SELECT number, bundle, base_name, recipients, limit_bytes FROM export_plan ORDER BY number DESC",
  ).all() as PlanRow[];
  return rows.map((row) => ({
    number: row.number,
    bundle: toHex(row.bundle),
    baseName: row.base_name,
    recipients: JSON.parse(row.recipients) as string[],
    limitBytes: row.limit_bytes,
    volumes: statements(`
      SELECT volume AS number, file_name AS fileName, size_bytes AS sizeBytes, written_ms AS writtenMs FROM export_volume
      WHERE number = ? ORDER BY volume`).all(row.number) as ExportPlan["volumes"],
  }));
}

export function readPlan(statements: Statements, number: number): ExportPlan | undefined {
  const plan = readPlans(statements).find((one) => one.number === number);
  if (plan === undefined) return undefined;
  const { statement } = statements("SELECT statement FROM export_plan WHERE number = ?").get(number) as { statement: string };
  return { ...plan, statement };
}

export function noteWritten(statements: Statements, number: number, volume: number, writtenMs: number): void {
  statements("UPDATE export_volume SET written_ms = ? WHERE number = ? AND volume = ?").run(writtenMs, number, volume);
}

export function dropPlan(statements: Statements, number: number): void {
  statements("DELETE FROM export_volume WHERE number = ?").run(number);
  statements("DELETE FROM export_plan WHERE number = ?").run(number);
}
