// What a clerk may type, attach or name: refused with its own code and everything as before, or kept exactly as typed.
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createWorkspace, openWorkspace, type Created } from "../../../src-main/compose/door.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { codeOf } from "../../support/codes.ts";
import { contentsBelow, filesBelow, leftovers, workspaceState } from "../../support/offices/disk-state.ts";
import { activity, openOffice, PIN, record, seasonClock, surroundingsOf, TOWN } from "../../support/offices/office.ts";
import { falsePhoto, picture } from "../../support/made/sample-files.ts";
import { sharedFolder, tempFolder } from "../../support/temp-folder.ts";

const shared = sharedFolder();
const made: { folder: string; home: string; town: Created } = {} as never;
const request = { role: "unit", unit: TOWN, campaign: "builtin:2021-gaotai", device: "一号", person: "甲", pin: PIN } as const;
const quick = surroundingsOf(seasonClock());

beforeAll(async () => {
  made.folder = await shared();
  made.home = join(made.folder, "城关 镇🏠");
  made.town = await createWorkspace({ ...request, folder: made.home }, quick);
  return () => made.town.close();
});

/** A put that fails with this code and leaves nothing. */
async function expectRefused(value: JsonObject, code: string, files: readonly string[] = []): Promise<void> {
  const before = workspaceState(made.home, made.town.ws);
  expect(
    await codeOf(() => putRecord(made.town.ws, { kind: "activity", value, files: files.map((path) => ({ path })) }, UNWATCHED)),
  ).toBe(code);
  expect(workspaceState(made.home, made.town.ws)).toEqual(before);
  expect(leftovers(made.home)).toEqual([]);
}

describe("text", () => {
  test.each([
    ["10,000 characters", "安".repeat(10_000), "record-invalid"],
    ["nothing", "", "record-invalid"],
    ["half a character", "安\ud83d全", "value-text-malformed"],
    ["NUL", "安\0全", "value-text-malformed"],
  ])("a title of %s is refused", (_name, title, code) => expectRefused(activity(title), code));

  test.each([
    ["markup", "<script>alert(1)</script><b>安全</b>&amp;"],
    ["a formula", '=HYPERLINK("http://x")'],
    ["emoji and families", "🎤👨‍👩‍👧‍👦🇨🇳"],
    ["bidi and zero width", "\u202e安\u200b全\u2066"],
    ["rare characters", "䶮𬭎𠮷"],
    ["what looks like SQL", "'); DROP TABLE entry; --"],
  ])("a title of %s is kept as typed", async (_name, title) => {
    const key = await record(made.town.ws, title);
    expect(made.town.ws.store.record(key)).toMatchObject({ title, value: { title } });
  });

  test("members that no schema knows, figures that are no counts, days that are none", async () => {
    await expectRefused(activity("多余", { surprise: 1 }), "record-invalid");
    await expectRefused(activity("负数", { metrics: { sessions: -1 } }), "record-invalid");
    await expectRefused(activity("小数", { metrics: { sessions: 1.5 } }), "value-number-unsafe");
    await expectRefused(activity("没有这一天", { startsAt: "2021-02-30T09:00" }), "record-invalid");
    await expectRefused(activity("没有这一类", { code: "99999" }), "catalogue-unknown");
  });

  test("days and times that lie before those they must follow", async () => {
    await expectRefused(activity("倒着", { startsAt: "2021-06-03T11:00", endsAt: "2021-06-03T09:00" }), "record-out-of-order");
    const value = {
      level: "general",
      source: "self-check",
      content: "灭火器失效",
      foundOn: "2021-05-31",
      place: "粮站",
      attachments: [],
    };
    const put = (rectifiedOn: string) =>
      codeOf(() => putRecord(made.town.ws, { kind: "hazard", value: { ...value, rectifiedOn } }, UNWATCHED));
    expect([await put("2021-05-20"), await put("2021-05-31")]).toEqual(["record-out-of-order", "done"]);
  });

  test("a value too large for one record is refused whole", () =>
    expectRefused(
      activity("大", { fields: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, "安".repeat(1999)])) }),
      "value-too-large",
    ));

  test("kinds that a township may not write, and kinds that are none", async () => {
    expect(await codeOf(() => putRecord(made.town.ws, { kind: "enrolment", value: {} }, UNWATCHED))).toBe("record-not-yours");
    expect(await codeOf(() => putRecord(made.town.ws, { kind: "constructor", value: {} }, UNWATCHED))).toBe(
      "record-unknown-kind",
    );
  });
});

describe("files", () => {
  test("a photo that is a text file", () => expectRefused(activity("假照片"), "media-type-mismatch", [falsePhoto(made.folder)]));
  test("a folder, an empty file, a file that is not there", async () => {
    writeFileSync(join(made.folder, "空.jpg"), "");
    await expectRefused(activity("文件夹"), "file-is-folder", [made.folder]);
    await expectRefused(activity("空"), "file-empty", [join(made.folder, "空.jpg")]);
    await expectRefused(activity("没有"), "file-not-found", [join(made.folder, "没有.jpg")]);
  });
  test("one bad file among good ones: none is kept", async () => {
    await expectRefused(activity("一个坏的"), "media-type-mismatch", [
      await picture(made.folder, "好.png", 11),
      falsePhoto(made.folder),
    ]);
  });
  test("the same photo twice is one attachment, and one file", async () => {
    const photo = await picture(made.folder, "同一张.jpg", 12);
    copyFileSync(photo, join(made.folder, "副本.jpg"));
    const key = await record(made.town.ws, "两份", {}, [photo, join(made.folder, "副本.jpg")]);
    expect(made.town.ws.store.record(key)?.value?.["attachments"]).toHaveLength(1);
  });
  test("a name of 255 bytes, of blanks and of emoji", async () => {
    const names = [`${"照".repeat(83)}.jpg`, " .jpg", "🧯🧯.jpg"];
    const files = await Promise.all(names.map((name, index) => picture(made.folder, name, 20 + index)));
    const key = await record(made.town.ws, "怪名", {}, files);
    expect(made.town.ws.store.record(key)?.value?.["attachments"]).toMatchObject(names.map((name) => ({ name })));
  });
});

describe("workspaces", () => {
  test("a second program on the same workspace is told so; the first goes on", async () => {
    expect(await codeOf(() => openWorkspace(made.home, PIN, quick))).toBe("workspace-busy");
    await record(made.town.ws, "仍可保存");
  });

  test("init over an existing workspace, with a weak PIN, for an unknown unit, with a bad campaign: nothing is made or touched", async () => {
    const before = contentsBelow(join(made.home, "media"));
    expect(await codeOf(() => createWorkspace({ ...request, folder: made.home }, quick))).toBe("workspace-exists");
    const folder = join(made.folder, "新");
    const bad = {
      text: join(made.folder, "方案.json"),
      gbk: join(made.folder, "gbk.json"),
      shape: join(made.folder, "shape.json"),
    };
    writeFileSync(bad.text, "不是 JSON");
    writeFileSync(bad.gbk, Buffer.from([0x22, 0xb0, 0xb2, 0xc8, 0xab, 0x22]));
    writeFileSync(bad.shape, '{"id":"x"}');
    const cases: [Partial<Parameters<typeof createWorkspace>[0]>, string][] = [
      [{ pin: "123456" }, "pin-weak"], [{ pin: "短" }, "pin-weak"], [{ unit: "no-such" }, "unit-unknown"], [{ campaign: "builtin:none" }, "file-not-found"], [{ campaign: made.folder }, "file-is-folder"],
      [{ campaign: bad.text }, "campaign-invalid"], [{ campaign: bad.gbk }, "campaign-invalid"], [{ campaign: bad.shape }, "campaign-invalid"],
    ]; // prettier-ignore
    for (const [change, code] of cases)
      expect([change, await codeOf(() => createWorkspace({ ...request, folder, ...change }, quick))]).toEqual([change, code]);
    expect(filesBelow(folder)).toEqual([]);
    expect(contentsBelow(join(made.home, "media"))).toEqual(before);
  });

  test("a lone key file is never written over", async () => {
    const folder = await tempFolder();
    writeFileSync(join(folder, "keys.json"), "{}");
    expect(await codeOf(() => createWorkspace({ ...request, folder }, quick))).toBe("workspace-exists");
    expect(filesBelow(folder)).toEqual(["keys.json"]);
  });

  test("a folder that holds none", async () =>
    expect(await codeOf(() => openWorkspace(made.folder, PIN, quick))).toBe("workspace-not-found"));

  test("without PIN it can be read and drafts are kept; what signs says so; a wrong PIN opens nothing", async () => {
    const folder = join(await tempFolder(), "a");
    await (await openOffice(folder, TOWN)).close();
    const locked = await openWorkspace(folder, undefined, quick);
    expect(locked.ws.store.facts().unit).toBe(TOWN);
    expect(await codeOf(() => locked.ws.unlocked())).toBe("pin-missing");
    await locked.close();
    const wrong = await openWorkspace(folder, "不是这个口令", quick);
    expect(await codeOf(() => wrong.ws.unlocked())).toBe("pin-wrong");
    await wrong.close();
    writeFileSync(join(folder, "keys.json"), "{");
    const damaged = await openWorkspace(folder, PIN, quick);
    expect(await codeOf(() => damaged.ws.unlocked())).toBe("key-file-damaged");
    await damaged.close();
  });

  test("a path of more than 260 characters, with Chinese, blanks and emoji", async () => {
    const folder = join(
      await tempFolder(),
      ...Array.from({ length: 5 }, (_, index) => `${index} 报送🧯${"long folder name ".repeat(3)}`),
    );
    mkdirSync(folder, { recursive: true });
    expect(join(folder, "数据").length).toBeGreaterThan(260);
    const office = await openOffice(join(folder, "数据"), TOWN);
    await record(office.ws, "长路径", {}, [await picture(folder, "照 片🎤.jpg", 30)]);
    expect((await checkWorkspace(office.ws, true, UNWATCHED)).problems).toEqual([]);
  });

  test("a path that SQLite cannot open is said to be too long, and nothing is left there", async () => {
    const top = await tempFolder();
    const folder = join(top, ...Array.from({ length: 5 }, () => "安".repeat(60)));
    expect(await codeOf(() => createWorkspace({ ...request, folder }, quick))).toBe("path-too-long");
    expect(filesBelow(top)).toEqual([]);
  });

  test("a store cut in half is damaged, and stays as it is", async () => {
    const folder = join(await tempFolder(), "a");
    await (await openOffice(folder, TOWN)).close();
    truncateSync(join(folder, "anbao.db"), 8192);
    const before = contentsBelow(folder)["anbao.db"];
    expect(await codeOf(async () => (await openWorkspace(folder, PIN, quick)).ws.store.digests())).toBe("workspace-damaged");
    expect(contentsBelow(folder)["anbao.db"]).toBe(before);
  });
});
