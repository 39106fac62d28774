// record put|list|show|history|delete|restore, search, erase.
import { dateAt } from "../../../domain/campaign/local-time.ts";
import { InvalidArgumentError, type Command } from "commander";
import { AUTHORITY_KINDS, HANDING_IN_KINDS } from "../../../domain/kinds/kinds.ts";
import { Problem } from "../../../domain/problem.ts";
import type { RecordState } from "../../../domain/record/record-state.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import { deleteRecord } from "../../../usecases/records/versions/delete-record.ts";
import type { Needs } from "../../../usecases/workspace.ts";
import { eraseRecord } from "../../../usecases/records/versions/erase.ts";
import { putRecord } from "../../../usecases/records/versions/put-record.ts";
import { restoreRecord } from "../../../usecases/records/versions/restore-record.ts";
import { recordStates } from "../../../usecases/duties/review/record-states.ts";
import type { RecordView, RecordReader } from "../../../usecases/ports/store/records.ts";
import { action } from "../../command.ts";
import { readValue } from "../../read-value.ts";
import { atWorkspace, watchedProgress } from "../../session.ts";
import type { FactReader } from "../../../usecases/ports/store/facts.ts";
import type { ReportReader } from "../../../usecases/ports/store/reports.ts";

type PutOptions = Readonly<{ kind: string; from: string; attach?: string[]; id?: string; unit?: string }>;

/** Written by commands of their own, which ask who it is or compare a code first. */
const OWN_COMMAND: ReadonlySet<string> = new Set([
  "person",
  ...HANDING_IN_KINDS,
  "release",
  "enrolment-request",
  ...AUTHORITY_KINDS,
  "receipt",
  "receipt-frontier",
  "arrival",
  "erasure",
  "set-aside",
]);

/** @throws {Problem} `record-own-command` */
function assertTyped(kind: string): void {
  if (OWN_COMMAND.has(kind)) throw new Problem("record-own-command", { kind });
}

export function addRecordCommands(program: Command): void {
  const record = program.command("record").description("记录：新增或修改、列出、查看、历史、删除");
  addPut(record);
  addReads(record);
  record
    .command("delete <dir> <record>")
    .description("删除一条记录（留有历史）")
    .action(
      action(async (global, dir: string, id: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => {
          const key = keyFor(ws, id);
          assertTyped(key.kind);
          return deleteRecord(ws, key);
        });
        return { result, lines: [`已删除 ${id}`] };
      }),
    );
  record
    .command("restore <dir> <record>")
    .description("恢复一条已删除的记录")
    .action(
      action(async (global, dir: string, id: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => {
          const key = keyFor(ws, id);
          assertTyped(key.kind);
          return restoreRecord(ws, key);
        });
        return { result, lines: [`已恢复 ${id}`] };
      }),
    );
  program
    .command("search <dir> <query>")
    .description("查找")
    .action(
      action(async (global, dir: string, query: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => ws.store.search(query, 100).map(summaries(ws)));
        return { result, lines: result.length === 0 ? [`没有找到“${query}”`] : result.map(lineOf) };
      }),
    );
  program
    .command("erase <dir> <record>")
    .description("县级：按本人要求彻底删除一条记录的内容")
    .requiredOption("--reason <text>", "原因")
    .action(
      action(async (global, dir: string, id: string, options: { reason: string }) => {
        const result = await atWorkspace(dir, global, ({ ws }) => eraseRecord(ws, keyFor(ws, id), options.reason));
        return { result, lines: [`已删除 ${result.entries} 个版本的内容，材料 ${result.media} 件`] };
      }),
    );
}

function addPut(record: Command): void {
  record
    .command("put <dir>")
    .description("保存一条记录")
    .requiredOption("--kind <kind>", "种类，如 activity")
    .requiredOption("--from <file>", "内容（JSON）；- 为标准输入")
    .option("--attach <file...>", "佐证材料")
    .option("--id <id>", "修改已有记录")
    .option("--unit <code>", "县级代录：替哪个单位")
    .action(
      action(async (global, dir: string, options: PutOptions) => {
        assertTyped(options.kind);
        const result = await atWorkspace(dir, global, ({ ws }) =>
          putRecord(
            ws,
            {
              kind: options.kind,
              value: readValue(options.from),
              files: (options.attach ?? []).map((path) => ({ path })),
              ...(options.id !== undefined && { record: options.id }),
              ...(options.unit !== undefined && { onBehalfOf: options.unit }),
            },
            watchedProgress("添加材料"),
          ),
        );
        return { result, lines: [`已保存 ${result.record}`] };
      }),
    );
}

function addReads(record: Command): void {
  record
    .command("list <dir>")
    .description("列出一种记录，新的在前")
    .option("--kind <kind>", "种类", "activity")
    .option("--unit <code>", "单位")
    .option("--limit <n>", "最多多少条", countOf, 200)
    .action(
      action(async (global, dir: string, options: { kind: string; unit?: string; limit: number }) => {
        const query = { kind: options.kind, limit: options.limit, ...(options.unit !== undefined && { unit: options.unit }) };
        const result = await atWorkspace(dir, global, ({ ws }) => ws.store.records(query).records.map(summaries(ws)));
        return { result, lines: result.length === 0 ? ["还没有记录"] : result.map(lineOf) };
      }),
    );
  record
    .command("show <dir> <record>")
    .description("查看一条记录")
    .action(
      action(async (global, dir: string, id: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => ws.store.record(keyFor(ws, id)));
        return { result, lines: JSON.stringify(result?.value ?? null, null, 2).split("\n") };
      }),
    );
  record
    .command("history <dir> <record>")
    .description("一条记录的每次修改：谁、何时、改成什么")
    .action(
      action(async (global, dir: string, id: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) =>
          ws.store.history(keyFor(ws, id)).map((item) => ({ ...item, value: ws.store.versionValue(item.hash) })),
        );
        return {
          result,
          lines: result.map(
            (item) => `${dateAt(item.wallMs).toISOString()} ${item.op} ${item.standing} ${item.hash.slice(0, 12)}`,
          ),
        };
      }),
    );
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("1…999999");
  return Number(text);
}

/** @throws {Problem} `record-not-found` */
function keyFor(ws: Needs<RecordReader>, id: string): RecordKey {
  const [key] = ws.store.findRecords(id);
  if (key === undefined) throw new Problem("record-not-found", { record: id });
  return key;
}

function summaries(ws: Needs<FactReader & RecordReader & ReportReader>) {
  const stateOf = recordStates(ws);
  return (view: RecordView) => {
    const { unit, kind, record, status, code, title, occurred, evidenced, conflicts, needsCheck, waiting } = view;
    const shown = {
      unit,
      kind,
      record,
      status,
      code,
      title,
      occurred,
      evidenced,
      conflicts: conflicts.length,
      needsCheck,
      waiting,
    };
    return { ...shown, state: stateOf(view) };
  };
}

const STATES: Readonly<Record<RecordState, string>> = {
  lacking: "缺佐证",
  ready: "可报送",
  unreported: "已到未报送",
  "handed-in": "已导出",
  received: "已收到",
  returned: "退回",
  conflict: "填得不同",
  "needs-check": "需核对",
  waiting: "待补前包",
};

function lineOf(row: ReturnType<ReturnType<typeof summaries>>): string {
  return [row.occurred ?? "", row.unit, row.code ?? row.kind, row.title ?? "", STATES[row.state], row.record]
    .filter((part) => part !== "")
    .join("  ");
}
