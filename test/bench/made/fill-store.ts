// Fills a workspace's file with many believable activities, written as rows: what is measured is reading them.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { canonicalJson } from "../../../src-main/domain/json.ts";
import { indexWords } from "../../../src-main/domain/record/search-words.ts";
import { openDatabase, statementsOf, type Statements } from "../../../src-main/store/db/database.ts";

const TITLES = [
  "安全宣传咨询日活动",
  "社区应急疏散演练",
  "企业隐患排查整治",
  "落实安全责任宣讲",
  "消防知识进校园",
  "道路交通警示教育",
];
const PLACES = ["文化广场", "国庆村", "西街社区", "建材市场", "中心小学", "化工园区"];
const UNITS = ["620724100", "620724101", "620724102", "620724103", "620724104"];
const CODES = ["21101", "21206", "22201", "23209", "23302", "23309"];
/** Words that stand in one record of ten thousand. */
export const RARE = ["驼铃", "黑河", "祁连", "骆驼", "胡杨", "戈壁", "沙枣", "酒泉", "临泽", "肃南"];

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** Files that only records name: nobody has them here. */
function filesAt(index: number, count: number) {
  return Array.from({ length: count }, (_, place) => ({
    sha256: createHash("sha256").update(`${index}/${place}`).digest("hex"),
    sizeBytes: 2_000_000,
    name: `IMG_${index}_${place}.jpg`,
    mime: "image/jpeg",
    class: place % 8 === 7 ? "video" : "photo",
    takenAt: "2021-06-01T09:30:00",
  }));
}

function valueAt(index: number, files: number) {
  const day = String((index % 28) + 1).padStart(2, "0");
  const rare = index % 10_000 < RARE.length ? pick(RARE, index) : "";
  return {
    code: pick(CODES, index),
    title: `${pick(TITLES, index)}${index}${rare}`,
    startsAt: `2021-06-${day}T09:00`,
    place: pick(PLACES, index),
    mode: "offline",
    metrics: { sessions: 1, persons: index % 500 },
    attachments: filesAt(index, files),
  };
}

/** Adds `count` records with one entry each to a closed workspace. @param files that each of them names. */
export function fillStore(folder: string, count: number, files = 0): void {
  const db = openDatabase(join(folder, "anbao.db"));
  const statements = statementsOf(db);
  db.pragma("synchronous = OFF");
  const feed = statements("SELECT id FROM feed LIMIT 1").get() as { id: number };
  for (let from = 0; from < count; from += 10_000) {
    db.transaction(() => {
      for (let index = from; index < Math.min(count, from + 10_000); index += 1) addRecord(statements, feed.id, index, files);
    })();
  }
  db.exec("ANALYZE");
  db.close();
}

function addRecord(statements: Statements, feedId: number, index: number, files: number): void {
  const value = valueAt(index, files);
  const text = canonicalJson(value);
  const hash = createHash("sha256").update(String(index)).digest();
  const record = statements(`
    INSERT INTO record (unit, kind, record, status, value, heads, edited_ms, title, code, occurred) VALUES (?, 'activity', ?, 'shown', ?, ?, ?, ?, ?, ?)`).run(
    pick(UNITS, index),
    `r${index}`,
    text,
    hash,
    1_622_500_000_000 + index,
    value.title,
    value.code,
    value.startsAt,
  );
  const entry = statements(
    "INSERT INTO entry (hash, feed_id, seq, record_id, standing, text, salt, value) VALUES (?, ?, ?, ?, 'good', '{}', NULL, ?)",
  ).run(hash, feedId, 1000 + index, record.lastInsertRowid, text);
  statements("UPDATE record SET lead_entry_id = ? WHERE id = ?").run(entry.lastInsertRowid, record.lastInsertRowid);
  const attach = statements("INSERT INTO attachment (record_id, sha256, class, unit, occurred, place) VALUES (?, ?, ?, ?, ?, ?)");
  for (const [place, file] of value.attachments.entries())
    attach.run(record.lastInsertRowid, Buffer.from(file.sha256, "hex"), file.class, pick(UNITS, index), value.startsAt, place);
  statements("INSERT INTO search (rowid, words) VALUES (?, ?)").run(record.lastInsertRowid, indexWords(value));
}
