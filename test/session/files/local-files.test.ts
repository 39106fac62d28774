// Texts that a person saved with an editor of Windows say the same as with any other: UTF-8 or UTF-16, with a mark or without, CRLF or LF.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPin } from "../../../src-main/cli/session.ts";
import {
  decodeText,
  emptyFolder,
  readCampaignFile,
  readCardFile,
  readIdentities,
} from "../../../src-main/session/files/local-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const IDENTITY = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
const BIG_ENDIAN = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16();
const SAVED: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ["UTF-8", (text) => Buffer.from(text)],
  ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16, the other way round", BIG_ENDIAN],
];

describe.each(SAVED)("saved as %s", (_, save) => {
  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
  ])("with %s: an identity, a card and a PIN are found as they were written", async (_ending, end) => {
    const folder = await tempFolder();
    const path = (name: string, text: string) => {
      writeFileSync(join(folder, name), save(text));
      return join(folder, name);
    };
    expect(readIdentities(path("卡.txt", `${IDENTITY}${end}`))).toEqual([IDENTITY]);
    expect(readCardFile(path("恢复卡.txt", `恢复卡${end}${IDENTITY}${end}`))).toBe(`恢复卡\n${IDENTITY}\n`);
    expect(readPin({ pinFile: path("pin.txt", `口令 2021${end}`) })).toBe("口令 2021");
  });
});

test("a campaign document with a mark is the same document", async () => {
  const path = join(await tempFolder(), "方案.json");
  writeFileSync(path, '\ufeff{"a": "安"}\r\n');
  expect(readCampaignFile(path, path)).toEqual({ a: "安" });
});

test("a mark within a text stays", () => {
  expect(decodeText(Buffer.from("a\ufeffb"))).toBe("a\ufeffb");
});

test("what a scanner holds in the folder for temporary files keeps no workspace from opening; the rest goes", async () => {
  const folder = join(await tempFolder(), "staging");
  mkdirSync(folder);
  for (const name of ["held", "left"]) writeFileSync(join(folder, name), "x");
  const remove = (path: string): void => {
    if (path.endsWith("held")) throw Object.assign(new Error("held"), { code: "EBUSY" });
    rmSync(path);
  };
  expect(emptyFolder(folder, remove)).toBe(folder);
  expect(readdirSync(folder)).toEqual(["held"]);
  emptyFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});
