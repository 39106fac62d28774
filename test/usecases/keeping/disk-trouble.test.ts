// A folder that may not be written and a disk that is full: told as such, the store whole, nothing half-written.
// Runs the command line bound by permissions (root may write anything) and under the system's own limit of file sizes.
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { createWorkspace } from "../../../src-main/compose/door.ts";
import { openDatabase, inTransaction } from "../../../src-main/store/db/database.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { codeOf } from "../../support/codes.ts";
import { contentsBelow, filesBelow, leftovers } from "../../support/offices/disk-state.ts";
import { activity, PIN, seasonClock, surroundingsOf, TOWN } from "../../support/offices/office.ts";
import { BOUND_BY_PERMISSIONS, jsonOf, problemOf, type RunOptions } from "../../support/run-cli.ts";
import { picture } from "../../support/made/sample-files.ts";
import { sharedFolder, tempFolder } from "../../support/temp-folder.ts";

// Every step starts processes of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const shared = sharedFolder();
const made = { folder: "", home: "", value: "", photo: "" };

beforeAll(async () => {
  made.folder = await shared();
  Object.assign(made, { home: join(made.folder, "数据"), value: join(made.folder, "活动.json") });
  await (
    await createWorkspace(
      { folder: made.home, role: "unit", unit: TOWN, campaign: "builtin:2021-gaotai", device: "一号", person: "甲", pin: PIN },
      surroundingsOf(seasonClock()),
    )
  ).close();
  writeFileSync(made.value, JSON.stringify(activity("宣讲")));
  made.photo = await picture(made.folder, "照片.png", 5);
});

const put = (...more: string[]): string[] => ["record", "put", made.home, "--kind", "activity", "--from", made.value, ...more];

describe("a folder that may not be written", () => {
  test("a workspace in it: refused, and not a byte is touched", async () => {
    const closed = join(made.folder, "不可写");
    copyTree(made.home, closed);
    for (const name of readdirSync(closed, { recursive: true, encoding: "utf8" }).concat("")) {
      const path = join(closed, name);
      chmodSync(path, statSync(path).isDirectory() ? 0o500 : 0o400);
    }
    const before = contentsBelow(closed);
    const args = put("--attach", made.photo).map((arg) => (arg === made.home ? closed : arg));
    expect((await problemOf(args, BOUND_BY_PERMISSIONS)).code).toBe("disk-read-only");
    expect(contentsBelow(closed)).toEqual(before);
  });

  test("a new workspace in it, an export into it", async () => {
    const closed = join(made.folder, "只读");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    expect(
      (
        await problemOf(
          ["init", join(closed, "新"), "--role", "unit", "--unit", TOWN, "--campaign", "builtin:2021-gaotai"],
          BOUND_BY_PERMISSIONS,
        )
      ).code,
    ).toBe("disk-read-only");
    const mine = join(made.folder, "我的");
    mkdirSync(mine);
    await jsonOf(
      ["init", join(mine, "数据"), "--role", "unit", "--unit", TOWN, "--campaign", "builtin:2021-gaotai"],
      BOUND_BY_PERMISSIONS,
    );
    expect((await problemOf(["export", join(mine, "数据"), "--to", closed], BOUND_BY_PERMISSIONS)).code).toBe("disk-read-only");
    expect(readdirSync(closed)).toEqual([]);
    expect(leftovers(join(mine, "数据"))).toEqual([]);
  });
});

describe("a disk that takes no more", () => {
  const limited = (bytes: number): RunOptions => ({ wrapper: ["prlimit", `--fsize=${bytes}`] });

  test("an attachment: refused, no file and no entry is left", async () => {
    const large = join(made.folder, "大.txt");
    writeFileSync(large, "安全生产\n".repeat(60_000));
    const before = (await jsonOf(["check", made.home], { pin: null })) as Record<string, unknown>;
    const files = filesBelow(join(made.home, "media"));
    expect((await problemOf(put("--attach", large), limited(400_000))).code).toBe("disk-full");
    expect(await jsonOf(["check", made.home, "--read-media"], { pin: null })).toEqual(before);
    expect(filesBelow(join(made.home, "media"))).toEqual(files);
    expect(leftovers(made.home)).toEqual([]);
  });

  test("the store itself: the transaction is taken back, and what was written before is whole", async () => {
    const path = join(await tempFolder(), "a.db");
    const db = openDatabase(path);
    inTransaction(db, () => db.prepare("INSERT INTO fact (name, value) VALUES ('a', 'kept')").run());
    db.pragma(`max_page_count = ${(db.pragma("page_count", { simple: true }) as number) + 2}`);
    const insert = db.prepare("INSERT INTO fact (name, value) VALUES (?, ?)");
    const fill = () =>
      inTransaction(db, () => Array.from({ length: 100 }, (_, index) => insert.run(`n${index}`, "安".repeat(2000))));
    expect(await codeOf(fill)).toBe("disk-full");
    expect(db.prepare("SELECT name, value FROM fact").all()).toEqual([{ name: "a", value: "kept" }]);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  });

  test("an export: no half bundle in the folder", async () => {
    const stick = join(made.folder, "U盘");
    mkdirSync(stick);
    expect((await problemOf(["export", made.home, "--to", stick, "--plain"], limited(20_000))).code).toMatch(/^disk-full$/);
    expect(readdirSync(stick)).toEqual([]);
    expect(leftovers(made.home)).toEqual([]);
  });
});
