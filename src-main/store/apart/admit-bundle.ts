// Takes a verified bundle into the union: its entries, what the log says of it, what it says of others. Runs in a transaction.
import { witness } from "../../domain/feed/clock.ts";
import { canonicalJson } from "../../domain/json.ts";
import type { SignedHead } from "../../usecases/ports/store/feeds.ts";
import type { Admission, ImportRow } from "../../usecases/ports/store/imports.ts";
import { admitLines } from "../union/admit.ts";
import { readClock } from "../union/author.ts";
import { insertCarried, notingRanges, type PassingRanges } from "../chain/carried.ts";
import type { Line } from "../db/codec.ts";
import { noteRecords } from "../chain/count-records.ts";
import type { Statements } from "../db/database.ts";
import { datesItsEntries } from "../deliveries/deliveries.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { forgetMedia } from "../chain/forget.ts";
import { keepHeadSignature } from "../chain/frontier.ts";
import { markItemDone } from "../deliveries/import-runs.ts";
import { finishImport, insertImport } from "../deliveries/log-queries.ts";
import { pinRoot } from "../union/pin-root.ts";
import { insertReadReceipt, watchingReceipts, type SeenReceipt } from "../deliveries/receipt-queries.ts";
import { openSet } from "../deliveries/volume-sets.ts";

/** @param nowMs when it is taken in. */
export function admitBundle(
  statements: Statements,
  nowMs: number,
  row: ImportRow,
  heads: readonly SignedHead[],
  lines: Iterable<Line>,
): Admission {
  if (row.pins !== undefined) pinRoot(statements, nowMs, row.pins);
  const importId = insertImport(statements, row);
  const seen: SeenReceipt = { hash: undefined, wallMs: 0, counter: 0 };
  const passing: PassingRanges = new Map();
  const watched = watchingReceipts(notingRanges(lines, passing), readFact(statements, "unit") ?? "", seen);
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
