// Records as they are shown, listed, found and told back; and the writing of their versions.
import { Problem } from "../../domain/problem.ts";
import type { NewVersion, RecordWriter } from "../../usecases/ports/store/records.ts";
import { forgetMedia, forgetting } from "../chain/forget.ts";
import type { Statements } from "../db/database.ts";
import { readOnBehalf, readProjected } from "../project/figure-queries.ts";
import { beforeDeletion } from "../project/project.ts";
import {
  countRecords,
  findRecords,
  readAll,
  readDeleted,
  readHistory,
  readName,
  readPage,
  readRecord,
  countUndecided,
  readUndecided,
  readVersionValue,
  searchRecords,
} from "../project/record-queries.ts";
import { appendEntry, type Source } from "../union/author.ts";
import type { Connection } from "./connection.ts";

export function recordsOf({ db, statements, source }: Connection): RecordWriter {
  return {
    record: (key) => readRecord(statements, key),
    records: (query) => readPage(statements, query),
    allRecords: (query) => readAll(statements, query),
    countRecords: (query, most) => countRecords(statements, query, most),
    history: (key) => readHistory(statements, key),
    versionValue: (hash) => readVersionValue(statements, hash),
    deletedRecords: (kind, unit, limit) => readDeleted(statements, kind, unit, limit),
    beforeDeletion: (key) => beforeDeletion(statements, key),
    findRecords: (record) => findRecords(statements, record),
    undecided: (query) => readUndecided(statements, query),
    countUndecided: (query) => countUndecided(statements, query),
    search: (words, limit, kinds) => searchRecords(statements, words, limit, kinds),
    projected: (unit) => readProjected(statements, unit),
    isOnBehalf: (key) => readOnBehalf(statements, key),
    nameOf: (key) => readName(statements, key),
    append: (versions, inForce) => forgetting(db, statements, () => appendAll(statements, source, versions, inForce)),
  };
}

function appendAll(
  statements: Statements,
  source: Source,
  versions: readonly NewVersion[],
  inForce: () => boolean = () => true,
): readonly string[] {
  const hashes = versions.map((version) => appendVersion(statements, source, version));
  if (!inForce()) throw new Problem("not-in-force", {});
  return hashes;
}

function appendVersion(statements: Statements, source: Source, version: NewVersion): string {
  const { hash, admission } = appendEntry(statements, source, version);
  forgetMedia(statements, admission.erasedMedia);
  return hash;
}
