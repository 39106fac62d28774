// Bundles that were handed over, and their numbers.
import type { ExportRow, ExportWriter } from "../../usecases/ports/store/exports.ts";
import type { SignedHead } from "../../usecases/ports/store/feeds.ts";
import { keepHeadSignature } from "../chain/frontier.ts";
import type { Statements } from "../db/database.ts";
import { insertExport, readExports } from "../deliveries/log-queries.ts";
import { nextExportNumber, releaseExport, reserveExport } from "../deliveries/receipt-queries.ts";
import type { Connection } from "./connection.ts";

export function exportsOf({ statements, write }: Connection): ExportWriter {
  return {
    exports: () => readExports(statements),
    nextExportNumber: () => nextExportNumber(statements),
    recordExport: (row, heads) => write(() => recordExport(statements, row, heads)),
    reserveExport: (purpose, atMs) => write(() => reserveExport(statements, purpose, atMs)),
    releaseExport: (number) => write(() => releaseExport(statements, number)),
  };
}

/** Signatures are kept: after this PC has taken a new key, nobody could make them again. */
function recordExport(statements: Statements, row: ExportRow, heads: readonly SignedHead[]): void {
  insertExport(statements, row);
  for (const head of heads) keepHeadSignature(statements, head);
}
