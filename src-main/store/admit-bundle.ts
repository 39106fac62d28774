// Takes a verified bundle into the union: its entries, what the log says of it, what it says of others. Runs in a transaction.
import { witness } from "../domain/clock.ts";
import { canonicalJson } from "../domain/json.ts";
import type { Admission, ImportRow, SignedPosition } from "../usecases/store-port.ts";
import { admitLines } from "./admit.ts";
import { readClock } from "./author.ts";
import { insertCarried, notingStretches, type PassingStretches } from "./carried.ts";
import type { Line } from "./codec.ts";
import { noteRecords } from "./count-records.ts";
import type { Statements } from "./database.ts";
import { datesItsEntries } from "./deliveries.ts";
import { readFact, writeFact } from "./facts.ts";
import { forgetMedia } from "./forget.ts";
import { keepHeadSignature } from "./frontier.ts";
import { markItemDone } from "./import-runs.ts";
import { finishImport, insertImport } from "./log-queries.ts";
import { pinRoot } from "./pin-root.ts";
import { insertReadReceipt, watchingReceipts, type SeenReceipt } from "./receipt-queries.ts";
import { openSet } from "./volume-sets.ts";

/** @param nowMs when it is taken in. */
export function admitBundle(
  statements: Statements,
  nowMs: number,
  row: ImportRow,
  heads: readonly SignedPosition[],
  lines: Iterable<Line>,
): Admission {
  if (row.pins !== undefined) pinRoot(statements, nowMs, row.pins);
  const importId = insertImport(statements, row);
  const seen: SeenReceipt = { hash: undefined, wallMs: 0, counter: 0 };
  const passing: PassingStretches = new Map();
  const watched = watchingReceipts(notingStretches(lines, passing), readFact(statements, "unit") ?? "", seen);
  const records = noteRecords(statements);
  const admission = {
    ...admitLines(statements, witnessing(statements, nowMs, watched), importId, row.bounded),
    ...records.since(),
  };
  insertReadReceipt(statements, importId, seen);
  if (datesItsEntries(statements, row.purpose)) insertCarried(statements, importId, row.receivedMs, passing);
  for (const head of heads) keepHeadSignature(statements, head);
  if (row.runItem !== undefined) markItemDone(statements, row.runItem, importId, row.readMs);
  if (row.opens !== undefined) openSet(statements, row.opens, { ...row, volume: 1 });
  finishImport(statements, importId, admission);
  forgetMedia(statements, admission.erasedMedia);
  return admission;
}

/** Lets the own clock see the clocks that come in, so that what is written next is later. */
function* witnessing(statements: Statements, nowMs: number, lines: Iterable<Line>): Generator<Line> {
  let clock = readClock(statements);
  for (const line of lines) {
    clock = witness(clock, line.carried.entry.at, nowMs);
    yield line;
  }
  writeFact(statements, "clock", canonicalJson(clock));
}
