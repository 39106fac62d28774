// Whatever rots in the database is seen by `check`, told with its record, never handed on as good, and mended as far as it can be.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, describe, expect, test } from "vitest";
import { backupWorkspace } from "../../../src-main/usecases/keeping/backup.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import type { DamageKind } from "../../../src-main/usecases/ports/store/soundness.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { mendWorkspace } from "../../../src-main/usecases/keeping/mend.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { codeOf } from "../../support/codes.ts";
import { handOver, makePair, record, reopenOffice } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { sharedFolder } from "../../support/temp-folder.ts";

const shared = sharedFolder();
const made = { folder: "", bundle: "", copies: 0 };

beforeAll(async () => {
  made.folder = await shared();
  const { county, town } = await makePair(made.folder);
  for (const [title, shade] of [
    ["宣讲", 20],
    ["演练", 90],
  ] as const)
    await record(town.ws, title, {}, [await picture(made.folder, `${title}.png`, shade)]);
  handIn(town.ws, { report: "now" });
  made.bundle = await handOver(made.folder, town.ws);
  await importBundle(county.ws, made.bundle, { means: "usb" }, UNWATCHED);
  await Promise.all([county.close(), town.close()]);
});

/** A copy of an office in which some rows were changed behind the program's back. */
async function rotten(office: "county" | "town", ...sql: string[]): Promise<Workspace> {
  const folder = join(made.folder, `${office}-${(made.copies += 1)}`);
  copyTree(join(made.folder, office), folder);
  const db = new Database(join(folder, "anbao.db"));
  db.pragma("foreign_keys = OFF");
  db.unsafeMode();
  for (const text of sql) expect(db.prepare(text).run().changes, text).toBeGreaterThan(0);
  db.close();
  return (await reopenOffice(folder)).ws;
}

const look = (ws: Workspace) => checkWorkspace(ws, true, UNWATCHED);
const VALUE = `UPDATE entry SET value = replace(value, '"persons":12', '"persons":99') WHERE value LIKE '%宣讲%'`;

/** Each kind of rot, how it is told, and whether the record is named. */
const ROT: readonly (readonly [name: string, sql: string, kind: DamageKind, named: boolean])[] = [
  ["an entry's value", VALUE, "entry", true],
  ["an entry's value that is no JSON", `UPDATE entry SET value = '{"a' WHERE value LIKE '%宣讲%'`, "entry", true],
  ["an entry's salt", `UPDATE entry SET salt = '${"0".repeat(32)}' WHERE value LIKE '%宣讲%'`, "entry", true],
  [
    "an entry's text",
    `UPDATE entry SET text = replace(text, '"kind":"activity"', '"kind":"hazard"') WHERE value LIKE '%宣讲%'`,
    "entry",
    true,
  ],
  ["an entry's text that is no JSON", `UPDATE entry SET text = '{"a' WHERE value LIKE '%宣讲%'`, "entry", true],
  ["an entry's standing", `UPDATE entry SET standing = 'quarantine' WHERE value LIKE '%宣讲%'`, "table", true],
  ["an entry's place", `UPDATE entry SET seq = 77 WHERE value LIKE '%宣讲%'`, "table", true],
  [
    "an entry's record",
    `UPDATE entry SET record_id = (SELECT id FROM record WHERE title = '演练') WHERE value LIKE '%宣讲%'`,
    "table",
    true,
  ],
  [
    "a record's value",
    `UPDATE record SET value = replace(value, '"persons":12', '"persons":99') WHERE title = '宣讲'`,
    "table",
    true,
  ],
  ["a record's title", "UPDATE record SET title = 'x' WHERE title = '宣讲'", "table", true],
  ["a record's unit", "UPDATE record SET unit = '620724999' WHERE title = '宣讲'", "table", true],
  ["whether it is evidenced", "UPDATE record SET evidenced = 0, needs_check = 1 WHERE title = '宣讲'", "table", true],
  ["attachments", "DELETE FROM attachment", "table", true],
  ["the search words", "DELETE FROM search WHERE rowid = (SELECT id FROM record WHERE title = '宣讲')", "table", true],
  ["how many words are searched for", "UPDATE search_docsize SET sz = x'7f'", "table", true],
  ["of which time words are", "UPDATE search_docsize SET origin = origin + 128", "table", true],
  ["how many words there are", "UPDATE search_data SET block = x'7f7f' WHERE id = 1", "table", false],
  ["the county's key", `UPDATE fact SET value = '${"ab".repeat(32)}' WHERE name = 'root'`, "facts", false],
  [
    "a feed's key",
    `UPDATE feed SET key = x'${"ab".repeat(32)}' WHERE id = (SELECT feed_id FROM entry WHERE value LIKE '%宣讲%')`,
    "feed",
    false,
  ],
  ["a feed's end", "UPDATE tip SET seq = seq + 1", "feed", false],
  ["an original's type", "UPDATE media SET mime = 'text/html'", "original-row", true],
];
const COUNTY_ROT: typeof ROT = [
  ["what is handed in", "UPDATE handed_in SET seq = 999", "table", false],
  ["a head's signature", "UPDATE head_signature SET signature = replace(signature, 'U', 'V')", "feed", false],
];

test("sound offices have nothing to tell", async () => {
  for (const office of ["county", "town"] as const)
    expect((await look(await rotten(office, "UPDATE fact SET value = value"))).problems).toEqual([]);
});

describe.each([...ROT.map((one) => ["town", ...one] as const), ...COUNTY_ROT.map((one) => ["county", ...one] as const)])(
  "%s: %s",
  (office, _name, sql, kind, named) => {
    test("is seen, told by its record, and mended", async () => {
      const ws = await rotten(office, sql);
      const { ok, problems } = await look(ws);
      expect(ok).toBe(false);
      expect(problems.map((damage) => damage.kind)).toContain(kind);
      expect(problems.some(({ record: told }) => told?.title === "宣讲" && told.day === "2021-06-01T09:00")).toBe(named);
      if (kind === "facts") {
        expect(await codeOf(() => mendWorkspace(ws, [], UNWATCHED))).toBe("workspace-damaged");
        return;
      }
      const { left } = await mendWorkspace(ws, [], UNWATCHED);
      expect(left.map((damage) => damage.kind)).toEqual(kind === "entry" ? ["lost-entry"] : []);
    });
  },
);

describe("a damaged entry", () => {
  const digestOf = async () => (await rotten("town", "UPDATE fact SET value = value")).store.digests();

  test("is neither exported nor backed up as good, and the drive is not blamed", async () => {
    const ws = await rotten("town", VALUE);
    expect(await codeOf(() => handOver(made.folder, ws))).toBe("entry-damaged");
    expect(await codeOf(() => backupWorkspace(ws, join(made.folder, "a.anbao-backup"), UNWATCHED))).toBe("entry-damaged");
    expect(readdirSync(made.folder).filter((name) => name.includes("anbao-backup"))).toEqual([]);
  });

  test.each([
    ["value", VALUE],
    ["text", `UPDATE entry SET text = '{"a' WHERE value LIKE '%宣讲%'`],
  ])("comes back when the bundle that holds it is read again (%s)", async (_what, sql) => {
    const ws = await rotten("town", sql);
    expect(await mendWorkspace(ws, [], UNWATCHED)).toMatchObject({ healed: 0, lost: 1 });
    expect((await look(ws)).problems).toMatchObject([{ kind: "lost-entry", record: { title: "宣讲" } }]);
    await importBundle(ws, made.bundle, { means: "usb" }, UNWATCHED);
    expect((await look(ws)).problems).toEqual([]);
    expect(ws.store.digests()).toEqual(await digestOf());
    await record(ws, "以后");
    expect(await codeOf(() => handOver(made.folder, ws))).toBe("done");
    expect(ws.store.forks()).toEqual([]);
  });

  test.each(["copy", "backup"])("comes back from a %s", async (source) => {
    const sound = await rotten("town", "UPDATE fact SET value = value");
    const backup = join(made.folder, `${source}.anbao-backup`);
    if (source === "backup") await backupWorkspace(sound, backup, UNWATCHED);
    else await sound.keeping.shelf.keep(1, (path) => sound.store.copyTo(path, UNWATCHED));
    const kept = sound.keeping.shelf.pathOf((await sound.keeping.shelf.list())[0]?.name ?? "");
    const ws = await rotten("town", `UPDATE entry SET text = '{"a' WHERE value LIKE '%宣讲%'`);
    expect(await mendWorkspace(ws, [source === "backup" ? backup : kept], UNWATCHED)).toMatchObject({
      healed: 1,
      lost: 0,
      left: [],
    });
    expect(ws.store.digests()).toEqual(await digestOf());
  });
});
