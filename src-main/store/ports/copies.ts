// Copies of the database, and when the whole workspace was last kept elsewhere.
import type { CopyWriter, UnfinishedBackup } from "../../usecases/ports/store/copies.ts";
import { copyDatabase } from "../copies/copy-database.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import type { Connection } from "./connection.ts";

export function copiesOf({ db, statements, write }: Connection): CopyWriter {
  return {
    copyTo: (path, progress) => copyDatabase(db, path, progress),
    lastBackups: () => ({ away: backupMs(statements, "away"), here: backupMs(statements, "here") }),
    unfinished: () => JSON.parse(readFact(statements, "unfinished") ?? "null") as UnfinishedBackup | null,
    noteBackup: (where, atMs) => write(() => writeFact(statements, `backup:${where}`, String(atMs))),
    noteUnfinished: (backup) => write(() => writeFact(statements, "unfinished", JSON.stringify(backup))),
  };
}

function backupMs(statements: Statements, where: "away" | "here"): number | null {
  return Number(readFact(statements, `backup:${where}`) ?? 0) || null;
}
