// What the project says of itself in several places agrees; no licence and no person is claimed before the owner chooses.
import { expect, test } from "vitest";
import { listFiles, readText } from "../support/tree.ts";

type Manifest = Readonly<{
  name: string;
  version: string;
  license: string;
  author: string;
  engines?: Readonly<{ node?: string }>;
}>;
type Lock = Manifest & Readonly<{ packages: Readonly<Record<string, Manifest>> }>;

const manifest = JSON.parse(readText("package.json") ?? "{}") as Manifest;
const lock = JSON.parse(readText("package-lock.json") ?? "{}") as Lock;
const builder = readText("electron-builder.yml") ?? "";
const readme = readText("README.md") ?? "";

test("the version stands in package.json; the lock file, the packer and the README have no other", () => {
  expect([lock.version, lock.packages[""]?.version]).toEqual([manifest.version, manifest.version]);
  expect(/^(version|buildVersion):/m.exec(builder)?.[0]).toBeUndefined();
  const named = [...readme.matchAll(/(?:安报|anbao)[ -]v?(\d+\.\d+\.\d+)/gi)].map(([, version]) => version);
  expect(named.filter((version) => version !== manifest.version)).toEqual([]);
});

test("no licence is claimed until the owner chooses one", () => {
  expect([manifest.license, lock.packages[""]?.license]).toEqual(["UNLICENSED", "UNLICENSED"]);
  expect(listFiles().filter((path) => /^(LICEN[CS]E|COPYING)/i.test(path))).toEqual([]);
  const NAMES = /\b(Apache-2|MIT|BSD-[23]|GPL-[23]|MPL-2|MulanPSL)\b/;
  expect(/^copyright:(.*)$/m.exec(builder)?.[1]).not.toMatch(NAMES);
  expect(readme).not.toMatch(/licen[cs]ed under|许可证：/i);
});

test("the author is the project, no person and no address that could be anybody's", () => {
  expect([manifest.author, /^ {2}maintainer: (\S+)/m.exec(builder)?.[1]]).toEqual(["Anbao", "Anbao"]);
  expect(/maintainer: .*<(.*)>/.exec(builder)?.[1] ?? "x@anbao.invalid").toMatch(/\.invalid$/);
});

test("npm speaks of errors only: its warnings are about its own Node, not the one that runs the project", () => {
  expect(readText(".npmrc")).toMatch(/^loglevel=error$/m);
  expect([manifest.engines?.node, lock.packages[""]?.engines?.node]).toEqual([">=20", ">=20"]);
  expect(readme).toContain("Node 20 or later");
});
