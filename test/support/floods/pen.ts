// A sender who writes what he likes: real keys, chains, commitments and signatures; places, parents and values as the case asks.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { bundlePort } from "../../../src-main/bundle/bundle-port.ts";
import { privateKeyOf, rawKeyOf } from "../../../src-main/keys/signature/ed25519-key.ts";
import { signSshsig } from "../../../src-main/keys/signature/sshsig.ts";
import { commitment, entryHash, type Entry, type Frontier } from "../../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../../src-main/domain/json.ts";
import { sha256 } from "../../../src-main/store/db/codec.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import type { BundleStatement, CarriedTexts } from "../../../src-main/usecases/ports/bundles.ts";
import type { Signer } from "../../../src-main/usecases/ports/keys.ts";

/** Who writes, and for which unit he says he does. */
export type Author = Readonly<{ unit: string; signer: Signer }>;

/** The same key for the same name in every run. */
export function authorNamed(name: string, unit: string): Author {
  const privateKey = privateKeyOf(createHash("sha256").update(`flood ${name}`).digest());
  return {
    unit,
    signer: { key: rawKeyOf(privateKey), sign: (namespace, bytes) => signSshsig(privateKey, namespace, bytes) },
  };
}

/** A feed under his pen: its lines as they travel, and its ends. */
export type PennedFeed = Readonly<{
  author: Author;
  id: string;
  lines: readonly Readonly<{ seq: number; hash: string; texts: CarriedTexts }>[];
  heads(): readonly Readonly<{ seq: number; hash: string }>[];
  /** Appends a version (null: a deletion) after the last one, or after `prev`. @returns its hash. */
  push(kind: string, value: JsonObject | null, more?: Placed): string;
  last(): Readonly<{ seq: number; hash: string }>;
}>;

/** Where an entry goes: by default after the last one, in a record of its own, with no parents, one second later. */
export type Placed = Readonly<{
  record?: string;
  parents?: readonly string[];
  after?: Readonly<{ seq: number; hash: string }>;
  wallMs?: number;
}>;

export const FLOOD_BEGUN_MS = Date.parse("2021-06-02T09:00:00+08:00");

/** Opens a feed. @param body members of the opening that are not as they should be */
export function openPen(author: Author, campaign: string, nonce: string, body: JsonObject = {}): PennedFeed {
  const value = {
    audience: "county",
    campaign,
    key: author.signer.key,
    nonce: sha256(nonce).slice(0, 32),
    unit: author.unit,
    ...body,
  };
  const lines: { seq: number; hash: string; texts: CarriedTexts }[] = [];
  const ends = new Map<string, number>();
  const add = (entry: Omit<Entry, "body">, content: JsonObject | null): Readonly<{ seq: number; hash: string }> => {
    const salt = content === null ? null : sha256(`${nonce} ${lines.length}`).slice(0, 32);
    const whole = { ...entry, body: content === null || salt === null ? null : commitment(sha256, salt, content) };
    const hash = entryHash(sha256, whole);
    lines.push({
      seq: entry.seq,
      hash,
      texts: {
        text: canonicalJson(whole as unknown as JsonObject),
        salt,
        value: content === null ? null : canonicalJson(content),
      },
    });
    if (entry.prev !== null) ends.delete(entry.prev);
    ends.set(hash, entry.seq);
    return { seq: entry.seq, hash };
  };
  const opening = {
    feed: "",
    seq: 0,
    prev: null,
    at: { wallMs: FLOOD_BEGUN_MS, counter: 0, feed: "" },
    by: "",
    v: 1,
    op: "put",
  } as const;
  const opened = add({ ...opening, kind: "feed", record: "", parents: [] }, value);
  let last = opened;
  return {
    author,
    id: opened.hash,
    lines,
    heads: () => [...ends].map(([hash, seq]) => ({ hash, seq })),
    push: (kind, content, more = {}) => {
      const { after = last, record = recordOf(`${nonce} ${lines.length}`), parents = [] } = more;
      const at = { wallMs: more.wallMs ?? FLOOD_BEGUN_MS + lines.length * 1000, counter: 0, feed: opened.hash };
      const place = { feed: opened.hash, seq: after.seq + 1, prev: after.hash, at, by: "", v: 1 };
      const added = add({ ...place, kind, record, parents, op: content === null ? "delete" : "put" }, content);
      if (more.after === undefined) last = added;
      return added.hash;
    },
    last: () => last,
  };
}

/** A record's id that is the same for the same name. */
export function recordOf(name: string): string {
  return `01797f0a-0000-7000-8000-${sha256(name).slice(0, 12)}`;
}

/** What a bundle says of itself apart from what it holds. */
export type Claims = Readonly<{
  unit?: string;
  unitName?: string;
  device?: string;
  purpose?: BundleStatement["purpose"];
  recipient?: BundleStatement["recipient"];
  number?: number;
  previousBundleId?: string | null;
  baseFrontier?: Frontier;
}>;

/** Writes the feeds as one plain bundle, to the county unless it is claimed otherwise. @returns its path. */
export async function writePenned(
  folder: string,
  baseName: string,
  campaign: string,
  feeds: readonly PennedFeed[],
  claims: Claims = {},
): Promise<string> {
  const [first] = feeds;
  if (first === undefined) throw new Error("a bundle has a feed");
  const { author } = first;
  const bundles = bundlePort();
  const heads = feeds.flatMap((feed) =>
    feed.heads().map(({ seq, hash }) => {
      const position = { feed: feed.id, seq, hash };
      return { ...position, sig: bundles.signHead(position, feed.author.signer) };
    }),
  );
  const contains = Map.groupBy(heads, ({ feed }) => feed);
  const written = await bundles.write(
    {
      statement: {
        purpose: claims.purpose ?? "hand-in",
        createdAtMs: FLOOD_BEGUN_MS + 3 * 24 * 60 * 60 * 1000,
        program: { name: "anbao", version: "test" },
        sender: {
          unit: claims.unit ?? author.unit,
          unitName: claims.unitName ?? "某镇",
          device: claims.device ?? "一号电脑",
          key: author.signer.key,
        },
        recipient: claims.recipient ?? "county",
        campaign: { id: campaign },
        series: { number: claims.number ?? 1, previousBundleId: claims.previousBundleId ?? null },
        baseFrontier: claims.baseFrontier ?? {},
        contains: Object.fromEntries(
          [...contains].map(([feed, ends]) => [feed, ends.map(({ seq, hash }) => ({ fromSeq: 0, toSeq: seq, hash }))]),
        ),
        withheld: [],
      },
      signer: author.signer,
      heads,
      entries: textsOf(feeds),
      media: [],
      previews: [],
      papers: [],
      readme: { title: "x", unitName: "x", facts: [], sections: [] },
    },
    {
      folder,
      baseName,
      stagingDir: join(folder, "staging"),
      recipients: [],
      fits: async () => undefined,
      named: () => Promise.resolve(),
    },
    UNWATCHED,
  );
  return written.path;
}

/** Feed by feed, ascending by sequence and hash. */
function* textsOf(feeds: readonly PennedFeed[]): Generator<CarriedTexts> {
  for (const feed of feeds)
    for (const { texts } of feed.lines.toSorted((a, b) => a.seq - b.seq || (a.hash < b.hash ? -1 : 1))) yield texts;
}
