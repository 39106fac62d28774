// What a page's wishes come to: the system's dialogs ask the person, the data side names and writes, and a page can name no path.
import { fc, test as law } from "@fast-check/vitest";
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Attached, SaveRequest } from "../../../src-main/api/uploads/contract.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { attachFound } from "../../../src-main/shell-electron/page/attach-found.ts";
import { pageAnswers, type AnsweringNeeds } from "../../../src-main/shell-electron/answers/page-answers.ts";

type Answers = Readonly<{
  open?: readonly string[];
  saveAt?: string;
  confirms?: boolean;
  line?: Partial<AnsweringNeeds["line"]>;
}>;

/** Answers over dialogs that a person answers as told; what they showed and what the data side was asked. */
function answersOf({ open = [], saveAt = "", confirms = false, line = {} }: Answers) {
  const shown: (OpenDialogOptions | SaveDialogOptions)[] = [];
  const told: unknown[] = [];
  const asked: string[] = [];
  const answers = pageAnswers({
    showOpenDialog: (options) => (shown.push(options), Promise.resolve({ canceled: open.length === 0, filePaths: [...open] })),
    showSaveDialog: (options) => (shown.push(options), Promise.resolve({ canceled: saveAt === "", filePath: saveAt })),
    line: {
      attach: (files) => (told.push(files), Promise.resolve([])),
      admit: (paths) => void told.push(paths),
      nameToSave: () => Promise.resolve("附件2-城关镇.pdf"),
      save: (request, path) => (told.push([request, path]), Promise.resolve()),
      setUpdateAddress: (address) => (told.push(address), Promise.resolve()),
      ...line,
    },
    downloads: () => "/places/u/下载",
    joinPath: join,
    confirmAddress: (address) => (asked.push(address), Promise.resolve(confirms)),
    report: (error) => (told.push(error), "1a2b3c4d"),
  });
  return { answers, shown, told, asked };
}

const request: SaveRequest = { what: "media", sha256: "ab".repeat(32), name: "../../keys.json" };

test("saving proposes the data side's name in the downloads, and the page is told where the person put it", async () => {
  const { answers, shown, told } = answersOf({ saveAt: "/media/u/U盘/一.pdf" });
  expect(await answers.save(request)).toEqual({ kind: "saved", path: "/media/u/U盘/一.pdf" });
  expect(shown).toMatchObject([{ defaultPath: "/places/u/下载/附件2-城关镇.pdf", filters: [{ extensions: ["pdf"] }, {}] }]);
  expect(told).toEqual([[request, "/media/u/U盘/一.pdf"]]);
});

test("whoever changes their mind, in the dialog or while it is written, is told nothing", async () => {
  const { answers, told } = answersOf({ saveAt: "" });
  expect([await answers.save(request), told]).toEqual([{ kind: "cancelled" }, []]);
  const stopped = answersOf({ saveAt: "/a", line: { save: () => Promise.reject(new Problem("cancelled", {})) } });
  expect(await stopped.answers.save(request)).toEqual({ kind: "cancelled" });
});

test("what cannot be named or written is told as its problem; no dialog is shown for what is not there", async () => {
  const gone = answersOf({ line: { nameToSave: () => Promise.reject(new Problem("save-gone", { name: "甲" })) } });
  expect(await gone.answers.save(request)).toEqual({ kind: "refused", problem: { code: "save-gone", details: { name: "甲" } } });
  expect(gone.shown).toEqual([]);
  const full = answersOf({ saveAt: "/a", line: { save: () => Promise.reject(new Problem("disk-full", { path: "/" })) } });
  expect(await full.answers.save(request)).toMatchObject({ kind: "refused", problem: { code: "disk-full" } });
});

test("what nobody foresaw is logged, and the page gets the id under which it is", async () => {
  const unforeseen = new Error("the window has gone");
  const { answers, told } = answersOf({ saveAt: "/a", line: { save: () => Promise.reject(unforeseen) } });
  expect(await answers.save(request)).toEqual({ kind: "refused", problem: { code: "internal", details: { id: "1a2b3c4d" } } });
  expect(told).toEqual([unforeseen]);
});

test("what was chosen is admitted before the page hears of it; what was cancelled is not", async () => {
  const { answers, shown, told } = answersOf({ open: ["/media/u/U盘"] });
  expect(await answers.choose({ request: "folder", title: "导出到", defaultPath: "/places/u" })).toEqual(["/media/u/U盘"]);
  expect([shown, told]).toMatchObject([[{ title: "导出到", defaultPath: "/places/u" }], [["/media/u/U盘"]]]);
  const cancelled = answersOf({});
  expect([await cancelled.answers.choose({ request: "bundles", title: "" }), cancelled.told]).toEqual([[], []]);
});

test("an address for updates is the person's: they are shown the one that would be used, and no means no", async () => {
  const no = answersOf({});
  expect(await no.answers.setUpdateAddress(" HTTP://192.0.2.10:80/../anbao")).toEqual({ kind: "cancelled" });
  expect([no.asked, no.told]).toEqual([["http://192.0.2.10/anbao/"], []]);
  const yes = answersOf({ confirms: true });
  expect(await yes.answers.setUpdateAddress("http://192.0.2.10/anbao")).toEqual({ kind: "set" });
  expect(yes.told).toEqual(["http://192.0.2.10/anbao/"]);
  const away = answersOf({});
  expect([await away.answers.setUpdateAddress(" "), away.asked, away.told]).toEqual([{ kind: "set" }, [], [""]]);
  const odd = answersOf({ confirms: true });
  expect(await odd.answers.setUpdateAddress("http://192.0.2.10@192.0.2.11/")).toMatchObject({
    kind: "refused",
    problem: { code: "update-address-wrong" },
  });
  expect([odd.asked, odd.told]).toEqual([[], []]);
});

law.prop([
  fc.oneof(fc.anything(), fc.constantFrom("/places/u/Anbao/keys.json", ["/places/u/Anbao/keys.json"], { path: "/a" }, [{}])),
])("what is no request asks nobody", async (odd) => {
  const { answers, shown, told } = answersOf({ open: ["/a"], saveAt: "/a" });
  for (const answer of [answers.choose, answers.attach, answers.save])
    await expect((async () => answer(odd))()).rejects.toMatchObject({ name: "ZodError" });
  expect([shown, told]).toEqual([[], []]);
});

law.prop([fc.array(fc.tuple(fc.boolean(), fc.string({ minLength: 1 })), { maxLength: 12 })])(
  "only files with a path are asked for, and each answer stands where its file stood",
  async (files) => {
    const asked: string[] = [];
    const answers = await attachFound(
      files.map(([onDisk, name], at) => ({ path: onDisk ? `/${at}` : "", name })),
      (found) => {
        asked.push(...found.map(({ path }) => path));
        return Promise.resolve(found.map(({ path, name }): Attached => ({ kind: "ticket", uploadId: path, name, sizeBytes: 1 })));
      },
    );
    expect(asked).toEqual(files.flatMap(([onDisk], at) => (onDisk ? [`/${at}`] : [])));
    expect(answers.map((one) => (one.kind === "ticket" ? one.uploadId : one.kind))).toEqual(
      files.map(([onDisk], at) => (onDisk ? `/${at}` : "no-path")),
    );
  },
);
