// Hostile files cost nothing: refused before their payload is looked at, in under a second of work, with small memory.
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { verifyBundle } from "../../src-main/bundle/verify-bundle.ts";
import { canonicalJson, type JsonObject } from "../../src-main/domain/json.ts";
import { kindOfName } from "../../src-main/bundle/names.ts";
import { codeOf } from "../support/codes.ts";
import { append, headOf, linesOf, makeBundle, makeSource, openFeed, quiet, sha256, testKey } from "../support/make-bundle.ts";
import { rawZip, takeApart, type RawEnd, type RawMember } from "../support/raw-zip.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";
import { writeBundle } from "../../src-main/bundle/write-bundle.ts";

const MOST_MS = 1000;
const MOST_BYTES = 300 * 2 ** 20;

async function judge(folder: string, bytes: Buffer): Promise<string> {
  const path = join(folder, "hostile.anbao");
  await writeFile(path, bytes);
  return judgeFile(folder, path);
}

async function judgeFile(folder: string, path: string): Promise<string> {
  const [work, before] = [process.cpuUsage(), process.memoryUsage().rss];
  const code = await codeOf(() => verifyBundle(path, { stagingDir: join(folder, "staging"), progress: quiet() }));
  // Work of this process, not the clock: other programs may be busy at the same time.
  const { user, system } = process.cpuUsage(work);
  expect((user + system) / 1000).toBeLessThan(MOST_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_BYTES);
  return code;
}

const folder = sharedFolder();
const honest: { members?: RawMember[] } = {};
const members = async (): Promise<RawMember[]> => {
  honest.members ??= takeApart(await readFile((await makeBundle(await folder())).path));
  return honest.members.map((member) => ({ ...member }));
};
const last = (list: RawMember[]): RawMember => list.at(-1) as RawMember;

test("an honest bundle that was taken apart and built again is the same", async () =>
  expect(await judge(await folder(), rawZip(await members()))).toBe("done"));

describe("names", () => {
  const hash = "ab".repeat(32);
  const names = [
    "../evil.txt", "data/../../evil", "/etc/passwd", "C:\\evil.txt", "C:/evil", "\\\\server\\share\\x", "//server/share", "data\\media\\x.jpg", "data/./bundle.json", "data//bundle.json",
    "data/", "data/media/", "DATA/bundle.json", "data/BUNDLE.json", "data/bundle.json ", "data/bundle.json.", "data/bundle.json\0", "data/paper/con.pdf", "data/paper/nul.xlsx", "data/paper/com1.pdf",
    "data/paper/a.pdf:stream", "data/paper/\u202efdp.exe", "data/paper/a\u200b.pdf", "data/paper/a.exe", `data/media/${hash}.html`, `data/media/${hash}.svg`, `data/media/${hash}.exe`, `data/media/${hash.toUpperCase()}.jpg`,
    `data/media/${hash}`, `data/media/${hash}.jpg/x`, `data/preview/${hash}.png`, "data/校验说明.txt ", "data/校驗説明.txt", "data/校验说明.TXT", "", "a".repeat(300), "data/paper/" + "a".repeat(60) + ".pdf",
    "tagmanifest-sha256.txt.SIG", ".bagit.txt", "manifest-md5.txt", "fetch.txt", "__MACOSX/x", "data/paper/.pdf",
  ]; // prettier-ignore

  test.each(names)("%j is in no bundle", async (name) => {
    expect(kindOfName(name)).toBeUndefined();
    expect(await judge(await folder(), rawZip([...(await members()), { name, content: Buffer.from("x") }]))).toBe(
      "bundle-hostile",
    );
  });

  property.prop([fc.string({ unit: "binary", maxLength: 80 })])("no name at random is in the set", (name) => {
    expect(kindOfName(name)).toBeUndefined();
  });

  test("bytes that are no UTF-8, and a name that differs between the headers", async () => {
    expect(await judge(await folder(), rawZip([...(await members()), { name: Buffer.from([0xff, 0xfe, 0x41]) }]))).toBe(
      "bundle-hostile",
    );
    const list = await members();
    last(list).localName = "data/paper/other.pdf";
    expect(["bundle-hostile", "bundle-changed"]).toContain(await judge(await folder(), rawZip(list)));
  });
});

describe("records", () => {
  const cases: readonly [string, (list: RawMember[]) => RawEnd | void][] = [
    ["symlink", (list) => void (last(list).external = 0o120777 * 0x10000)],
    ["folder attribute", (list) => void (last(list).external = 0x10)],
    ["encrypted", (list) => void (last(list).flags = 0x801)],
    ["data descriptor", (list) => void (last(list).flags = 0x808)],
    ["names not marked UTF-8", (list) => void (last(list).flags = 0)],
    ["compressed", (list) => void Object.assign(last(list), { method: 8, content: deflateRawSync(Buffer.alloc(1000)) })],
    ["a time", (list) => void (last(list).date = 0x5332)],
    ["comment of a member", (list) => void (last(list).comment = Buffer.from("x"))],
    ["comment of the file", () => ({ comment: Buffer.from("x") })],
    ["extra field", (list) => void (last(list).extra = Buffer.from([0x75, 0x70, 1, 0, 0]))],
    ["extra field in the local header", (list) => void (last(list).localExtra = Buffer.from([0x75, 0x70, 1, 0, 0]))],
    ["size larger than the file", (list) => void (last(list).size = 0xfffffffe)],
    ["size that claims ZIP64", (list) => void (last(list).size = 0xffffffff)],
    ["size that is too small", (list) => void (last(list).size = 1)],
    ["overlap", (list) => void (last(list).offset = 0)],
    ["the same name twice", (list) => void list.push({ ...last(list) })],
    ["bytes before", () => ({ before: Buffer.from("MZ junk") })],
    ["bytes between members and directory", () => ({ gap: Buffer.alloc(10) })],
    ["count too small", (list) => ({ count: list.length - 1 })],
    ["count too large", (list) => ({ count: list.length + 1 })],
    ["directory offset beyond the file", () => ({ offset: 0xfffffff0 })],
    ["directory size beyond the file", () => ({ size: 0x7fffffff })],
    ["no member", (list) => void list.splice(0)],
  ];

  test.each(cases)("%s", async (_, spoil) => {
    const list = await members();
    const end = spoil(list) ?? {};
    expect(["bundle-hostile", "bundle-changed"]).toContain(await judge(await folder(), rawZip(list, end)));
  });

  test("local header alone lies", async () => {
    for (const lie of [{ localFlags: 0x801 }, { localSize: 5 }] as const) {
      const list = await members();
      Object.assign(last(list), lie);
      expect(await judge(await folder(), rawZip(list))).toBe("bundle-changed");
    }
  });
});

describe("size", () => {
  test("a million members are refused by the count, before the directory is read", async () => {
    const zip64 = rawZip([], {});
    const end = Buffer.alloc(98);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE(45, 12);
    end.writeUInt16LE(45, 14);
    end.writeBigUInt64LE(1_000_000n, 24);
    end.writeBigUInt64LE(1_000_000n, 32);
    end.writeBigUInt64LE(60_000_000n, 40);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(60_000_000n, 64);
    end.writeUInt32LE(1, 72);
    zip64.copy(end, 76, 0, 22);
    end.writeUInt16LE(0xffff, 84);
    end.writeUInt16LE(0xffff, 86);
    end.writeUInt32LE(60_000_000, 88);
    const path = join(await folder(), "million.anbao");
    await writeFile(path, Buffer.from("PK\u0003\u0004"));
    await truncate(path, 60_000_000);
    await writeFile(path, end, { flag: "a" });
    expect(await judgeFile(await folder(), path)).toBe("bundle-too-large");
  });

  test("65,534 members in a small file", async () => {
    const many = Array.from({ length: 65_534 }, (_, index) => ({ name: `data/paper/p${index}.pdf` }));
    const zip = rawZip(many);
    expect(await judge(await folder(), zip)).toBe("bundle-hostile");
  });

  test("a bundle.json of many megabytes of brackets", async () => {
    for (const text of [
      "[".repeat(20_000_000),
      '{"a":'.repeat(4_000_000),
      `{"format":0,"x":"${"[".repeat(20_000_000)}"}\n`,
      `[${"1,".repeat(12_000_000)}1]\n`,
    ]) {
      expect(await judge(await tempFolder(), await resigned({ "data/bundle.json": Buffer.from(text) }))).toBe("bundle-hostile");
    }
  });

  test("lists of many millions of empty lines", async () => {
    expect(await judge(await tempFolder(), await resigned({ "data/heads.jsonl": Buffer.alloc(15_000_000, "\n") }))).toBe(
      "bundle-hostile",
    );
    const list = await members();
    const content = Buffer.alloc(30_000_000, "\n");
    Object.assign(list.find((member) => member.name === "manifest-sha256.txt") as RawMember, { content });
    expect(await judge(await tempFolder(), rawZip(list))).toBe("bundle-changed");
    expect(await judge(await tempFolder(), await resigned({}, content))).toBe("bundle-hostile");
  });

  test("one endless line of entries", async () => {
    const line = Buffer.from(`{"entry":"${"x".repeat(3_000_000)}"}\n`);
    expect(await judge(await tempFolder(), await resigned({ "data/entries.jsonl": line }))).toBe("bundle-too-large");
    expect(await judge(await tempFolder(), await resigned({ "data/entries.jsonl": line.subarray(0, -1) }))).toBe(
      "bundle-too-large",
    );
  });

  test("a device that never ends is no bundle", async () => {
    expect(await codeOf(async () => verifyBundle("/dev/zero", { stagingDir: await folder(), progress: quiet() }))).toBe(
      "bundle-not-zip",
    );
  });
});

describe("a well-signed bag whose sender lies", () => {
  const own = append(openFeed("sender"), [{ title: "自己的" }]);
  const victim = append(openFeed("victim"), [{ title: "别人的" }]);
  const write = async (parts: Parameters<typeof makeSource>[1], feeds = [own]) => {
    const target = await tempFolder();
    return writeBundle(
      makeSource(feeds, parts),
      { folder: target, baseName: "GT-01-001", stagingDir: join(target, "staging") },
      quiet(),
    );
  };

  test("bagit.py would call it valid: an entry written in another PC's feed", async () => {
    const forged = append(victim, [{ title: "伪造" }]);
    const sender = testKey("sender");
    const head = { ...headOf(forged), sig: sender.signer.sign("anbao-feed@v1", Buffer.from("x")) };
    const heads = [headOf(own), head];
    const contains = Object.fromEntries(heads.map(({ feed, seq, hash }) => [feed, [{ fromSeq: 0, toSeq: seq, hash }]]));
    const statement = { ...makeSource([own]).statement, contains };
    const { path } = await write({ statement, heads, entries: linesOf([own, forged]) }, [own, forged]);
    expect(await judgeFile(await tempFolder(), path)).toBe("feed-forged");
  });

  test("another PC's feed, carried whole and under its own head, is fine", async () => {
    const { path } = await write({}, [own, victim]);
    expect(await judgeFile(await tempFolder(), path)).toBe("done");
  });

  test("counts, ranges and file lists that are not true", async () => {
    const info = await readInfo();
    const lies: readonly [string, object][] = [
      ["counts", { counts: { ...info.counts, entries: 99 } }],
      ["contains", { contains: {} }],
      ["volumes", { volumes: [{ number: 1, files: [] }] }],
      ["volume", { volume: 2 }],
      ["further key", { authority: "county" }],
      ["purpose", { purpose: "everything" }],
      ["recipient", { recipient: "../county" }],
    ];
    for (const [what, lie] of lies) {
      const text = canonicalJson({ ...info, ...lie } as JsonObject);
      const code = await judge(await tempFolder(), await resigned({ "data/bundle.json": Buffer.from(`${text}\n`) }));
      expect({ what, code }).toEqual({ what, code: "bundle-hostile" });
    }
  });

  test("text files that are no UTF-8, or not in the one spelling", async () => {
    const list = await members();
    const infoText = String(list.find((member) => member.name === "data/bundle.json")?.content);
    const spoiled: Record<string, Buffer>[] = [
      { "data/bundle.json": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(infoText)]) },
      { "data/bundle.json": Buffer.from(infoText.replace("{", '{"format":0,')) },
      { "data/bundle.json": Buffer.from(infoText.replace("一号电脑", "\xff"), "latin1") },
      { "data/heads.jsonl": Buffer.from("{}\n") },
      { "bagit.txt": Buffer.from("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n") },
      { "bag-info.txt": Buffer.from("Payload-Oxum: 1.1\n") },
    ];
    for (const change of spoiled) {
      const [what, code] = [Object.keys(change)[0], await judge(await tempFolder(), await resigned(change))];
      expect({ what, code }).toEqual({ what, code: "bundle-hostile" });
    }
  });
});

async function readInfo(): Promise<{ counts: object }> {
  const info = (await members()).find((member) => member.name === "data/bundle.json");
  return JSON.parse(String(info?.content)) as { counts: object };
}

/** The honest bundle with other contents, its manifests and signature made anew by the sender: a valid bag. */
async function resigned(changes: Readonly<Record<string, Buffer>>, manifest?: Buffer): Promise<Buffer> {
  const list = await members();
  const at = (name: string) => list.find((member) => member.name === name) as RawMember;
  for (const [name, content] of Object.entries(changes)) at(name).content = content;
  if (!("data/bundle.json" in changes)) at("data/bundle.json").content = relist(at("data/bundle.json").content, changes);
  const lines = (names: readonly string[]) =>
    names.map((name) => `${sha256(at(name).content ?? Buffer.alloc(0))}  ${name}\n`).join("");
  const payload = list.map((member) => String(member.name)).filter((name) => name.startsWith("data/"));
  at("manifest-sha256.txt").content = manifest ?? Buffer.from(lines(payload.sort()));
  if (!("bag-info.txt" in changes)) {
    const bytes = payload.reduce((sum, name) => sum + (at(name).content?.byteLength ?? 0), 0);
    const text = String(at("bag-info.txt").content).replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`);
    at("bag-info.txt").content = Buffer.from(text);
  }
  at("tagmanifest-sha256.txt").content = Buffer.from(lines(["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]));
  at("tagmanifest-sha256.txt.sig").content = Buffer.from(
    testKey("sender").signer.sign("anbao-bundle@v1", at("tagmanifest-sha256.txt").content ?? Buffer.alloc(0)),
  );
  return rawZip(list);
}

/** bundle.json with the sizes and checksums of changed files. */
function relist(content: Buffer | undefined, changes: Readonly<Record<string, Buffer>>): Buffer {
  type Info = { volumes: { files: { path: string; sizeBytes: number; sha256: string }[] }[] };
  const info = JSON.parse(String(content)) as Info;
  for (const file of info.volumes.flatMap((volume) => volume.files)) {
    const changed = changes[file.path];
    if (changed !== undefined) Object.assign(file, { sizeBytes: changed.byteLength, sha256: sha256(changed) });
  }
  return Buffer.from(`${canonicalJson(info as unknown as JsonObject)}\n`);
}
