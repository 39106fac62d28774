// Volumes: the plan covers each byte once, no file is above its limit, and what was cut comes out whole by common tools.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { generateIdentity } from "../../src-main/bundle/age/age.ts";
import { openBundle } from "../../src-main/bundle/read/read-bundle.ts";
import { layOut, memberBytes } from "../../src-main/bundle/volumes/volume-layout.ts";
import { planVolumes } from "../../src-main/bundle/volumes/volume-plan.ts";
import { reopenPlan } from "../../src-main/bundle/volumes/volume-reopen.ts";
import { writtenBytes } from "../../src-main/bundle/volumes/volume-sizes.ts";
import type { VolumePlan } from "../../src-main/bundle/volumes/volume-writer.ts";
import { writeBundle } from "../../src-main/bundle/write/write-bundle.ts";
import { codeOf } from "../support/codes.ts";
import { append, makeMedium, makeSource, openFeed, quiet, sha256, testKey } from "../support/made/make-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME_BYTES = 80;
const file = fc.record({ sizeBytes: fc.nat(50_000), maySplit: fc.constant(true), nameBytes: fc.constant(NAME_BYTES) });

describe("layout", () => {
  property.prop([fc.array(file, { maxLength: 40 }), fc.integer({ min: 2000, max: 60_000 }), fc.nat(40_000)])(
    "each byte lies in exactly one place, and no volume has more than it has room for",
    (files, other, taken) => {
      const room = { first: Math.max(0, other - taken), other };
      const laid = layOut(files, room);
      for (const [index, pieces] of laid.entries()) {
        const used = pieces.reduce(
          (sum, { sizeBytes, parts }) => sum + sizeBytes + memberBytes(NAME_BYTES + (parts > 1 ? 9 : 0)),
          0,
        );
        expect(used).toBeLessThanOrEqual(index === 0 ? room.first : room.other);
      }
      for (const [index, { sizeBytes }] of files.entries()) {
        const pieces = laid.flat().filter((piece) => piece.file === index);
        const ordered = pieces.toSorted((a, b) => a.part - b.part);
        expect(ordered.map(({ part }) => part)).toEqual(ordered.map((_, at) => at + 1));
        expect(new Set(ordered.map(({ parts }) => parts))).toEqual(new Set([ordered.length]));
        let end = 0;
        for (const { fromByte, sizeBytes: bytes } of ordered) {
          expect(fromByte).toBe(end);
          end += bytes;
        }
        expect(end).toBe(sizeBytes);
      }
    },
  );

  test("what would need a thousand volumes is refused, and so is a picture that may not be split", () => {
    const large = { sizeBytes: 10_000_000, nameBytes: NAME_BYTES, maySplit: true };
    expect(() => layOut([large], { first: 0, other: 2000 })).toThrow("volumes-too-many");
    expect(() => layOut([{ ...large, maySplit: false }], { first: 0, other: 60_000 })).toThrow("volume-too-small");
  });
});

type Made = Readonly<{ plan: VolumePlan; folder: string; originals: readonly Buffer[] }>;

async function makePlan(
  sizes: readonly number[],
  limitBytes: number,
  recipients?: readonly string[],
  previews = true,
): Promise<Made> {
  const folder = await tempFolder();
  const originals = sizes.map((bytes) => randomBytes(bytes));
  const media = await Promise.all(originals.map((bytes) => makeMedium(join(folder, "originals"), bytes, "mp4")));
  const feed = append(openFeed("sender"), [{ title: "安全宣传咨询日" }, { title: "应急演练" }]);
  const source = makeSource([feed], {
    media,
    previews: previews ? media.map((medium) => ({ sha256: medium.sha256, bytes: Buffer.from(medium.sha256) })) : [],
    papers: [{ name: "attachment2.pdf", bytes: Buffer.from("%PDF-1.7\n") }],
  });
  const target = { baseName: "GT-01-001", stagingDir: join(folder, "staging"), limitBytes };
  const plan = await planVolumes(source, recipients === undefined ? target : { ...target, recipients }, quiet());
  return { plan, folder, originals };
}

async function writeAll({ plan, folder }: Made): Promise<readonly string[]> {
  const stick = join(folder, "stick");
  await mkdir(stick, { recursive: true });
  const paths: string[] = [];
  for (const { number } of plan.volumes) paths.push((await plan.write(number, stick, undefined, quiet())).path);
  return paths;
}

/** All files of all volumes by name, each volume opened by itself. */
async function readAll(paths: readonly string[], folder: string, identities: readonly string[] = []) {
  const files = new Map<string, Buffer>();
  const ids = new Set<string>();
  for (const path of paths) {
    const bundle = await openBundle(path, { stagingDir: join(folder, "in"), identities, progress: quiet() });
    ids.add(bundle.bundleId);
    await bundle.receiveFiles(async (one, bytes) => {
      const parts: Buffer[] = [];
      for await (const block of bytes) parts.push(Buffer.from(block));
      expect(one.kind === "readme" || !files.has(one.path)).toBe(true);
      files.set(one.path, Buffer.concat(parts));
    });
    await bundle.close();
  }
  return { files, ids };
}

function joined(files: ReadonlyMap<string, Buffer>): string[] {
  const stems = Map.groupBy(
    [...files.keys()].filter((name) => name.startsWith("data/media/")).sort(),
    (name) => name.split(".")[0] ?? "",
  );
  return [...stems.values()].map((names) => sha256(Buffer.concat(names.map((name) => files.get(name) as Buffer)))).sort();
}

describe("written volumes", () => {
  const sizes = fc.array(
    fc.nat(120_000).map((size) => size + 1),
    { minLength: 1, maxLength: 6 },
  );

  property.prop([sizes, fc.integer({ min: 50_000, max: 90_000 }), fc.boolean()], { numRuns: 12 })(
    "no file is above the limit or other than planned, and all bytes come back",
    async (list, limit, sealed) => {
      const pair = await generateIdentity();
      const made = await makePlan(list, limit, sealed ? [pair.recipient] : undefined);
      const paths = await writeAll(made);
      for (const [index, path] of paths.entries()) {
        const { size } = await stat(path);
        expect(size).toBe(made.plan.volumes[index]?.sizeBytes);
        expect(size).toBeLessThanOrEqual(limit);
      }
      const { files, ids } = await readAll(paths, made.folder, sealed ? [pair.identity] : []);
      expect(ids).toEqual(new Set([made.plan.bundleId]));
      expect(joined(files)).toEqual(made.originals.map((bytes) => sha256(bytes)).sort());
      await made.plan.close();
      expect(await readdir(join(made.folder, "staging"))).toEqual([]);
    },
    60_000,
  );

  test("what fits into one file is one file with the usual name", async () => {
    const made = await makePlan([1000], 4_000_000);
    expect(made.plan.volumes).toHaveLength(1);
    expect((await writeAll(made)).map((path) => basename(path))).toEqual(["GT-01-001.anbao"]);
    await made.plan.close();
  });

  test("a limit below what volume 1 has to hold is refused with the size that it needs", async () => {
    await expect(makePlan([1000], 4000)).rejects.toMatchObject({ code: "volume-too-small" });
  });

  test("a kept plan gives the same further volumes, byte for byte", async () => {
    const made = await makePlan([90_000, 100], 30_000);
    const paths = await writeAll(made);
    const target = { baseName: "GT-01-001", stagingDir: join(made.folder, "staging"), limitBytes: 30_000 };
    const media = new Map(
      await Promise.all(
        made.originals.map(
          async (bytes) => [sha256(bytes), await makeMedium(join(made.folder, "originals"), bytes, "mp4")] as const,
        ),
      ),
    );
    const sources = {
      signer: testKey("sender").signer,
      media: (hash: string) => media.get(hash),
      preview: async (hash: string) => ({ sha256: hash, bytes: Buffer.from(hash) }),
    };
    const again = await reopenPlan(made.plan, sources, target);
    const other = join(made.folder, "other");
    await mkdir(other);
    for (const path of paths.slice(1)) {
      const number = paths.indexOf(path) + 1;
      const written = await again.write(number, other, undefined, quiet());
      expect(sha256(await readFile(written.path))).toBe(sha256(await readFile(path)));
    }
    expect(await codeOf(() => again.write(1, other, undefined, quiet()))).toBe("bundle-input-wrong");
    media.clear();
    expect(await codeOf(() => again.write(2, made.folder, undefined, quiet()))).toBe("media-missing");
    await again.close();
    await made.plan.close();
  });

  test("sizes with and without encryption are those of the files", () => {
    expect(writtenBytes(1000, undefined)).toBe(1000);
    expect(writtenBytes(0, { prefixBytes: 200 })).toBe(216);
    expect(writtenBytes(65_537, { prefixBytes: 200 })).toBe(200 + 65_537 + 32);
  });
});

/** Runs a line in a shell, in a folder. */
function shell(line: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${line}\n${stdout}${stderr}`);
  return stdout;
}

test("by hand, as 校验说明.txt says: unzip, sha256sum, ssh-keygen, and the recipe that joins parts", async () => {
  const made = await makePlan([60_000, 70_000, 500], 48_000);
  const paths = await writeAll(made);
  const stick = join(made.folder, "stick");
  expect(paths.length).toBeGreaterThan(2);
  const notes = made.plan.volumes.map(({ fileName }) => {
    const text = shell(`unzip -p ${fileName} 'data/校验说明.txt'`, stick).replaceAll("\r\n", "\n");
    expect(text).toContain(`文件：${fileName}（共 ${paths.length} 卷`);
    return text;
  });
  const lines = (notes[1] ?? "").split("\n").map((line) => line.trim());
  const from = (start: string) => lines.findIndex((line) => line.startsWith(start));
  shell(lines[from("for z in")] ?? "", stick);
  const id = shell(lines[from("sha256sum GT-01-001-卷1共")] ?? "", stick).split(" ")[0];
  expect(id).toBe(made.plan.bundleId);
  const signers =
    (notes[0] ?? "")
      .split("\n")
      .find((line) => line.includes("sender namespaces="))
      ?.trim() ?? "";
  for (const { fileName, number } of made.plan.volumes) {
    const bag = join(stick, basename(fileName, ".anbao"));
    shell("sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt", bag);
    shell(`printf '%s\\n' '${signers}' > ../allowed_signers`, bag);
    const verify =
      "ssh-keygen -Y verify -f ../allowed_signers -I sender -n anbao-bundle@v1 -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt";
    expect(shell(verify, bag)).toContain("Good");
    const info = JSON.parse(await readFile(join(bag, "data/bundle.json"), "utf8")) as { bundleId?: string; volume: number };
    expect(info).toMatchObject({ volume: number, ...(number > 1 && { bundleId: id }) });
  }
  const recipe = lines.slice(from("mkdir joined"), lines.indexOf("done", from("mkdir joined")) + 1).join("\n");
  const said = shell(recipe, stick).trim().split("\n");
  expect(said).toHaveLength(2);
  expect(said.every((line) => line.endsWith("OK"))).toBe(true);
  await made.plan.close();
});

test("one volume stays as it was: the plan of one is what writeBundle writes", async () => {
  const folder = await tempFolder();
  const source = makeSource([append(openFeed("sender"), [{ title: "一" }])]);
  const base = { baseName: "GT-01-001", stagingDir: join(folder, "staging") };
  await mkdir(join(folder, "a"));
  await mkdir(join(folder, "b"));
  const whole = await writeBundle(source, { ...base, folder: join(folder, "a") }, quiet());
  const plan = await planVolumes(source, { ...base, limitBytes: 4_000_000 }, quiet());
  const same = await plan.write(1, join(folder, "b"), undefined, quiet());
  expect(plan.bundleId).toBe(whole.bundleId);
  expect(sha256(await readFile(same.path))).toBe(sha256(await readFile(whole.path)));
  await plan.close();
});
