// Bundles that are refused: what strangers, liars and worn-out drives make of an honest one. Most are the attacks of support/hostile
// on a smaller honest bundle; damage, checksums and volumes that lie are made here.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bagOf, stateInfo, type PlannedFile } from "../../../../src-main/bundle/bag/bag-plan.ts";
import type { BundleSource } from "../../../../src-main/bundle/bag/bundle-source.ts";
import { parseBundleInfo, type BundleInfo, type ListedFile } from "../../../../src-main/bundle/bag/bundle-info.ts";
import { encryptFile } from "../../../../src-main/bundle/age/age.ts";
import { partIn } from "../../../../src-main/bundle/names.ts";
import { identityOf } from "../../../../src-main/bundle/zip/zip-write.ts";
import { encodeHeads } from "../../../../src-main/bundle/bag/heads-file.ts";
import { writeBundle } from "../../../../src-main/bundle/write/write-bundle.ts";
import { HOSTILE_CASES } from "../../hostile/all.ts";
import { feedOf, fileOf, infoOf, memberNamed, membersOf, resigned, resignedFile, type HostileKit } from "../../hostile/kit.ts";
import { append, makeMedium, makeSource, quiet } from "../../made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../../made/raw-zip.ts";
import { gather, CAMPAIGN, openPc, signerOf, write, type Pc } from "../cast.ts";
import { sourceOf } from "./bundle-cases.ts";
import { bytesFrom } from "../fixed-random.ts";
import { SMALL } from "../kind-samples.ts";

/** Who refuses it: the reader of files, or a county or unit that has read the files of `after` before. */
export type BadBundleCase = Readonly<{
  name: string;
  about: string;
  bytes: Buffer;
  sealed?: true;
  by?: "county" | "unit";
  after?: readonly string[];
}>;

type Chosen = Readonly<Record<string, readonly (string | RegExp)[]>>;

/** Of the attacks in support/hostile: small ones, each of another sort. The rest is made anew by test/bundle/hostile.test.ts. */
const CHOSEN: Chosen = {
  names: [
    /"\.\.\/evil\.txt"/,
    /"data\/bundle\.json<0>"/,
    /"DATA\/bundle\.json"/,
    /"data\/paper\/<202e>fdp\.exe"/,
    /\.svg"/,
    "a name that is no UTF-8",
    "a name that differs between the headers",
    "the same name twice",
    "a good name that no list knows",
  ],
  records: [
    "a symbolic link",
    "a data descriptor",
    "compressed",
    "a comment of the file",
    "a wrong CRC",
    "two members over the same bytes",
    "bytes between members and directory",
    "a count that is too small",
    "no member",
    "lists exchanged",
  ],
  texts: [
    "a byte-order mark",
    "a duplicate key",
    "NUL",
    "a number beyond what is safe",
    "a text that is no UTF-8",
    "heads that are none",
  ],
  claims: [
    "counts",
    "ranges that it does not contain",
    "a file outside the bundle in the list",
    "another volume",
    "an authority",
    "a recipient that is a path",
    "a newer format",
    "a Payload-Oxum that is not so",
  ],
  signatures: [
    "signed by nobody",
    "signed by another PC",
    "signed as the head of a feed",
    "a signature over another text",
    "a signature of another spelling",
    "a signature whose S is too large",
    /of order two/,
    /no point of the curve/,
    "one bit of the photo changed, its ZIP checksum made right",
  ],
  sealed: [
    "a recipient by passphrase that asks for much work",
    "sealed to somebody else",
    "sealed, one bit changed",
    "sealed, cut",
    "a sealed file within a sealed file",
  ],
  sizes: ["an empty file", "an honest file, cut"],
};

async function hostileCases(kit: HostileKit): Promise<readonly BadBundleCase[]> {
  const chosen = HOSTILE_CASES.filter(({ group, name }) =>
    CHOSEN[group]?.some((one) => (typeof one === "string" ? one === name : one.test(name))),
  );
  const cases: BadBundleCase[] = [];
  for (const { group, name, make } of chosen) {
    const path = await make(kit);
    const index = cases.filter((one) => one.name.startsWith(`${group}-`)).length + 1;
    const slug = name
      .replace(/^a member called.*/, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, 44)
      .replace(/^-|-$/g, "");
    cases.push({
      name: `${group}-${String(index).padStart(2, "0")}${slug === "" ? "" : `-${slug}`}`,
      about: name,
      bytes: readFileSync(path),
      ...(path.endsWith(".age") && { sealed: true }),
    });
  }
  return cases;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** One bit of a member; `mended`: its CRC-32 is made right again. */
function withFlip(kit: HostileKit, name: string, at: number, mended: boolean): Buffer {
  const list = membersOf(kit);
  const member = memberNamed(list, name);
  const content = flipped(member.content ?? Buffer.alloc(1), at);
  if (mended) return rawZip(list.map((one) => (one.name === name ? { ...one, content } : one)));
  const whole = rawZip(list);
  return flipped(whole, whole.indexOf(member.content ?? Buffer.alloc(1)) + at);
}

const MANIFEST = "manifest-sha256.txt";
const FLIPS: readonly (readonly [string, string, number])[] = [
  ["entries", "data/entries.jsonl", 200],
  ["heads", "data/heads.jsonl", 40],
  ["signature", "tagmanifest-sha256.txt.sig", 120],
  ["manifest", MANIFEST, 5],
  ["tagmanifest", "tagmanifest-sha256.txt", 5],
  ["bag-info", "bag-info.txt", 12],
];

function damageCases(kit: HostileKit): readonly BadBundleCase[] {
  const whole = rawZip(membersOf(kit));
  const cut = (name: string, bytes: number) => ({
    name: `cut-${name}`,
    about: `cut off: ${name}`,
    bytes: whole.subarray(0, bytes),
  });
  return [
    { name: "flip-entries", about: "one bit of the entries changed", bytes: withFlip(kit, "data/entries.jsonl", 200, false) },
    ...FLIPS.map(([what, name, at]) => ({
      name: `flip-${what}-mended`,
      about: `one bit of ${name} changed, its ZIP checksum made right`,
      bytes: withFlip(kit, name, at, true),
    })),
    { name: "flip-directory", about: "one bit of the ZIP's directory changed", bytes: flipped(whole, whole.byteLength - 60) },
    cut("after-10-bytes", 10),
    cut("in-the-middle", whole.byteLength >> 1),
    { name: "not-zip", about: "a text that carries the ending of a bundle", bytes: Buffer.from("这不是报送包\n") },
  ];
}

/** Lists of checksums that are wrong, and signed nevertheless. */
function checksumCases(kit: HostileKit): readonly BadBundleCase[] {
  const manifest = String(memberNamed(resigned(kit, {}), MANIFEST).content);
  const first = manifest.split("\n")[0] ?? "";
  const listed = (name: string, about: string, text: string) => ({
    name: `checksums-${name}`,
    about,
    bytes: readFileSync(resignedFile(kit, {}, Buffer.from(text))),
  });
  const wrong = (path: string) => manifest.replace(new RegExp(`^[0-9a-f]{64}(?=  ${path})`, "m"), "0".repeat(64));
  return [
    listed("entries-wrong", "a checksum of the entries that is not theirs, signed", wrong("data/entries.jsonl")),
    listed("file-missing", "a list that names a file which is not there", `${manifest}${"0".repeat(64)}  data/paper/x.pdf\n`),
    listed("file-unlisted", "a list that leaves a file out", manifest.replace(`${first}\n`, "")),
    listed("path-outside", "a list that names a path outside", manifest.replace("data/bundle.json", "data/../../x")),
  ];
}

/** bundle.json's list of volumes that cannot be true. */
function listCases(kit: HostileKit): readonly BadBundleCase[] {
  const info = infoOf(kit) as unknown as BundleInfo;
  const [own] = info.volumes;
  const notes: ListedFile = { path: "data/校验说明.txt", sizeBytes: 10, sha256: "a".repeat(64) };
  const medium = (name: string, sizeBytes = 10): ListedFile => ({
    path: `data/media/${"a".repeat(64)}.${name}`,
    sizeBytes,
    sha256: "b".repeat(64),
  });
  const other = (name: string, about: string, files: readonly ListedFile[], number = 2): BadBundleCase => {
    const list = resigned(kit, {});
    const payload = list.filter((member) => String(member.name).startsWith("data/") && member.name !== "data/bundle.json");
    const volumes = [own as BundleInfo["volumes"][number], { number, files }];
    return { name: `volume-list-${name}`, about, bytes: bagBytes(kit, { ...info, volumes }, payload) };
  };
  return [
    other("entries-twice", "a second volume with entries", [notes, { ...notes, path: "data/entries.jsonl" }]),
    other("part-missing", "parts of an original that are not all there", [notes, medium("mp4.001of003"), medium("mp4.002of003")]),
    other("whole-and-parts", "an original whole and in parts", [
      notes,
      medium("mp4"),
      medium("mp4.001of002"),
      medium("mp4.002of002"),
    ]),
    other("numbers", "a second volume whose number is 3", [notes], 3),
    other("too-large", "a second volume that claims 8 PB", [notes, medium("mp4", Number.MAX_SAFE_INTEGER - 1e6)]),
  ];
}

function bagBytes(_kit: HostileKit, info: BundleInfo, payload: readonly RawMember[]): Buffer {
  // The honest bundle's sender is no PC of the cast: the bag's signer is what bundle.json names.
  return bagBy("town-1", { ...info, sender: { ...info.sender, key: signerOf("town-1").key } }, payload);
}

/** A valid bag of that content, signed by a PC of the cast. */
function bagBy(pc: Pc, info: BundleInfo, payload: readonly RawMember[]): Buffer {
  const files = payload.map(({ name, content = Buffer.alloc(0) }): PlannedFile => ({
    name: String(name),
    identity: identityOf(content),
    bytes: content,
  }));
  const planned = bagOf(signerOf(pc), info, files);
  return rawZip(
    planned.files.map((file) => ({ name: file.name, content: "bytes" in file ? Buffer.from(file.bytes) : Buffer.alloc(0) })),
  );
}

type Volume = Readonly<{ info: BundleInfo; payload: readonly RawMember[] }>;

function volumeOf(path: string): Volume {
  const members = takeApart(readFileSync(path));
  const info = members.find((member) => member.name === "data/bundle.json")?.content ?? Buffer.alloc(0);
  const payload = members.filter(({ name }) => String(name).startsWith("data/") && name !== "data/bundle.json");
  return { info: parseBundleInfo(info), payload };
}

/** The set with short pages and a film of 300 bytes a part: lists made anew, the id that of its own first volume. */
function shortened(all: readonly Volume[]): readonly Volume[] {
  return relisted(
    all.map(({ info, payload }) => ({
      info,
      payload: payload.map((member) => {
        if (/\.(html|txt)$/.test(String(member.name))) return { ...member, content: Buffer.from("页\r\n") };
        return partIn(String(member.name)) === undefined
          ? member
          : { ...member, content: member.content?.subarray(0, 300) ?? Buffer.alloc(0) };
      }),
    })),
  );
}

function listOf(payload: readonly RawMember[]): ListedFile[] {
  const sized = payload.map(({ name, content = Buffer.alloc(0) }) => ({ path: String(name), identity: identityOf(content) }));
  return sized.map(({ path, identity: { sizeBytes, sha256 } }) => ({ path, sizeBytes, sha256 }));
}

function relisted(all: readonly Volume[]): readonly Volume[] {
  const volumes = all.map(({ payload }, index) => ({ number: index + 1, files: listOf(payload) }));
  const { bundleId: _, ...first } = { ...(all[0] as Volume).info, volumes };
  const firstFile = bagBy("town-1", first, all[0]?.payload ?? []);
  const bundleId = identityOf(
    takeApart(firstFile).find(({ name }) => name === "tagmanifest-sha256.txt")?.content ?? Buffer.alloc(0),
  ).sha256;
  return all.map(({ payload }, index) => ({ payload, info: index === 0 ? first : { ...first, volume: index + 1, bundleId } }));
}

/** Volumes of the good set `volumes` that belong to no set, or not to this one. @param paths of the good set. */
function volumeCases(paths: readonly string[]): readonly BadBundleCase[] {
  const good = paths.map(volumeOf);
  const { bundleId = "", sender: own } = (good[1] as Volume).info;
  const small = shortened(good);
  const smallSecond = small[1] as Volume;
  const after = ["volumes-1"];
  const { bundleId: _, ...anonymous } = smallSecond.info;
  const by = "county" as const;
  const sender = { ...own, key: signerOf("town-2").key };
  return [
    {
      name: "volume-without-id",
      about: "a second volume without the bundle's id",
      bytes: bagBy("town-1", anonymous, smallSecond.payload),
    },
    {
      name: "volume-other-number",
      about: "a second volume that says it is the third",
      bytes: bagBy("town-1", { ...smallSecond.info, volume: 3 }, smallSecond.payload),
    },
    {
      name: "volume-by-another",
      about: "a second volume that another PC signed",
      bytes: bagBy("town-2", { ...smallSecond.info, bundleId, sender }, smallSecond.payload),
      by,
      after,
    },
    {
      name: "volume-other-list",
      about: "a second volume that states other things than the first",
      bytes: bagBy("town-1", { ...smallSecond.info, bundleId }, smallSecond.payload),
      by,
      after,
    },
    ...partsThatDiffer(small),
  ];
}

/** A set whose lists and signatures are right, and whose parts do not make the original that they are named after. */
function partsThatDiffer(small: readonly Volume[]): readonly BadBundleCase[] {
  const names = small.map((_, index) => `parts-differ-${index + 1}`);
  const last = "the last volume of that set: the parts do not make their original";
  return small.map(({ info, payload }, index) => ({
    name: names[index] ?? "",
    about: index + 1 < small.length ? "a volume of a set whose parts do not make their original; by itself it is good" : last,
    bytes: bagBy("town-1", info, payload),
    by: "county",
    after: names.slice(0, index).map((name) => `../invalid/${name}`),
  }));
}

/** Good bags that a workspace does not take. */
function strangerCases(): readonly BadBundleCase[] {
  const written = (pc: Pc) => {
    const writer = openPc(pc, "strangers");
    write(writer, "activity", SMALL);
    return gather(writer);
  };
  const handIn = sourceOf("town-1", written("town-1"), { purpose: "hand-in", recipient: "county" });
  const pack = sourceOf("other-town", written("other-town"), { purpose: "pack", recipient: "all" });
  const { statement } = handIn;
  const otherCampaign = { ...handIn, statement: { ...statement, campaign: { id: "other-2021" } } };
  const otherRecipient = { ...handIn, statement: { ...statement, recipient: "620724199" } };
  return [
    { name: "other-campaign", about: "a bundle of another campaign", by: "county", bytes: shortBag("town-1", otherCampaign) },
    { name: "other-recipient", about: "a bundle for another unit", by: "county", bytes: shortBag("town-1", otherRecipient) },
    {
      name: "foreign-root",
      about: "a pack that no county PC signed",
      by: "unit",
      after: ["pack"],
      bytes: shortBag("other-town", pack),
    },
  ];
}

/** A bundle of one volume with short pages. */
function shortBag(pc: Pc, source: BundleSource): Buffer {
  const lines = [...(source.entries as Iterable<string>)];
  const heads = [...source.heads];
  const payload = [
    { name: "data/heads.jsonl", content: Buffer.from(encodeHeads(heads)) },
    { name: "data/entries.jsonl", content: Buffer.from(lines.map((line) => `${line}\n`).join("")) },
    { name: "data/index.html", content: Buffer.from("<p>页</p>\n") },
    { name: "data/校验说明.txt", content: Buffer.from("校验说明\r\n") },
  ];
  return bagBy(pc, stateInfo(source, lines.length, heads, [listOf(payload)]), payload);
}

/** The honest bundle that is spoiled: a PC that nobody approved hands in an activity and a small photo; its pages are short. */
async function smallKit(folder: string, recipient: string): Promise<HostileKit> {
  const feed = append(feedOf({ campaign: CAMPAIGN }, "sender"), [{ title: "安全宣传咨询日" }]);
  const { statement } = makeSource([feed]);
  const photo = await makeMedium(join(folder, "originals"), bytesFrom("small photo")(128));
  const parts = { statement: { ...statement, campaign: { id: CAMPAIGN } }, media: [photo] };
  const target = { folder, baseName: "GT-01-001", stagingDir: join(folder, "staging") };
  const { path } = await writeBundle(makeSource([feed], parts), target, quiet());
  const kit = { folder, campaign: CAMPAIGN, recipient, honest: takeApart(readFileSync(path)) };
  const pages = { "data/index.html": Buffer.from("<p>页</p>\n"), "data/校验说明.txt": Buffer.from("校验说明\r\n") };
  return { ...kit, honest: resigned(kit, pages) };
}

/** All bad bundles. @param volumes paths of the good set of that name. @param recipient of `county-1`. */
export async function badBundleCases(
  folder: string,
  volumes: readonly string[],
  recipient: string,
): Promise<readonly BadBundleCase[]> {
  mkdirSync(folder, { recursive: true });
  const kit = await smallKit(folder, recipient);
  const sealedText = fileOf(kit, Buffer.from("这不是报送包\n"), "text.anbao");
  const sealedPath = join(folder, "text.anbao.age");
  await encryptFile(sealedText, sealedPath, [recipient], quiet());
  return [
    ...(await hostileCases(kit)),
    ...damageCases(kit),
    ...checksumCases(kit),
    ...listCases(kit),
    ...volumeCases(volumes),
    ...strangerCases(),
    { name: "sealed-text", about: "a text that was sealed", bytes: readFileSync(sealedPath), sealed: true },
  ];
}
