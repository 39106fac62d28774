// BagIt 1.0 (RFC 8493) as a table of cases: what the RFC forbids is refused, and where ours is stricter the table says so.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { codeOf } from "../support/codes.ts";
import { makeBundle, quiet, sha256, testKey } from "../support/made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../support/made/raw-zip.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";

const folder = sharedFolder();
const made: { members?: readonly RawMember[] } = {};

/** Texts of the tag files and lists, to be changed. */
type Bag = { members: RawMember[]; text(name: string): string; set(name: string, text: string): void; drop(name: string): void };

async function goodBag(): Promise<Bag> {
  made.members ??= takeApart(await readFile((await makeBundle(await folder())).path));
  const members = made.members.map((member) => ({ ...member }));
  const at = (name: string): RawMember => members.find((member) => member.name === name) as RawMember;
  return {
    members,
    text: (name) => String(at(name).content),
    set: (name, text) => {
      if (members.some((member) => member.name === name)) at(name).content = Buffer.from(text);
      else members.push({ name, content: Buffer.from(text) });
    },
    drop: (name) => void members.splice(members.indexOf(at(name)), 1),
  };
}

/** Makes the tag manifest and its signature anew, as a sender would who knows no better. */
function sign(bag: Bag): void {
  const names = bag.members
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith("data/") && !name.startsWith("tagmanifest"));
  signText(
    bag,
    names
      .sort()
      .map((name) => `${sha256(bag.text(name))}  ${name}\n`)
      .join(""),
  );
}

function signText(bag: Bag, tagManifest: string): void {
  bag.set("tagmanifest-sha256.txt", tagManifest);
  bag.set("tagmanifest-sha256.txt.sig", testKey("sender").signer.sign("anbao-bundle@v1", Buffer.from(tagManifest)));
}

async function judge(change: (bag: Bag) => void, signed = true): Promise<string> {
  const bag = await goodBag();
  change(bag);
  if (signed) sign(bag);
  const place = await tempFolder();
  const path = join(place, "bag.anbao");
  await writeFile(path, rawZip(bag.members));
  return codeOf(() => verifyBundle(path, { stagingDir: join(place, "staging"), progress: quiet() }));
}

const MANIFEST = "manifest-sha256.txt";
const edit = (name: string, how: (text: string) => string) => (bag: Bag) => bag.set(name, how(bag.text(name)));
const firstLine = (text: string): string => `${text.split("\n")[0] ?? ""}\n`;

test("nothing changed: the bag is good, and signing it anew gives the same bag", async () => {
  expect(await judge(() => undefined, false)).toBe("done");
  expect(await judge(() => undefined)).toBe("done");
});

/** [RFC section, what, change]. */
type Case = readonly [string, string, (bag: Bag) => void];

const FORBIDDEN: readonly Case[] = [
  ["2.1.1", "no bagit.txt", (bag) => bag.drop("bagit.txt")],
  ["2.1.1", "another version", edit("bagit.txt", (text) => text.replace("1.0", "2.0"))],
  ["2.1.1", "no version", edit("bagit.txt", (text) => text.replace(/^BagIt-Version.*\n/, ""))],
  ["2.1.1", "a byte-order mark", edit("bagit.txt", (text) => `\ufeff${text}`)],
  ["2.1.1", "another encoding than the text is in", edit("bagit.txt", (text) => text.replace("UTF-8", "UTF-16"))],
  ["2.1.3", "no payload manifest", (bag) => bag.drop(MANIFEST)],
  ["2.1.3", "a payload file that the manifest does not name", edit(MANIFEST, (text) => text.replace(firstLine(text), ""))],
  ["2.1.3", "a file that is not there", edit(MANIFEST, (text) => `${text}${"0".repeat(64)}  data/paper/other.pdf\n`)],
  [
    "2.1.3",
    "a digest that is not the file's",
    edit(MANIFEST, (text) => text.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))),
  ],
  ["2.1.3", "one file twice", edit(MANIFEST, (text) => `${firstLine(text)}${text}`)],
  ["2.1.3", "a path outside the bag", edit(MANIFEST, (text) => text.replace("data/bundle.json", "data/../../bundle.json"))],
  ["2.1.3", "an absolute path", edit(MANIFEST, (text) => text.replace("data/bundle.json", "/data/bundle.json"))],
  ["2.1.3", "a path of a home folder", edit(MANIFEST, (text) => text.replace("data/bundle.json", "~/bundle.json"))],
  ["2.2.1", "a tag manifest that names itself", (bag) => signText(bag, `${"0".repeat(64)}  tagmanifest-sha256.txt\n`)],
  [
    "2.2.2",
    "a Payload-Oxum that is not the payload's",
    edit("bag-info.txt", (text) => text.replace(/(Payload-Oxum: \d+)\.\d+/, "$1.99")),
  ],
  ["2.2.3", "files to be fetched", (bag) => bag.set("fetch.txt", "https://x.invalid/a 1 data/paper/a.pdf\n")],
  ["3", "a changed payload file", edit("data/index.html", (text) => `${text} `)],
];

describe("what the RFC forbids is refused", () => {
  test.each(FORBIDDEN)("§%s: %s", async (section, _, change) => {
    expect(["bundle-hostile", "bundle-changed"]).toContain(await judge(change, section !== "2.2.1"));
  });
});

const STRICTER: readonly Case[] = [
  ["2.1.1", "version 0.97, which RFC tools may still read", edit("bagit.txt", (text) => text.replace("1.0", "0.97"))],
  ["2.1.3", "digests in capitals", edit(MANIFEST, (text) => text.replace(/^[0-9a-f]{64}/, (digest) => digest.toUpperCase()))],
  ["2.1.3", "one space, or a tab, between digest and path", edit(MANIFEST, (text) => text.replaceAll("  data/", " data/"))],
  ["2.1.3", "the mark of md5sum for binary files", edit(MANIFEST, (text) => text.replaceAll("  data/", " *data/"))],
  ["2.1.3", "lines in another order", edit(MANIFEST, (text) => `${text.trim().split("\n").reverse().join("\n")}\n`)],
  ["2.1.3", "lines that end in CR LF", edit(MANIFEST, (text) => text.replaceAll("\n", "\r\n"))],
  [
    "2.1.3",
    "a second manifest by another algorithm",
    (bag) => bag.set("manifest-md5.txt", `${"0".repeat(32)}  data/bundle.json\n`),
  ],
  ["2.2.2", "further lines in bag-info.txt", edit("bag-info.txt", (text) => `${text}Contact-Name: x\n`)],
  ["2.2.4", "further tag files", (bag) => bag.set("notes.txt", "x")],
  ["2.2.4", "no tag manifest", (bag) => void (bag.drop("tagmanifest-sha256.txt"), bag.drop("tagmanifest-sha256.txt.sig"))],
];

describe("where one spelling is asked for although the RFC has several", () => {
  test.each(STRICTER)("§%s: %s", async (_, what, change) => {
    const signed = what !== "no tag manifest";
    expect(["bundle-hostile", "bundle-changed"]).toContain(await judge(change, signed));
  });
});
