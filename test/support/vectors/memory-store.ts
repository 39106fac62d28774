// An empty store in memory: the schema is made once, each further one is a copy of it.
import Database from "better-sqlite3";
import { openDatabase, type Db } from "../../../src-main/store/db/database.ts";

const made: { schema?: Buffer } = {};

/** A fresh store with today's schema. */
export function memoryStore(): Db {
  made.schema ??= schemaOf();
  const db = new Database(made.schema);
  db.pragma("foreign_keys = ON");
  return db;
}

function schemaOf(): Buffer {
  const db = openDatabase(":memory:");
  const bytes = db.serialize();
  db.close();
  return bytes;
}
