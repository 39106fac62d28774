// Backups: one good workspace of a unit, and files that are damaged, of another kind, or not what they say.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { writeBackup } from "../../../../src-main/bundle/backup/write-backup.ts";
import { examineCopy } from "../../../../src-main/store/copies/copy-database.ts";
import { createKeyring } from "../../../../src-main/keys/pc/keyring.ts";
import { createStore } from "../../../../src-main/store/open-store.ts";
import { canonicalJson } from "../../../../src-main/domain/json.ts";
import type { BackupSource, BackupStatement } from "../../../../src-main/usecases/ports/backups.ts";
import { makeMedium, quiet, sha256 } from "../../made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../../made/raw-zip.ts";
import { BEGUN_AT_MS, CAMPAIGN, keyOf, recordNamed, TOWN } from "../cast.ts";
import { bytesFrom } from "../fixed-random.ts";
import { SAMPLES, SMALL } from "../kind-samples.ts";

/** PIN of the good backup. */
export const BACKUP_PIN = "vector pin 2021";

/** `restore`: refused only when a workspace is made from it. */
export type BadBackupCase = Readonly<{ name: string; about: string; bytes: Buffer; by: "reading" | "restore" }>;

const person = recordNamed("person");

/** Writes the workspace's database and its original. */
async function makeWorkspace(folder: string): Promise<Pick<BackupSource, "database" | "keys" | "media">> {
  mkdirSync(folder, { recursive: true });
  const draw = bytesFrom("backup");
  const clock = { nowMs: BEGUN_AT_MS };
  const world = { nowMs: () => (clock.nowMs += 1000), randomHex: (bytes: number) => draw(bytes).toString("hex") };
  const photo = await makeMedium(join(folder, "originals"), Buffer.concat([Buffer.from("ffd8ff", "hex"), draw(400)]));
  const facts = {
    role: "unit",
    unit: TOWN,
    campaign: CAMPAIGN,
    campaignDocument: "5".repeat(64),
    root: keyOf("root"),
    selfKey: keyOf("town-1"),
    device: "一号电脑",
    person,
  } as const;
  const store = createStore(join(folder, "live.db"), world, facts);
  const attachment = { sha256: photo.sha256, sizeBytes: photo.sizeBytes, name: "现场.jpg", mime: "image/jpeg", class: "photo" };
  const words = { unit: TOWN, audience: "county" } as const;
  store.append([
    { ...words, kind: "person", record: person, value: SAMPLES["person"]?.good ?? null },
    { ...words, kind: "activity", record: recordNamed("a"), value: { ...SMALL, attachments: [attachment] } },
    { ...words, kind: "activity", record: recordNamed("b"), value: SMALL },
    { ...words, kind: "activity", record: recordNamed("b"), value: null },
  ]);
  store.addMedia([{ sha256: photo.sha256, sizeBytes: photo.sizeBytes, crc32: photo.crc32, ext: "jpg", mime: "image/jpeg" }]);
  const database = join(folder, "anbao.db");
  await store.copyTo(database, quiet());
  await store.close();
  pack(database);
  const keys = join(folder, "keys.json");
  const seed = sha256("anbao vector key town-1");
  createKeyring(
    keys,
    keyOf("town-1"),
    person,
    BACKUP_PIN,
    { seed, identity: `AGE-SECRET-KEY-1${"Q".repeat(58)}` },
    { cost: { n: 16, r: 8, p: 1 }, randomHex: world.randomHex },
  );
  return { database, keys, media: [photo] };
}

/** Small pages, to keep the vector small. */
function pack(database: string): void {
  const db = new Database(database);
  db.pragma("journal_mode = DELETE");
  db.pragma("page_size = 512");
  db.exec("VACUUM");
  db.close();
}

function stateOf(database: string): BackupSource["statement"] {
  const office = { role: "unit", unit: TOWN, unitName: "城关镇", campaign: CAMPAIGN, device: "一号电脑" } as const;
  return { madeAtMs: BEGUN_AT_MS + 86_400_000, programVersion: "0.1.0", ...office, ...examineCopy(database) };
}

/** The good backup. */
export async function goodBackup(folder: string): Promise<Buffer> {
  const source = await makeWorkspace(join(folder, "workspace"));
  const path = join(folder, "unit.anbao-backup");
  await writeBackup({ ...source, statement: stateOf(source.database) }, path, `${path}.part`, quiet());
  return readFileSync(path);
}

/** A database with no more than what is looked at before a workspace opens it: no entries, no records. */
function emptyDatabase(folder: string, version: number, tables = true): Buffer {
  const path = join(folder, "empty.db");
  rmSync(path, { force: true });
  const db = new Database(path);
  db.pragma("page_size = 512");
  if (tables) {
    db.exec("CREATE TABLE fact (name TEXT, value TEXT); CREATE TABLE entry (hash BLOB);");
    db.exec("CREATE TABLE record (unit, kind, record, status, value, heads, needs_check, waiting, newer, conflicts)");
  }
  db.pragma(`user_version = ${version}`);
  db.close();
  return readFileSync(path);
}

type Members = Record<string, Buffer>;

/** A backup of these members, its checksums right. */
function backupOf(members: Members): RawMember[] {
  const sums = Object.entries(members).map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`);
  return [
    { name: "manifest-sha256.txt", content: Buffer.from(sums.join("")) },
    ...Object.entries(members).map(([name, content]) => ({ name, content })),
  ];
}

/** All bad backups; most on a database of three empty tables. */
export function badBackups(folder: string): readonly BadBackupCase[] {
  const database = emptyDatabase(folder, 5);
  const photo = Buffer.from("photo");
  const statement: BackupStatement = {
    madeAtMs: BEGUN_AT_MS,
    programVersion: "0.1.0",
    role: "unit",
    unit: TOWN,
    unitName: "城关镇",
    campaign: CAMPAIGN,
    device: "一号电脑",
    entriesDigest: sha256(""),
    stateDigest: "0".repeat(64),
    entries: 0,
    records: 0,
    media: 1,
    mediaBytes: 5,
    leftOut: [],
  };
  const state = (more: object = {}) => Buffer.from(`${canonicalJson({ format: 1, ...statement, ...more } as never)}\n`);
  const good: Members = {
    "backup.json": state(),
    "keys.json": Buffer.from("{}"),
    "anbao.db": database,
    [`media/${sha256(photo)}`]: photo,
  };
  const whole = rawZip(backupOf(good));
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([one]) => one !== name));
  const spoiled = (change: (list: RawMember[]) => void) => {
    const list = takeApart(whole);
    change(list);
    return rawZip(list);
  };
  const content = (list: RawMember[], index: number, bytes: Buffer) => void Object.assign(list[index] ?? {}, { content: bytes });
  const bad = (name: string, about: string, bytes: Buffer, by: BadBackupCase["by"] = "reading"): BadBackupCase => ({
    name,
    about,
    bytes,
    by,
  });
  return [
    bad("no-zip", "a text that carries the ending of a backup", Buffer.from("这不是备份\n")),
    bad("empty", "an empty file", Buffer.alloc(0)),
    bad("cut", "a backup that was cut off", whole.subarray(0, -30)),
    bad("newer", "a backup of a later format", rawZip(backupOf({ ...good, "backup.json": state({ format: 2 }) }))),
    bad(
      "statement-further-member",
      "a statement with a further member",
      rawZip(backupOf({ ...good, "backup.json": state({ extra: 1 }) })),
    ),
    bad("statement-no-json", "a statement that is no JSON", rawZip(backupOf({ ...good, "backup.json": Buffer.from("backup") }))),
    bad("without-keys", "a backup without its keys", rawZip(backupOf(without("keys.json")))),
    bad("without-database", "a backup without its database", rawZip(backupOf(without("anbao.db")))),
    bad("further-name", "a backup with a file of another name", rawZip(backupOf({ ...good, "x.exe": photo }))),
    bad("path-outside", "a backup with a path outside", rawZip(backupOf({ ...good, "../anbao.db": photo }))),
    bad(
      "unlisted",
      "a file that the checksums do not name",
      spoiled((list) => void list.push({ name: `media/${"a".repeat(64)}`, content: photo })),
    ),
    bad(
      "listed-twice",
      "a checksum that stands twice",
      spoiled((list) => content(list, 0, Buffer.from(String(list[0]?.content).replace(/^(.*\n)/, "$1$1")))),
    ),
    bad(
      "flip-statement",
      "a changed statement",
      spoiled((list) => content(list, 1, Buffer.concat([list[1]?.content ?? photo, Buffer.from(" ")]))),
    ),
    bad(
      "flip-keys",
      "changed keys",
      spoiled((list) => content(list, 2, Buffer.from("[]"))),
      "restore",
    ),
    bad(
      "flip-database",
      "one bit of the database changed",
      spoiled((list) => content(list, 3, flipped(database))),
      "restore",
    ),
    bad(
      "flip-media",
      "a changed original",
      spoiled((list) => content(list, 4, Buffer.from("phot0"))),
      "restore",
    ),
    bad(
      "media-misnamed",
      "an original under the name of another",
      rawZip(backupOf({ ...without(`media/${sha256(photo)}`), [`media/${"a".repeat(64)}`]: photo })),
      "restore",
    ),
    bad("database-none", "a database that is none", rawZip(backupOf({ ...good, "anbao.db": photo })), "restore"),
    bad(
      "database-of-another",
      "a database of another program",
      rawZip(backupOf({ ...good, "anbao.db": emptyDatabase(folder, 5, false) })),
      "restore",
    ),
    bad(
      "digest-differs",
      "a database that holds other entries than the statement says",
      rawZip(backupOf({ ...good, "backup.json": state({ entriesDigest: "1".repeat(64) }) })),
      "restore",
    ),
    bad(
      "schema-newer",
      "a database of a later program",
      rawZip(backupOf({ ...good, "anbao.db": emptyDatabase(folder, 999) })),
      "restore",
    ),
  ];
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[600] = (copy[600] ?? 0) ^ 1;
  return copy;
}
