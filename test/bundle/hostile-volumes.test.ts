// Volumes that lie: lists that contradict themselves, parts that do not fit. Each is refused by its own code before a medium is read.
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalJson, type JsonObject } from "../../src-main/domain/json.ts";
import type { BundleInfo, ListedFile } from "../../src-main/bundle/bag/bundle-info.ts";
import { DEFAULT_CAPS } from "../../src-main/bundle/bag/caps.ts";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { assertVolumeList } from "../../src-main/bundle/bag/volume-list.ts";
import { planVolumes } from "../../src-main/bundle/volumes/volume-plan.ts";
import { codeOf } from "../support/codes.ts";
import { append, makeMedium, makeSource, openFeed, quiet, sha256, testKey } from "../support/made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../support/made/raw-zip.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";

const NOTES = "data/校验说明.txt";
const A = "a".repeat(64);
const file = (path: string, sizeBytes = 10): ListedFile => ({ path, sizeBytes, sha256: A });
const FIRST = ["data/heads.jsonl", "data/entries.jsonl", "data/index.html", NOTES].map((path) => file(path));
const part = (number: number, parts: number, hash = A, sizeBytes = 10, ext = "mp4"): ListedFile =>
  file(`data/media/${hash}.${ext}.${String(number).padStart(3, "0")}of${String(parts).padStart(3, "0")}`, sizeBytes);

type Volumes = readonly (readonly ListedFile[])[];
const judge = (volumes: Volumes, numbers = volumes.map((_, index) => index + 1)) =>
  codeOf(() =>
    assertVolumeList(
      { volume: 1, volumes: volumes.map((files, index) => ({ number: numbers[index] ?? 0, files })) },
      DEFAULT_CAPS,
    ),
  );

describe("lists that cannot be true", () => {
  const notes = file(NOTES);
  test.each<[string, Volumes]>([
    [
      "a part is missing",
      [
        [...FIRST, part(1, 3)],
        [notes, part(2, 3)],
      ],
    ],
    [
      "a part comes twice",
      [
        [...FIRST, part(1, 2)],
        [notes, part(1, 2)],
      ],
    ],
    [
      "a part too many",
      [
        [...FIRST, part(1, 2)],
        [notes, part(2, 2)],
        [notes, part(3, 3)],
      ],
    ],
    [
      "parts disagree how many they are",
      [
        [...FIRST, part(1, 2)],
        [notes, part(2, 3)],
      ],
    ],
    [
      "parts disagree what they are",
      [
        [...FIRST, part(1, 2)],
        [notes, part(2, 2, A, 10, "avi")],
      ],
    ],
    [
      "an empty part",
      [
        [...FIRST, part(1, 2, A, 0)],
        [notes, part(2, 2)],
      ],
    ],
    [
      "an original whole and in parts",
      [
        [...FIRST, part(1, 2)],
        [notes, part(2, 2), file(`data/media/${A}.mp4`)],
      ],
    ],
    [
      "an original twice",
      [
        [...FIRST, file(`data/media/${A}.mp4`)],
        [notes, file(`data/media/${A}.mp4`)],
      ],
    ],
    ["entries in volume 2", [[...FIRST], [notes, file("data/entries.jsonl")]]],
    ["a paper in volume 2", [[...FIRST], [notes, file("data/paper/weekly-2.pdf")]]],
    ["volume 1 without entries", [[notes]]],
    ["a volume without notes", [[...FIRST], []]],
    ["a tag file among the payload", [[...FIRST, file("bagit.txt")]]],
  ])("%s", async (_name, volumes) => {
    expect(await judge(volumes)).toBe("volume-list-wrong");
  });

  test("volumes out of order, or one number twice", async () => {
    expect(await judge([[...FIRST], [notes], [notes]], [1, 3, 2])).toBe("volume-list-wrong");
    expect(await judge([[...FIRST], [notes]], [1, 1])).toBe("volume-list-wrong");
  });

  test("sizes and numbers of files without end", async () => {
    const huge = 12 * 1024 ** 3;
    expect(
      await judge([
        [...FIRST, part(1, 2, A, huge)],
        [notes, part(2, 2, A, huge)],
      ]),
    ).toBe("bundle-too-large");
    expect(await judge([[...FIRST, file(`data/media/${A}.mp4`, Number.MAX_SAFE_INTEGER)]])).toBe("bundle-too-large");
    const many = Array.from({ length: 1_000_000 }, () => notes);
    const begun = process.cpuUsage();
    expect(await judge([[...FIRST], many])).toBe("bundle-too-large");
    const { user, system } = process.cpuUsage(begun);
    expect(user + system).toBeLessThan(1_000_000);
  });

  test("a good list passes", async () => {
    expect(
      await judge([
        [...FIRST, part(2, 2)],
        [notes, part(1, 2)],
      ]),
    ).toBe("done");
  });
});

const folder = sharedFolder();
const made: { volumes?: readonly (readonly RawMember[])[] } = {};

/** The members of each volume of a real bundle with a file in parts. */
async function goodVolumes(): Promise<readonly (readonly RawMember[])[]> {
  if (made.volumes !== undefined) return made.volumes;
  const place = await folder();
  const medium = await makeMedium(join(place, "originals"), randomBytes(60_000), "mp4");
  const source = makeSource([append(openFeed("sender"), [{ title: "一" }])], { media: [medium] });
  const target = { baseName: "GT-01-001", stagingDir: join(place, "staging"), limitBytes: 40_000 };
  const plan = await planVolumes(source, target, quiet());
  await mkdir(join(place, "stick"));
  const volumes: RawMember[][] = [];
  for (const { number } of plan.volumes)
    volumes.push([...takeApart(await readFile((await plan.write(number, join(place, "stick"), undefined, quiet())).path))]);
  await plan.close();
  made.volumes = volumes;
  return volumes;
}

/** Changes a volume and signs it anew, as its sender could. */
async function judgeVolume(number: number, change: (members: RawMember[]) => void): Promise<string> {
  const members = ((await goodVolumes())[number - 1] ?? []).map((member) => ({ ...member }));
  change(members);
  const at = (name: string) => members.find((member) => member.name === name) as RawMember;
  const list = (names: readonly string[]) =>
    names
      .toSorted()
      .map((name) => `${sha256(at(name).content as Buffer)}  ${name}\n`)
      .join("");
  const payload = members.map(({ name }) => String(name)).filter((name) => name.startsWith("data/"));
  at("manifest-sha256.txt").content = Buffer.from(list(payload));
  const oxum = payload.reduce((sum, name) => sum + (at(name).content as Buffer).byteLength, 0);
  const info = String(at("bag-info.txt").content).replace(/Payload-Oxum: .*/, `Payload-Oxum: ${oxum}.${payload.length}`);
  at("bag-info.txt").content = Buffer.from(info);
  const tags = list(["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]);
  at("tagmanifest-sha256.txt").content = Buffer.from(tags);
  at("tagmanifest-sha256.txt.sig").content = Buffer.from(testKey("sender").signer.sign("anbao-bundle@v1", Buffer.from(tags)));
  const place = await tempFolder();
  await writeFile(join(place, "v.anbao"), rawZip(members));
  return codeOf(() => verifyBundle(join(place, "v.anbao"), { stagingDir: join(place, "staging"), progress: quiet() }));
}

function changeInfo(members: RawMember[], change: (info: BundleInfo) => object): void {
  const member = members.find(({ name }) => name === "data/bundle.json") as RawMember;
  const info = JSON.parse(String(member.content)) as BundleInfo;
  member.content = Buffer.from(`${canonicalJson({ ...info, ...change(info) } as JsonObject)}\n`);
}

describe("volumes signed by their own sender", () => {
  test("unchanged but for its signature it is good", async () => {
    expect(await judgeVolume(2, () => undefined)).toBe("done");
  });

  test.each<[string, (members: RawMember[]) => void, string]>([
    ["a volume 2 without the bundle's id", (members) => changeInfo(members, () => ({ bundleId: undefined })), "bundle-hostile"],
    ["a volume 2 that says it is volume 3", (members) => changeInfo(members, () => ({ volume: 3 })), "bundle-hostile"],
    [
      "a part that is shorter than its list says",
      (members) => {
        const one = members.find(({ name }) => String(name).startsWith("data/media/")) as RawMember;
        one.content = (one.content as Buffer).subarray(1);
      },
      "bundle-hostile",
    ],
    [
      "a list whose other volumes lack a part",
      (members) =>
        changeInfo(members, (info) => ({
          volumes: info.volumes.map((one) => ({
            ...one,
            files: one.number === 2 ? one.files : one.files.filter(({ path }) => !path.startsWith("data/media/")),
          })),
        })),
      "volume-list-wrong",
    ],
    [
      "heads in volume 2",
      (members) => void members.push({ name: "data/heads.jsonl", content: Buffer.from("") }),
      "bundle-hostile",
    ],
  ])("%s", async (_name, change, code) => {
    expect(await judgeVolume(2, change)).toBe(code);
  });
});
