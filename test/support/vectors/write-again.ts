// Writes what a vector holds once more, by the parts of today's program that write: entries by their author, a bundle's ZIP from what
// was read of it, a backup from its members. The pages for readers (index.html, 校验说明.txt) are taken over: their words are no format.
import { mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { bagOf, listed, planBag, stateInfo, type BagPlan, type PlannedFile } from "../../../src-main/bundle/bag/bag-plan.ts";
import { parseBundleInfo, type BundleInfo } from "../../../src-main/bundle/bag/bundle-info.ts";
import { realDisk } from "../../../src-main/bundle/disk.ts";
import { encodeCarried, parseCarriedLine } from "../../../src-main/bundle/bag/entries-file.ts";
import { parseHeads } from "../../../src-main/bundle/bag/heads-file.ts";
import {
  CHECK_NOTES,
  ENTRIES,
  extInName,
  hashInName,
  HEADS,
  INDEX_PAGE,
  INFO,
  kindOfName,
} from "../../../src-main/bundle/names.ts";
import { writeBackup } from "../../../src-main/bundle/backup/write-backup.ts";
import { publish } from "../../../src-main/bundle/write/write-bundle.ts";
import { identityOf } from "../../../src-main/bundle/zip/zip-write.ts";
import type { FeedBody } from "../../../src-main/domain/feed/entry.ts";
import { kindOf } from "../../../src-main/domain/kinds/kinds.ts";
import { appendEntry } from "../../../src-main/store/union/author.ts";
import type { Line } from "../../../src-main/store/db/codec.ts";
import { inTransaction } from "../../../src-main/store/db/database.ts";
import type { BackupStatement } from "../../../src-main/usecases/ports/backups.ts";
import { quiet } from "../made/make-bundle.ts";
import { takeApart } from "../made/raw-zip.ts";
import { feedHashOf } from "../laws/season.ts";
import { gather, headsOf, openPc, pcOf, signerOf } from "./cast.ts";
import { placed } from "./judge.ts";

/** Whether all entries are of a version that this program writes: an older one is only read. */
export function isOfToday(lines: readonly Line[]): boolean {
  return lines.every(({ carried: { entry } }) => entry.kind === "feed" || versionsWritten(entry.kind).includes(entry.v));
}

/** A list that fits into one entry is written as version 1, its parts as version 2. */
export function versionsWritten(kind: string): readonly number[] {
  const known = kindOf(kind);
  return known === undefined ? [] : known.parts === undefined ? [known.v] : [1, known.v];
}

/** The same entries by today's author, given the same clock, salts and words. */
export function appendAgain(lines: readonly Line[]): readonly Line[] {
  const feeds = Map.groupBy(lines, feedHashOf);
  return gather(...[...feeds.values()].map(appendFeed));
}

function appendFeed(lines: readonly Line[]): ReturnType<typeof openPc> {
  const opening = (lines[0] as Line).carried;
  const { key, unit, audience, nonce } = opening.value as unknown as FeedBody;
  const pc = openPc(pcOf(key), "again");
  const drawn = [nonce, ...lines.flatMap(({ carried }) => carried.salt ?? [])];
  const times = lines.map(({ carried }) => carried.entry.at.wallMs);
  const source = { nowMs: () => times.shift() ?? 0, randomHex: () => drawn.shift() ?? "" };
  for (const { carried } of lines.slice(1)) {
    const { kind, record, parents, by } = carried.entry;
    const draft = { kind, record, unit, audience, value: carried.value, parents, by };
    inTransaction(pc.db, () => appendEntry(pc.statements, source, draft));
  }
  return pc;
}

type Members = readonly Readonly<{ name: string; content: Buffer }>[];

function membersIn(zip: Buffer): Members {
  return takeApart(zip).map(({ name, content }) => ({ name: String(name), content }));
}

function contentOf(members: Members, name: string): Buffer {
  return members.find((member) => member.name === name)?.content ?? Buffer.alloc(0);
}

function inMemory({ name, content }: Members[number]): PlannedFile {
  return { name, identity: identityOf(content), bytes: content };
}

/** The plain ZIP of a bundle or of a volume of one. @param knownFeeds keys of feeds whose opening came with an earlier bundle. */
export async function bundleAgain(zip: Buffer, folder: string, knownFeeds: Readonly<Record<string, string>>): Promise<Buffer> {
  const members = membersIn(zip);
  const info = parseBundleInfo(contentOf(members, INFO));
  const payload = members.filter(({ name }) => name.startsWith("data/") && name !== INFO);
  const signer = signerOf(pcOf(info.sender.key));
  const plan =
    info.volumes.length > 1 ? bagOf(signer, info, payload.map(inMemory)) : planAgain(info, payload, folder, knownFeeds);
  return written(plan, folder);
}

/** Everything that is stated is counted and signed anew. */
function planAgain(info: BundleInfo, payload: Members, folder: string, knownFeeds: Readonly<Record<string, string>>): BagPlan {
  const texts = contentOf(payload, ENTRIES).toString().split("\n").slice(0, -1);
  const lines = texts.map((text): Line => ({ ...parseCarriedLine(text), text, valueText: null }));
  const { format: _format, volume: _volume, volumes: _volumes, counts: _counts, bundleId: _id, ...statement } = info;
  const signed = new Map(headsOf(lines, knownFeeds).map((head) => [head.hash, head]));
  const source = {
    statement,
    signer: signerOf(pcOf(info.sender.key)),
    heads: parseHeads(contentOf(payload, HEADS)).map((head) => signed.get(head.hash) ?? head),
    entries: [],
    media: ofKind(payload, "media").map(({ name, content }) => {
      const path = placed(join(folder, "again"), basename(name), content);
      return { ...identityOf(content), ext: extInName(name) ?? "", path };
    }),
    previews: ofKind(payload, "preview").map(({ name, content }) => ({ sha256: hashInName(name) ?? "", bytes: content })),
    papers: ofKind(payload, "paper").map(({ name, content }) => ({ name: basename(name), bytes: content })),
    readme: { title: "", unitName: "", facts: [], sections: [] },
  };
  const entries = Buffer.from(lines.map(({ carried }) => `${encodeCarried(carried)}\n`).join(""));
  const spooled = {
    ...identityOf(entries),
    path: placed(join(folder, "again"), "entries.jsonl", entries),
    entries: lines.length,
  };
  const pages = new Map([INDEX_PAGE, CHECK_NOTES].map((name) => [name, inMemory({ name, content: contentOf(payload, name) })]));
  const files = planBag(source, spooled, "")
    .files.filter(({ name }) => name.startsWith("data/") && name !== INFO)
    .map((file) => pages.get(file.name) ?? file);
  return bagOf(source.signer, stateInfo(source, lines.length, source.heads, [files.map(listed)]), files);
}

function ofKind(payload: Members, kind: ReturnType<typeof kindOfName>): Members {
  return payload.filter(({ name }) => kindOfName(name) === kind);
}

async function written(plan: BagPlan, folder: string): Promise<Buffer> {
  const path = join(folder, "again", `${plan.bundleId}-${plan.info.volume}.anbao`);
  mkdirSync(dirname(path), { recursive: true });
  await publish(plan, path, folder, { folder: dirname(path) }, quiet(), realDisk);
  return readFileSync(path);
}

/** The same backup, written from what lies in it. */
export async function backupAgain(zip: Buffer, statement: BackupStatement, folder: string): Promise<Buffer> {
  const members = membersIn(zip);
  const place = (name: string) => placed(join(folder, "parts"), basename(name), contentOf(members, name));
  const originals = members.filter(({ name }) => name.startsWith("media/"));
  const { media: _media, mediaBytes: _bytes, leftOut: _leftOut, ...stated } = statement;
  const media = originals.map(({ name, content }) => ({ ...identityOf(content), path: place(name) }));
  const path = join(folder, "again.anbao-backup");
  await writeBackup(
    { statement: stated, database: place("anbao.db"), keys: place("keys.json"), media },
    path,
    `${path}.part`,
    quiet(),
  );
  return readFileSync(path);
}
