// The permanent log of import runs: every file that was to be read, and what became of it.
import { canonicalJson } from "../../domain/json.ts";
import type { ImportRun, NewImportRun, RunItem, RunItemProblem } from "../../usecases/ports/store/imports.ts";
import { toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** Writes down what a run is going to read. @returns the run's number. */
export function insertRun(statements: Statements, run: NewImportRun): number {
  const { lastInsertRowid } = statements(
    "INSERT INTO import_run (started_ms, received_ms, means, early_reason, backup) VALUES (?, ?, ?, ?, ?)",
  ).run(run.startedMs, run.receivedMs, run.means, run.earlyReason, run.backup);
  const id = Number(lastInsertRowid);
  const insert = statements("INSERT INTO import_run_item (run_id, path, file_name) VALUES (?, ?, ?)");
  for (const item of run.items) insert.run(id, item.path, item.fileName);
  return id;
}

/** Notes that a file was taken in; runs in the transaction that takes its entries in. */
export function markItemDone(statements: Statements, item: number, importId: number, endedMs: number): void {
  const update = statements(
    "UPDATE import_run_item SET state = 'done', import_id = ?, ended_ms = ? WHERE id = ? AND state = 'waiting'",
  );
  update.run(importId, endedMs, item);
  endRunOf(statements, item, endedMs);
}

export function refuseItem(statements: Statements, item: number, problem: RunItemProblem, endedMs: number): void {
  const update = statements(
    "UPDATE import_run_item SET state = 'refused', problem = ?, ended_ms = ? WHERE id = ? AND state = 'waiting'",
  );
  update.run(canonicalJson(problem), endedMs, item);
  endRunOf(statements, item, endedMs);
}

/** What a run has not read yet is given up; what it took in stays. */
export function cancelRun(statements: Statements, run: number, endedMs: number): void {
  statements("UPDATE import_run_item SET state = 'cancelled', ended_ms = ? WHERE run_id = ? AND state = 'waiting'").run(
    endedMs,
    run,
  );
  statements("UPDATE import_run SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL").run(endedMs, run);
}

/** Ends the run of a file once none of its files waits. */
export function endRunOf(statements: Statements, item: number, endedMs: number): void {
  statements(`
    UPDATE import_run SET ended_ms = ? WHERE id = (SELECT run_id FROM import_run_item WHERE id = ?) AND ended_ms IS NULL
      AND NOT EXISTS (SELECT 1 FROM import_run_item WHERE run_id = import_run.id AND state = 'waiting')`).run(endedMs, item);
}

type RunRow = Readonly<{
  id: number;
  started_ms: number;
  ended_ms: number | null;
  received_ms: number | null;
  means: string;
  early_reason: string | null;
  backup: string | null;
}>;
type ItemRow = Readonly<{
  id: number;
  path: string;
  file_name: string;
  state: RunItem["state"];
  problem: string | null;
  ended_ms: number | null;
  bundle: Uint8Array | null;
  unit: string | null;
  number: number | null;
  purpose: string | null;
  result: string | null;
  volume: number | null;
  volumes: number | null;
}>;

/** The newest runs first. @param only `open`: those with something left to read. */
export function readRuns(statements: Statements, most: number, only: "open" | "all"): readonly ImportRun[] {
  const where = only === "open" ? "WHERE ended_ms IS NULL" : "";
  const rows = statements(`SELECT * FROM import_run ${where} ORDER BY id DESC LIMIT ?`).all(most) as RunRow[];
  return rows.map((row) => ({
    run: row.id,
    startedMs: row.started_ms,
    endedMs: row.ended_ms,
    receivedMs: row.received_ms,
    means: row.means,
    earlyReason: row.early_reason,
    backup: row.backup,
    items: readItems(statements, row.id),
  }));
}

function readItems(statements: Statements, run: number): readonly RunItem[] {
  const rows = statements(`
    SELECT item.id, item.path, item.file_name, item.state, item.problem, item.ended_ms,
      coalesce(import.bundle, volume_set.bundle) AS bundle, coalesce(import.unit, volume_set.unit) AS unit,
      coalesce(import.number, volume_set.number) AS number, coalesce(import.purpose, volume_set.purpose) AS purpose, import.result,
      item.volume, volume_set.volumes
    FROM import_run_item AS item LEFT JOIN import ON import.id = item.import_id LEFT JOIN volume_set ON volume_set.id = item.set_id
    WHERE item.run_id = ? ORDER BY item.id`).all(run) as ItemRow[];
  return rows.map((row) => ({
    item: row.id,
    path: row.path,
    fileName: row.file_name,
    state: row.state,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as RunItemProblem),
    endedMs: row.ended_ms,
    taken:
      row.bundle === null
        ? null
        : {
            bundle: toHex(row.bundle),
            unit: row.unit ?? "",
            number: row.number ?? 0,
            purpose: row.purpose ?? "",
            added: Number((JSON.parse(row.result ?? "{}") as { added?: number }).added ?? 0),
            ...(row.volume !== null && row.volumes !== null && { volume: row.volume, volumes: row.volumes }),
          },
  }));
}
