// Own bundles of several volumes: the plan, and which volumes are written. Kept until all are, and until newer ones take its place.
import type { ExportPlan, VolumeStore } from "../usecases/volume-port.ts";
import { toBlob, toHex } from "./codec.ts";
import { inTransaction, type Db, type Statements } from "./database.ts";
import { forgetMedia } from "./forget.ts";
import {
  expectVolume,
  forgetSet,
  noteVolume,
  readJoinable,
  readLooseFiles,
  readSetFiles,
  readVolumeSets,
  readVolumesWith,
} from "./volume-sets.ts";

/** Plans that are kept: a unit that is asked for a volume is asked about its last bundles. */
const MOST_PLANS = 20;

/** @see usecases/volume-port.ts VolumeStore */
export function volumesOf(db: Db, statements: Statements): VolumeStore {
  const write = <T>(work: () => T): T => inTransaction(db, work);
  return {
    volumeSets: (only = {}) => readVolumeSets(statements, only),
    setFiles: (set) => readSetFiles(statements, set),
    expectVolume: (origin, originals, bringing) => write(() => expectVolume(statements, origin, originals, bringing)),
    noteVolume: (origin, come, runItem) => write(() => noteVolume(statements, origin, come, runItem)),
    forgetSet: (set) => write(() => forgetMedia(statements, forgetSet(statements, set))),
    joinable: (bundle, signer) => readJoinable(statements, bundle, signer),
    looseFiles: (bundle) => readLooseFiles(statements, bundle),
    volumesWith: (sha256) => readVolumesWith(statements, sha256),
    keepPlan: (plan) => write(() => keepPlan(statements, plan)),
    plans: () => readPlans(statements),
    plan: (number) => readPlan(statements, number),
    noteWritten: (number, volume, writtenMs) => write(() => noteWritten(statements, number, volume, writtenMs)),
    dropPlan: (number) => write(() => dropPlan(statements, number)),
  };
}

function keepPlan(statements: Statements, plan: ExportPlan): void {
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

function readPlans(statements: Statements): readonly Omit<ExportPlan, "statement">[] {
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

function readPlan(statements: Statements, number: number): ExportPlan | undefined {
  const plan = readPlans(statements).find((one) => one.number === number);
  if (plan === undefined) return undefined;
  const { statement } = statements("SELECT statement FROM export_plan WHERE number = ?").get(number) as { statement: string };
  return { ...plan, statement };
}

function noteWritten(statements: Statements, number: number, volume: number, writtenMs: number): void {
  statements("UPDATE export_volume SET written_ms = ? WHERE number = ? AND volume = ?").run(writtenMs, number, volume);
}

function dropPlan(statements: Statements, number: number): void {
  statements("DELETE FROM export_volume WHERE number = ?").run(number);
  statements("DELETE FROM export_plan WHERE number = ?").run(number);
}
