// What every hostile case is made from: an honest bundle taken apart, signed anew by a sender who lies, or sealed to the county.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BundleSource } from "../../../src-main/bundle/bag/bundle-source.ts";
import { encryptFile } from "../../../src-main/bundle/age/age.ts";
import { writeBundle } from "../../../src-main/bundle/write/write-bundle.ts";
import { canonicalJson, type JsonObject } from "../../../src-main/domain/json.ts";
import type { ProblemCode } from "../../../src-main/domain/problem.ts";
import { makeBundle, makeSource, openFeed, append, quiet, sha256, testKey, type TestFeed } from "../made/make-bundle.ts";
import { rawZip, takeApart, type RawMember } from "../made/raw-zip.ts";

/** Families of attacks, as they are reported. */
export type HostileGroup = "names" | "records" | "sizes" | "texts" | "claims" | "signatures" | "feeds" | "sealed";

/** One attack: the file that it makes, and the code with which it must be refused. */
export type HostileCase = Readonly<{
  group: HostileGroup;
  name: string;
  code: ProblemCode;
  make(kit: HostileKit): string | Promise<string>;
}>;

/** The workspace that will read them: its campaign, and its age key. */
export type Reader = Readonly<{ campaign: string; recipient: string }>;

/** Where cases are made. */
export type HostileKit = Reader & Readonly<{ folder: string; honest: readonly RawMember[] }>;

/** Makes the honest bundle: a PC that nobody approved yet hands in two activities, a photo and a paper. */
export async function hostileKit(folder: string, reader: Reader): Promise<HostileKit> {
  const feed = append(feedOf(reader, "sender"), [{ title: "安全宣传咨询日" }, { title: "应急演练" }]);
  const { statement, heads, entries } = makeSource([feed]);
  const parts = { statement: { ...statement, campaign: { id: reader.campaign } }, heads, entries };
  const { path } = await makeBundle(join(folder, "honest"), { parts });
  return { ...reader, folder, honest: takeApart(readFileSync(path)) };
}

/** Opens a feed of the reader's campaign. */
export function feedOf({ campaign }: Pick<Reader, "campaign">, keyName: string): TestFeed {
  return openFeed(keyName, "GT-01", "00".repeat(16), campaign);
}

/** A file of that content, by the name under which every case is read. */
export function fileOf(kit: HostileKit, bytes: Uint8Array, name = "hostile.anbao"): string {
  const path = join(kit.folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A copy of the honest members, to be spoiled. */
export function membersOf(kit: HostileKit): RawMember[] {
  return kit.honest.map((member) => ({ ...member }));
}

export function lastOf(members: readonly RawMember[]): RawMember {
  return members.at(-1) as RawMember;
}

export function memberNamed(members: readonly RawMember[], name: string): RawMember {
  return members.find((member) => member.name === name) as RawMember;
}

/** What the honest bundle.json says. */
export function infoOf(kit: HostileKit): JsonObject {
  return JSON.parse(textOf(kit, "data/bundle.json")) as JsonObject;
}

export function textOf(kit: HostileKit, name: string): string {
  return String(memberNamed(kit.honest, name).content);
}

/** The honest bundle with other contents, its lists and signature made anew by the sender: a valid bag. */
export function resigned(kit: HostileKit, changes: Readonly<Record<string, Buffer>>, manifest?: Buffer): RawMember[] {
  const list = membersOf(kit);
  const at = (name: string) => memberNamed(list, name);
  for (const [name, content] of Object.entries(changes)) at(name).content = content;
  if (!("data/bundle.json" in changes)) at("data/bundle.json").content = relisted(at("data/bundle.json").content, changes);
  const payload = list.map((member) => String(member.name)).filter((name) => name.startsWith("data/"));
  at("manifest-sha256.txt").content = manifest ?? linesFor(list, payload.sort());
  if (!("bag-info.txt" in changes)) {
    const bytes = payload.reduce((sum, name) => sum + (at(name).content?.byteLength ?? 0), 0);
    const text = String(at("bag-info.txt").content).replace(/Payload-Oxum: .*/, `Payload-Oxum: ${bytes}.${payload.length}`);
    at("bag-info.txt").content = Buffer.from(text);
  }
  const tagManifest = linesFor(list, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]);
  at("tagmanifest-sha256.txt").content = tagManifest;
  at("tagmanifest-sha256.txt.sig").content = Buffer.from(testKey("sender").signer.sign("anbao-bundle@v1", tagManifest));
  return list;
}

function linesFor(list: readonly RawMember[], names: readonly string[]): Buffer {
  const line = (name: string) => `${sha256(memberNamed(list, name).content ?? Buffer.alloc(0))}  ${name}\n`;
  return Buffer.from(names.map(line).join(""));
}

/** bundle.json with the sizes and checksums of changed files. */
function relisted(content: Buffer | undefined, changes: Readonly<Record<string, Buffer>>): Buffer {
  type Info = { volumes: { files: { path: string; sizeBytes: number; sha256: string }[] }[] };
  const info = JSON.parse(String(content)) as Info;
  for (const file of info.volumes.flatMap((volume) => volume.files)) {
    const changed = changes[file.path];
    if (changed !== undefined) Object.assign(file, { sizeBytes: changed.byteLength, sha256: sha256(changed) });
  }
  return Buffer.from(`${canonicalJson(info as unknown as JsonObject)}\n`);
}

/** The file of a valid bag with other contents. */
export function resignedFile(kit: HostileKit, changes: Readonly<Record<string, Buffer>>, manifest?: Buffer): string {
  return fileOf(kit, rawZip(resigned(kit, changes, manifest)));
}

/** A bundle that the writer itself makes from such feeds and parts: everything around them is right. */
export async function writtenFile(kit: HostileKit, feeds: readonly TestFeed[], parts: Partial<BundleSource>): Promise<string> {
  const folder = join(kit.folder, `written-${sha256(String(Math.random())).slice(0, 12)}`);
  mkdirSync(folder);
  const target = { folder, baseName: "GT-01-001", stagingDir: join(kit.folder, "staging") };
  const source = makeSource(feeds, parts);
  const statement = { ...source.statement, campaign: { id: kit.campaign } };
  return (await writeBundle({ ...source, statement }, target, quiet())).path;
}

/** The file sealed to the workspace that reads it. */
export async function sealedFile(kit: HostileKit, plain: string): Promise<string> {
  const path = join(kit.folder, "hostile.anbao.age");
  await encryptFile(plain, path, [kit.recipient], quiet());
  return path;
}
