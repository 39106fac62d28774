// Makes small real bundles for tests: keys from a seed, feeds of chained and committed entries, media files on the disk.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { commitment, entryHash, type Carried, type Entry } from "../../../src-main/domain/feed/entry.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { Signer } from "../../../src-main/usecases/ports/keys.ts";
import type { Progress } from "../../../src-main/usecases/ports/progress.ts";
import type { BundleSource, MediaSource } from "../../../src-main/bundle/bag/bundle-source.ts";
import { privateKeyOf, rawKeyOf } from "../../../src-main/keys/signature/ed25519-key.ts";
import { encodeCarried } from "../../../src-main/bundle/bag/entries-file.ts";
import { signHead, type SignedHead } from "../../../src-main/bundle/bag/heads-file.ts";
import { signSshsig } from "../../../src-main/keys/signature/sshsig.ts";
import { writeBundle, type BundleTarget, type WrittenBundle } from "../../../src-main/bundle/write/write-bundle.ts";

export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** A key that is the same for the same name in every run. */
export function testKey(name: string): { privateKey: ReturnType<typeof privateKeyOf>; key: string; signer: Signer } {
  const privateKey = privateKeyOf(createHash("sha256").update(`test key ${name}`).digest());
  const key = rawKeyOf(privateKey);
  return { privateKey, key, signer: { key, sign: (namespace, bytes) => signSshsig(privateKey, namespace, bytes) } };
}

/** A feed under construction: its carried entries, in order. */
export type TestFeed = Readonly<{ id: string; keyName: string; carried: readonly Carried[] }>;

const OPENED_AT_MS = 1_622_500_000_000;

/** Opens a feed of the named key. */
export function openFeed(keyName: string, unit = "GT-01", nonce = "00".repeat(16), campaign = "test-2021"): TestFeed {
  const value = { audience: "county", campaign, key: testKey(keyName).key, nonce, unit };
  const opening = carry({ feed: "", seq: 0, prev: null, at: { wallMs: OPENED_AT_MS, counter: 0, feed: "" } }, "feed", value);
  return { id: entryHash(sha256, opening.entry), keyName, carried: [opening] };
}

/** Appends entries with these values (null: a deletion) after the last one. */
export function append(feed: TestFeed, values: readonly (JsonObject | null)[], kind = "activity"): TestFeed {
  const carried = [...feed.carried];
  for (const value of values) {
    const last = carried.at(-1) as Carried;
    const seq = last.entry.seq + 1;
    const at = { wallMs: OPENED_AT_MS + seq, counter: 0, feed: feed.id };
    carried.push(carry({ feed: feed.id, seq, prev: entryHash(sha256, last.entry), at }, kind, value));
  }
  return { ...feed, carried };
}

function carry(place: Pick<Entry, "feed" | "seq" | "prev" | "at">, kind: string, value: JsonObject | null): Carried {
  const salt = value === null ? null : sha256(`${place.feed} ${place.seq}`).slice(0, 32);
  const body = value === null || salt === null ? null : commitment(sha256, salt, value);
  const record = `00000000-0000-7000-8000-${String(place.seq).padStart(12, "0")}`;
  return {
    entry: { ...place, by: "", kind, v: 1, record, parents: [], op: value === null ? "delete" : "put", body },
    salt,
    value,
  };
}

/** The feed's last entry, signed by its key. */
export function headOf(feed: TestFeed): SignedHead {
  const last = (feed.carried.at(-1) as Carried).entry;
  return signHead(testKey(feed.keyName).privateKey, { feed: feed.id, seq: last.seq, hash: entryHash(sha256, last) });
}

/** Lines of several feeds as data/entries.jsonl wants them. */
export function linesOf(feeds: readonly TestFeed[]): readonly string[] {
  return feeds.flatMap((feed) => feed.carried.map(encodeCarried));
}

/** Writes a file with this content and names it as the media store would. */
export async function makeMedium(folder: string, content: Uint8Array, ext = "jpg"): Promise<MediaSource> {
  await mkdir(folder, { recursive: true });
  const hash = sha256(content);
  const path = join(folder, `${hash}.${ext}`);
  await writeFile(path, content);
  return { sha256: hash, sizeBytes: content.byteLength, crc32: crc32(content), ext, path };
}

/** A bundle's source: one feed, signed by its own key, to the county. Parts may be replaced. */
export function makeSource(feeds: readonly TestFeed[], parts: Partial<BundleSource> = {}): BundleSource {
  const { key, signer } = testKey(feeds[0]?.keyName ?? "sender");
  const heads = feeds.map(headOf);
  const contains = Object.fromEntries(heads.map(({ feed, seq, hash }) => [feed, [{ fromSeq: 0, toSeq: seq, hash }]]));
  return {
    statement: {
      purpose: "hand-in",
      createdAtMs: OPENED_AT_MS,
      program: { name: "anbao", version: "0.1.0" },
      sender: { unit: "GT-01", unitName: "测试镇", device: "一号电脑", key },
      recipient: "county",
      campaign: { id: "test-2021" },
      series: { number: 1, previousBundleId: null },
      baseFrontier: {},
      contains,
      withheld: [],
    },
    signer,
    heads,
    entries: linesOf(feeds),
    media: [],
    previews: [],
    papers: [],
    readme: { title: "测试活动周报", unitName: "测试镇", facts: [{ label: "报送时间", value: "2021年6月10日" }], sections: [] },
    ...parts,
  };
}

/** Progress that nobody watches. */
export function quiet(signal: AbortSignal = new AbortController().signal): Progress {
  return { report: () => undefined, signal };
}

/** Writes a small real bundle into a folder: two activities, one photo, one paper. */
export async function makeBundle(
  folder: string,
  options: Partial<BundleTarget> & { keyName?: string; parts?: Partial<BundleSource> } = {},
): Promise<WrittenBundle> {
  const { keyName = "sender", parts, ...target } = options;
  const feed = append(openFeed(keyName), [{ title: "安全宣传咨询日" }, { title: "应急演练" }]);
  const photo = await makeMedium(join(folder, "originals"), randomBytes(3000));
  const source = makeSource([feed], {
    media: [photo],
    previews: [{ sha256: photo.sha256, bytes: Buffer.from("ffd8ffe0ffd9", "hex") }],
    papers: [{ name: "weekly-2.pdf", bytes: Buffer.from("%PDF-1.7\n") }],
    ...parts,
  });
  return writeBundle(source, { folder, baseName: "GT-01-001", stagingDir: join(folder, "staging"), ...target }, quiet());
}
