// Who writes the vectors: PCs with keys that anyone can make again, and a short history of what each of them writes.
// The entries are written by the program's own author, each PC in a store of its own in memory.
import { createHash } from "node:crypto";
import { privateKeyOf, rawKeyOf } from "../../../src-main/keys/signature/ed25519-key.ts";
import { encodeCarried } from "../../../src-main/bundle/bag/entries-file.ts";
import { signHead, type SignedHead } from "../../../src-main/bundle/bag/heads-file.ts";
import { signSshsig } from "../../../src-main/keys/signature/sshsig.ts";
import { compareText, type Audience } from "../../../src-main/domain/feed/entry.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { appendEntry } from "../../../src-main/store/union/author.ts";
import type { Line } from "../../../src-main/store/db/codec.ts";
import { inTransaction, statementsOf } from "../../../src-main/store/db/database.ts";
import { readFact, writeFact } from "../../../src-main/store/db/facts.ts";
import type { Signer } from "../../../src-main/usecases/ports/keys.ts";
import { feedHashOf, linesOf, receive, type Device } from "../laws/season.ts";
import { bytesFrom } from "./fixed-random.ts";
import { memoryStore } from "./memory-store.ts";

export const CAMPAIGN = "gaotai-2021-aqscy";
export const COUNTY = "620724001";
export const TOWN = "620724100";
export const OTHER_TOWN = "620724105";
/** 2021-06-01 09:00 in China. */
export const BEGUN_AT_MS = 1_622_509_200_000;

/** The PCs, and what each of them is. A `stranger` was never enrolled. */
export const CAST = {
  root: { unit: COUNTY, role: "county" },
  "county-2": { unit: COUNTY, role: "county" },
  "town-1": { unit: TOWN, role: "unit" },
  "town-2": { unit: TOWN, role: "unit" },
  "other-town": { unit: OTHER_TOWN, role: "unit" },
  stranger: { unit: TOWN, role: "unit" },
} as const;
export type Pc = keyof typeof CAST;

/** The seed of a PC's key: SHA-256 of `anbao vector key` and its name. */
function privateKey(pc: Pc): ReturnType<typeof privateKeyOf> {
  return privateKeyOf(createHash("sha256").update(`anbao vector key ${pc}`).digest());
}

export function keyOf(pc: Pc): string {
  return rawKeyOf(privateKey(pc));
}

export function signerOf(pc: Pc): Signer {
  return { key: keyOf(pc), sign: (namespace, bytes) => signSshsig(privateKey(pc), namespace, bytes) };
}

/** Which PC a raw key (hex) belongs to. */
export function pcOf(key: string): Pc {
  return (Object.keys(CAST) as Pc[]).find((pc) => keyOf(pc) === key) as Pc;
}

/** A PC at work; `clone` is a second one with the same disk. */
export type Writer = Device & Readonly<{ pc: Pc; source: Readonly<{ nowMs(): number; randomHex(bytes: number): string }> }>;

/** Opens a PC. @param place makes what it draws its own: the case's name, and which copy of the disk it is. */
export function openPc(pc: Pc, place: string): Writer {
  const db = memoryStore();
  const statements = statementsOf(db);
  const { unit, role } = CAST[pc];
  const key = keyOf(pc);
  const facts = { campaign: CAMPAIGN, role, unit, root: keyOf("root"), selfKey: key } as const;
  for (const [name, value] of Object.entries(facts)) writeFact(statements, name as keyof typeof facts, value);
  const draw = bytesFrom(`${place} ${pc}`);
  const clock = { nowMs: BEGUN_AT_MS };
  const source = { nowMs: () => (clock.nowMs += 60_000), randomHex: (bytes: number) => draw(bytes).toString("hex") };
  return { db, statements, key, unit, role, pc, source };
}

/** A PC with the disk of another: it goes on with the same feeds. */
export function clonePc(from: Writer, place: string): Writer {
  const clone = openPc(from.pc, place);
  receive(clone, linesOf(from));
  for (const audience of ["county", "all", "own"] as const) {
    const feed = readFact(from.statements, `feed:${from.unit}:${audience}`);
    if (feed !== undefined) writeFact(clone.statements, `feed:${from.unit}:${audience}`, feed);
  }
  return clone;
}

export type Words = Readonly<{
  record?: string;
  audience?: Audience;
  /** Unit whose record it is: the writer's own. */
  unit?: string;
  parents?: readonly string[];
  by?: string;
}>;

/** Writes one entry (null: a deletion). @returns its hash. */
export function write(writer: Writer, kind: string, value: JsonObject | null, words: Words = {}): string {
  const { record = recordNamed("a"), unit = writer.unit, parents = [], by = "" } = words;
  const audience = words.audience ?? (writer.role === "county" ? "all" : "county");
  const draft = { kind, record, unit, audience, value, parents, by };
  return inTransaction(writer.db, () => appendEntry(writer.statements, writer.source, draft).hash);
}

/** A record's id that is the same for the same name. */
export function recordNamed(name: string): string {
  const digits = createHash("sha256").update(`anbao vector record ${name}`).digest("hex");
  return `01797f0a-0000-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
}

/** All that these PCs hold, as data/entries.jsonl has it: feed by feed, ascending by (seq, hash), each once. */
export function gather(...writers: readonly Device[]): readonly Line[] {
  const all = new Map(writers.flatMap((writer) => linesOf(writer)).map((line) => [line.hash, line]));
  return ordered([...all.values()]);
}

export function ordered(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted(
    (a, b) =>
      compareText(feedHashOf(a), feedHashOf(b)) || a.carried.entry.seq - b.carried.entry.seq || compareText(a.hash, b.hash),
  );
}

export function textOf(lines: readonly Line[]): string {
  return lines.map((line) => `${encodeCarried(line.carried)}\n`).join("");
}

/** The last entry of every branch, signed by its feed's own key. @param keys of feeds whose opening entry is not among the lines. */
export function headsOf(lines: readonly Line[], keys: Readonly<Record<string, string>> = {}): readonly SignedHead[] {
  const followed = new Set(lines.map(({ carried }) => carried.entry.prev));
  return lines
    .filter((line) => !followed.has(line.hash))
    .map((line) => {
      const feed = feedHashOf(line);
      const opening = lines.find((one) => one.hash === feed)?.carried.value?.["key"];
      const pc = pcOf(keys[feed] ?? String(opening));
      return signHead(privateKey(pc), { feed, seq: line.carried.entry.seq, hash: line.hash });
    });
}
