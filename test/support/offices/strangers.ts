// What strangers and liars hand in: valid signatures over whatever they like to say.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { encodeCarried } from "../../../src-main/bundle/bag/entries-file.ts";
import { signHead } from "../../../src-main/bundle/bag/heads-file.ts";
import { writeBundle } from "../../../src-main/bundle/write/write-bundle.ts";
import { commitment, entryHash, type Audience, type Carried, type Frontier } from "../../../src-main/domain/feed/entry.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { makeSource, quiet, sha256, testKey } from "../made/make-bundle.ts";
import { activity, COUNTY_OFFICE, TOWN } from "./office.ts";
import { recordId } from "../../../src-main/usecases/records/versions/put-record.ts";
import type { BundleSource } from "../../../src-main/bundle/bag/bundle-source.ts";

const BEGUN_MS = Date.parse("2021-06-02T09:00:00+08:00");

/** A feed in the making. `ends`: its branches. */
export type Forged = Readonly<{ key: string; id: string; carried: Carried[]; ends: Map<string, number> }>;

type Opening = Readonly<{ unit?: string; audience?: Audience; nonce?: string }>;

export function forge(key: string, { unit = TOWN, audience = "county", nonce = "00" }: Opening = {}): Forged {
  const body = { key: testKey(key).key, campaign: "gaotai-2021-aqscy", unit, audience, nonce: nonce.padStart(32, "0") };
  const place = { feed: "", seq: 0, prev: null, at: { wallMs: BEGUN_MS, counter: 0, feed: "" } };
  const opening = carry({ ...place, kind: "feed", record: body.nonce }, body);
  const id = entryHash(sha256, opening.entry);
  return { key, id, carried: [opening], ends: new Map([[id, 0]]) };
}

/** Writes on after the last entry, or after another one: a branch. @returns its hash. */
export function say(feed: Forged, kind: string, value: JsonObject, after?: string, record?: string): string {
  const before = after ?? [...feed.ends.keys()].at(-1) ?? feed.id;
  const seq = (feed.ends.get(before) ?? 0) + 1;
  const at = { wallMs: BEGUN_MS + feed.carried.length, counter: 0, feed: feed.id };
  const name = record ?? `01797c00-0000-7000-8000-${sha256(`${feed.id} ${feed.carried.length}`).slice(0, 12)}`;
  const next = carry({ feed: feed.id, seq, prev: before, at, kind, record: name }, value);
  const hash = entryHash(sha256, next.entry);
  feed.carried.push(next);
  feed.ends.delete(before);
  feed.ends.set(hash, seq);
  return hash;
}

/** A feed that breaks into many branches right after its opening. */
export function branched(key: string, branches: number, opening: Opening = {}): Forged {
  const feed = forge(key, opening);
  for (let index = 0; index < branches; index += 1) say(feed, "activity", heldActivity(`分支 ${index}`), feed.id);
  return feed;
}

export const heldActivity = (title: string, more: JsonObject = {}): JsonObject => activity(title, { attachments: [], ...more });

function carry(place: Pick<Carried["entry"], "feed" | "seq" | "prev" | "at" | "kind" | "record">, value: JsonObject): Carried {
  const salt = sha256(`${place.feed} ${place.seq} ${place.at.wallMs}`).slice(0, 32);
  const entry = { ...place, by: "", v: 1, parents: [], op: "put", body: commitment(sha256, salt, value) } as const;
  return { entry, salt, value };
}

type Said = Readonly<{ unit?: string; number?: number; media?: BundleSource["media"]; signer?: string; base?: Frontier }> &
  Partial<Pick<BundleSource["statement"], "holds">>;

/** Writes a hand-in with these feeds. `unit`: whose it says to be. @returns the file's path. */
export async function handInOf(
  folder: string,
  feeds: readonly Forged[],
  { unit = TOWN, number = 1, media = [], signer, base, holds }: Said = {},
): Promise<string> {
  const { key, signer: sign } = testKey(signer ?? feeds[0]?.key ?? "");
  const heads = feeds.flatMap((feed) =>
    [...feed.ends].map(([hash, seq]) => signHead(testKey(feed.key).privateKey, { feed: feed.id, seq, hash })),
  );
  const contains = Object.fromEntries(
    feeds.map((feed) => [feed.id, [...feed.ends].map(([hash, toSeq]) => ({ fromSeq: 0, toSeq, hash }))]),
  );
  const source = makeSource([], {
    signer: sign,
    heads,
    media,
    entries: feeds.flatMap(({ carried }) => sorted(carried).map(encodeCarried)),
  });
  const statement = {
    ...source.statement,
    createdAtMs: BEGUN_MS,
    sender: { unit, unitName: "城关镇", device: "一号电脑", key },
    campaign: { id: "gaotai-2021-aqscy" },
    series: { number, previousBundleId: null },
    contains,
    ...(base !== undefined && { baseFrontier: base }),
    ...(holds !== undefined && { holds }),
  };
  mkdirSync(folder, { recursive: true });
  const target = {
    folder,
    baseName: `S-${sha256(JSON.stringify(contains)).slice(0, 8)}-${number}`,
    stagingDir: join(folder, "staging"),
  };
  return (await writeBundle({ ...source, statement }, target, quiet())).path;
}

const sorted = (carried: readonly Carried[]): readonly Carried[] =>
  carried.toSorted((a, b) => a.entry.seq - b.entry.seq || (entryHash(sha256, a.entry) < entryHash(sha256, b.entry) ? -1 : 1));

/** The county approves a key as a unit's, as if its code had been compared. */
export function approveKey(county: Workspace, key: string, unit: string): void {
  const recipient = county.ownRecipients()[0] ?? "";
  const value = { key: testKey(key).key, unit, role: "unit", device: "一号电脑", recipient };
  const record = recordId(county, "enrolment", value);
  county.store.append([{ kind: "enrolment", record, unit: COUNTY_OFFICE, audience: "all", value }]);
}
