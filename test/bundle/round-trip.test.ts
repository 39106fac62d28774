// Writing a bundle and opening it is the identity; common tools agree that it is sound; a changed byte never gets in.
import { spawnSync } from "node:child_process";
import { readdir, readFile, rename, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { BundleSource } from "../../src-main/bundle/bag/bundle-source.ts";
import { openBundle, type OpenBundle } from "../../src-main/bundle/read/read-bundle.ts";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { writeBundle } from "../../src-main/bundle/write/write-bundle.ts";
import { codeOf } from "../support/codes.ts";
import {
  append,
  linesOf,
  makeBundle,
  makeMedium,
  makeSource,
  openFeed,
  quiet,
  sha256,
  testKey,
  type TestFeed,
} from "../support/made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../support/made/raw-zip.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";

/** Everything that a receiver gets. */
async function receiveAll(bundle: OpenBundle): Promise<{ lines: string[]; files: Map<string, Buffer> }> {
  const [lines, files] = [[] as string[], new Map<string, Buffer>()];
  for await (const { line } of bundle.entryLines()) lines.push(line);
  await bundle.receiveFiles(async (file, bytes) => {
    const parts: Buffer[] = [];
    for await (const block of bytes) parts.push(Buffer.from(block));
    files.set(file.path, Buffer.concat(parts));
  });
  return { lines, files };
}

const value = fc.dictionary(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.oneof(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
);
const safeValue = value.filter(
  (member) => !JSON.stringify(member).includes("\\u0000") && !Object.values(member).some((item) => Object.is(item, -0)),
);
const feeds = fc.array(fc.array(fc.option(safeValue), { maxLength: 6 }), { minLength: 1, maxLength: 3 });
const contents = fc.uniqueArray(fc.uint8Array({ maxLength: 3000 }), { maxLength: 4, selector: (bytes) => sha256(bytes) });

function buildFeeds(values: readonly (readonly (Record<string, string | number | boolean | null> | null)[])[]): TestFeed[] {
  return values.map((list, index) => append(openFeed(`pc-${index}`, "GT-01", String(index).padStart(32, "0")), list));
}

describe("identity", () => {
  property.prop([feeds, contents], { numRuns: 40 })("what was put in comes out, byte for byte", async (values, originals) => {
    const folder = await tempFolderOnce();
    const built = buildFeeds(values);
    const media = await Promise.all(originals.map((bytes) => makeMedium(join(folder, "originals"), bytes, "png")));
    const papers = [{ name: "attachment1.pdf", bytes: Buffer.from("%PDF") }];
    const previews = media.map((medium) => ({ sha256: medium.sha256, bytes: Buffer.from(medium.sha256) }));
    const written = await writeBundle(
      makeSource(built, { media, papers, previews }),
      { folder, baseName: `GT-01-${counter.next++}`, stagingDir: join(folder, "staging") },
      quiet(),
    );
    const bundle = await openBundle(written.path, { stagingDir: join(folder, "staging"), progress: quiet() });
    const { lines, files } = await receiveAll(bundle);
    await bundle.close();
    expect(lines).toEqual(linesOf(built));
    expect(bundle.bundleId).toBe(written.bundleId);
    expect(bundle.info).toEqual(written.info);
    expect(bundle.signer.key).toBe(testKey("pc-0").key);
    for (const [index, medium] of media.entries())
      expect(files.get(`data/media/${medium.sha256}.png`)).toEqual(Buffer.from(originals[index] ?? []));
    expect(files.get("data/paper/attachment1.pdf")).toEqual(papers[0]?.bytes);
    expect(await readdir(join(folder, "staging"))).toEqual([]);
  });

  const counter = { next: 100 };
  const tempFolderOnce = sharedFolder();

  test("the same source gives the same bytes", async () => {
    const folder = await tempFolder();
    const source = makeSource([append(openFeed("pc"), [{ title: "活动" }])]);
    const [first, second] = [join(folder, "a"), join(folder, "b")];
    await Promise.all([first, second].map((path) => makeMedium(path, Buffer.from("x"))));
    const write = (path: string) =>
      writeBundle(source, { folder: path, baseName: "GT-01-001", stagingDir: join(path, "staging") }, quiet());
    const written = await Promise.all([write(first), write(second)]);
    expect(await readFile(written[0]!.path)).toEqual(await readFile(written[1]!.path));
  });

  test("only wanted files pass, and a sink that stops early is an error", async () => {
    const folder = await tempFolder();
    const { path } = await makeBundle(folder);
    const bundle = await openBundle(path, { stagingDir: folder, progress: quiet() });
    const seen: string[] = [];
    const sink = async (file: { kind: string }, bytes: AsyncIterable<Uint8Array>) => {
      seen.push(file.kind);
      for await (const block of bytes) void block;
    };
    await bundle.receiveFiles(sink, (file) => file.kind === "media");
    expect(seen).toEqual(["media"]);
    await expect(bundle.receiveFiles(async () => undefined)).rejects.toThrow("before its end");
    await bundle.close();
  });
});

describe("common tools", () => {
  test("unzip, 7z and bsdtar read it; sha256sum and ssh-keygen check it; the names are right", async () => {
    const folder = await tempFolder();
    const { path, bundleId } = await makeBundle(folder);
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    const run = (program: string, args: string[], input?: Buffer) =>
      spawnSync(program, args, { cwd: folder, env, input, encoding: "utf8" });
    expect(run("unzip", ["-t", path]).status).toBe(0);
    expect(run("7z", ["t", path]).status).toBe(0);
    expect(run("bsdtar", ["-tf", path]).stdout).toContain("data/校验说明.txt");
    expect(run("unzip", ["-q", path, "-d", "bag"]).status).toBe(0);
    const bag = join(folder, "bag");
    expect(await readdir(join(bag, "data"))).toContain("校验说明.txt");
    for (const manifest of ["manifest-sha256.txt", "tagmanifest-sha256.txt"]) {
      expect(spawnSync("sha256sum", ["-c", "--strict", manifest], { cwd: bag, env }).status).toBe(0);
    }
    const tagManifest = await readFile(join(bag, "tagmanifest-sha256.txt"));
    expect(sha256(tagManifest)).toBe(bundleId);
    const notes = await readFile(join(bag, "data/校验说明.txt"), "utf8");
    const line = notes.split("\r\n").find((item) => item.includes("namespaces=")) ?? "";
    await writeFile(join(folder, "allowed"), `${line.trim()}\n`);
    const check = [
      "-Y",
      "verify",
      "-f",
      join(folder, "allowed"),
      "-I",
      "sender",
      "-n",
      "anbao-bundle@v1",
      "-s",
      join(bag, "tagmanifest-sha256.txt.sig"),
    ];
    expect(run("ssh-keygen", check, tagManifest).status).toBe(0);
    expect(run("ssh-keygen", check, Buffer.from("x")).status).not.toBe(0);
  });
});

describe("a changed byte never gets in", () => {
  const good = makeOnce();

  property.prop([fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 1, max: 255 })], {
    numRuns: 300,
  })("a flipped byte is refused", async (where, flip) => {
    const { bytes, folder } = await good();
    const changed = Buffer.from(bytes);
    const at = Math.floor(where * bytes.byteLength);
    changed[at] = (changed[at] ?? 0) ^ flip;
    expect(await verifyBytes(folder, changed)).not.toBe("done");
  });

  property.prop([fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 100 })(
    "a cut file is refused as cut",
    async (where) => {
      const { bytes, folder } = await good();
      const length = Math.floor(where * bytes.byteLength);
      expect(await verifyBytes(folder, bytes.subarray(0, length))).toBe(
        length === 0 ? "bundle-empty" : length < 4 ? "bundle-not-zip" : "bundle-truncated",
      );
    },
  );

  property.prop([fc.nat({ max: 12 }), fc.nat({ max: 12 })])("members that exchange their contents are refused", async (a, b) => {
    const { bytes, folder } = await good();
    const members = takeApart(bytes);
    const [first, second] = [members[a] as RawMember, members[b] as RawMember];
    [first.content, second.content] = [second.content!, first.content!];
    expect((await verifyBytes(folder, rawZip(members))) === "done").toBe(a === b);
  });

  test("taking away, adding or renaming a member is refused", async () => {
    const { bytes, folder } = await good();
    for (const [index, member] of takeApart(bytes).entries()) {
      const others = takeApart(bytes).filter((_, at) => at !== index);
      const renamed = [...others, { ...member, name: "data/paper/added.pdf" }];
      expect({ member: member.name, code: await verifyBytes(folder, rawZip(others)) }).not.toMatchObject({ code: "done" });
      expect({ member: member.name, code: await verifyBytes(folder, rawZip(renamed)) }).not.toMatchObject({ code: "done" });
    }
    expect(
      await verifyBytes(folder, rawZip([...takeApart(bytes), { name: "data/paper/added.pdf", content: Buffer.from("x") }])),
    ).toBe("bundle-hostile");
    expect(
      await verifyBytes(folder, rawZip(takeApart(bytes).filter((member) => member.name !== "tagmanifest-sha256.txt.sig"))),
    ).toBe("bundle-unsigned");
  });

  test("another PC's signature over the same bag is not the sender's", async () => {
    const { bytes, folder } = await good();
    const members = takeApart(bytes);
    const tagManifest = members.find((member) => member.name === "tagmanifest-sha256.txt")?.content ?? Buffer.alloc(0);
    const signature = members.find((member) => member.name === "tagmanifest-sha256.txt.sig") as RawMember;
    signature.content = Buffer.from(testKey("stranger").signer.sign("anbao-bundle@v1", tagManifest));
    expect(await verifyBytes(folder, rawZip(members))).toBe("bundle-signer-differs");
    signature.content = Buffer.from(testKey("sender").signer.sign("anbao-feed@v1", tagManifest));
    expect(await verifyBytes(folder, rawZip(members))).toBe("signature-invalid");
  });
});

describe("what it is called when it is something else", () => {
  test("folder, missing, empty, other file, newer format", async () => {
    const folder = await tempFolder();
    const open = (path: string) => codeOf(() => openBundle(path, { stagingDir: join(folder, "staging"), progress: quiet() }));
    expect(await open(folder)).toBe("bundle-is-folder");
    expect(await open(join(folder, "无此文件.anbao"))).toBe("bundle-missing");
    await writeFile(join(folder, "a.anbao"), "");
    expect(await open(join(folder, "a.anbao"))).toBe("bundle-empty");
    await writeFile(join(folder, "b.anbao"), "这不是报送包。".repeat(20));
    expect(await open(join(folder, "b.anbao"))).toBe("bundle-not-zip");
    const members = takeApart(await readFile((await makeBundle(folder)).path));
    const info = members.find((member) => member.name === "data/bundle.json") as RawMember;
    info.content = Buffer.from(String(info.content).replace('"format":0', '"format":7'));
    await writeFile(join(folder, "c.anbao"), rawZip([...members, { name: "data/new-thing.bin", content: Buffer.from("x") }]));
    expect(await open(join(folder, "c.anbao"))).toBe("bundle-format-unknown");
    expect(await readdir(join(folder, "staging"))).toEqual([]);
  });
});

describe("writing", () => {
  test.each<[string, (path: string) => Promise<void>]>([
    ["media-changed", (path) => writeFile(path, Buffer.alloc(3000))],
    ["media-changed", (path) => truncate(path, 10)],
    ["media-missing", (path) => rename(path, `${path}.moved`)],
  ])("an original that is no longer what it was: %s, and nothing is left", async (code, spoil) => {
    const folder = await tempFolder();
    const medium = await makeMedium(join(folder, "originals"), Buffer.from("原件".repeat(500)));
    await spoil(medium.path);
    const source: BundleSource = makeSource([openFeed("pc")], { media: [medium] });
    expect(
      await codeOf(() => writeBundle(source, { folder, baseName: "GT-01-001", stagingDir: join(folder, "staging") }, quiet())),
    ).toBe(code);
    expect((await readdir(folder)).sort()).toEqual(["originals", "staging"]);
    expect(await readdir(join(folder, "staging"))).toEqual([]);
  });

  test("an existing file is never overwritten, a cancelled export leaves nothing", async () => {
    const folder = await tempFolder();
    const { path } = await makeBundle(folder);
    const before = await readFile(path);
    expect(await codeOf(() => makeBundle(folder))).toBe("bundle-exists");
    expect(await readFile(path)).toEqual(before);
    const target = { folder, baseName: "GT-01-002", stagingDir: join(folder, "staging") };
    expect(await codeOf(() => writeBundle(makeSource([openFeed("pc")]), target, quiet(AbortSignal.abort())))).toBe("cancelled");
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

/** One good bundle for many mutants. */
function makeOnce(): () => Promise<{ bytes: Buffer; folder: string }> {
  const made: { result?: Promise<{ bytes: Buffer; folder: string }> } = {};
  const shared = sharedFolder();
  const make = async () => {
    const folder = await shared();
    return { folder, bytes: await readFile((await makeBundle(folder)).path) };
  };
  return () => (made.result ??= make());
}

async function verifyBytes(folder: string, bytes: Buffer): Promise<string> {
  const path = join(folder, "mutant.anbao");
  await writeFile(path, bytes);
  return codeOf(() => verifyBundle(path, { stagingDir: join(folder, "staging"), progress: quiet() }));
}
