// Bundles of many townships without media, for the merge: real keys, real chains, real signatures, records of the usual length.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { bundlePort } from "../../../src-main/bundle/bundle-port.ts";
import { privateKeyOf, rawKeyOf } from "../../../src-main/keys/signature/ed25519-key.ts";
import { signSshsig } from "../../../src-main/keys/signature/sshsig.ts";
import { commitment, entryHash, type Carried, type Entry } from "../../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../../src-main/domain/json.ts";
import { uuidV7 } from "../../../src-main/domain/feed/record-id.ts";
import { sha256 } from "../../../src-main/store/db/codec.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import type { BundleStatement, CarriedTexts, WrittenBundle } from "../../../src-main/usecases/ports/bundles.ts";
import type { Signer } from "../../../src-main/usecases/ports/keys.ts";
import { activityText } from "./made-values.ts";

const OPENED_MS = Date.UTC(2021, 5, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
/** One entry in five is a later version of an earlier record. */
const EDIT_EVERY = 5;

/** A township that hands in; its code is none of the campaign's, which admission does not ask. */
export type Sender = Readonly<{ unit: string; signer: Signer }>;

/** The sender with this number; the same in every run. */
export function senderOf(index: number): Sender {
  const privateKey = privateKeyOf(createHash("sha256").update(`bench sender ${index}`).digest());
  const sign: Signer["sign"] = (namespace, bytes) => signSshsig(privateKey, namespace, bytes);
  return { unit: `6207${String(index).padStart(5, "0")}`, signer: { key: rawKeyOf(privateKey), sign } };
}

/** Entries of one feed: its opening, records and edits of them, and at the end a report over all of it. */
export function* feedOf(sender: Sender, campaign: string, entries: number): Generator<Carried> {
  const seed = Number(sender.unit.slice(4));
  const opening = openingOf(sender, campaign);
  const feed = entryHash(sha256, opening.entry);
  const heads: { record: string; hash: string }[] = [];
  let prev = feed;
  yield opening;
  for (let seq = 1; seq < entries; seq += 1) {
    const chosen = (seq * 7) % Math.max(1, heads.length);
    const edited = seq % EDIT_EVERY === 0 ? heads[chosen] : undefined;
    const record = edited?.record ?? uuidV7(OPENED_MS + seq, sha256(`${sender.unit} ${seq}`).slice(0, 32));
    const place = {
      feed,
      seq,
      prev,
      at: { wallMs: OPENED_MS + seq * 1000, counter: 0, feed },
      record,
      parents: edited ? [edited.hash] : [],
    };
    const carried =
      seq === entries - 1
        ? carry({ ...place, parents: [], kind: "report" }, reportValue(feed, seq - 1, prev))
        : carry({ ...place, kind: "activity" }, activityText(seed * 100_000 + seq, []));
    prev = entryHash(sha256, carried.entry);
    heads[edited === undefined ? heads.length : chosen] = { record, hash: prev };
    yield carried;
  }
}

function openingOf({ unit, signer }: Sender, campaign: string): Carried {
  const nonce = sha256(unit).slice(0, 32);
  const value: JsonObject = { key: signer.key, campaign, unit, audience: "county", nonce };
  return carry(
    { feed: "", seq: 0, prev: null, at: { wallMs: OPENED_MS, counter: 0, feed: "" }, record: nonce, parents: [], kind: "feed" },
    value,
  );
}

function carry(place: Pick<Entry, "feed" | "seq" | "prev" | "at" | "record" | "parents" | "kind">, value: JsonObject): Carried {
  const salt = sha256(`${place.feed} ${place.seq}`).slice(0, 32);
  return { entry: { ...place, by: "", v: 1, op: "put", body: commitment(sha256, salt, value) }, salt, value };
}

function reportValue(feed: string, seq: number, hash: string): JsonObject {
  return {
    type: "final",
    period: "final",
    frontier: { [feed]: [{ seq, hash }] },
    contentDigest: sha256(hash),
    contentCount: seq + 1,
    campaignVersion: sha256("campaign"),
    figures: {},
    exportedAtMs: OPENED_MS + 30 * DAY_MS,
  };
}

/** Writes a sender's bundle to the county, plain. */
export async function writeSenderBundle(
  folder: string,
  sender: Sender,
  campaign: string,
  entries: number,
): Promise<WrittenBundle> {
  const bundles = bundlePort();
  const head = lastOf(feedOf(sender, campaign, entries));
  const position = { feed: head.entry.feed, seq: head.entry.seq, hash: entryHash(sha256, head.entry) };
  const source = {
    statement: statementOf(sender, campaign, position),
    signer: sender.signer,
    heads: [{ ...position, sig: bundles.signHead(position, sender.signer) }],
    entries: textsOf(feedOf(sender, campaign, entries)),
    media: [],
    previews: [],
    papers: [],
    readme: { title: sender.unit, unitName: sender.unit, facts: [], sections: [] },
  };
  return bundles.write(
    source,
    {
      folder,
      baseName: `${sender.unit}-001`,
      stagingDir: join(folder, "staging"),
      recipients: [],
      fits: async () => undefined,
      named: () => Promise.resolve(),
    },
    UNWATCHED,
  );
}

function* textsOf(feed: Iterable<Carried>): Generator<CarriedTexts> {
  for (const { entry, salt, value } of feed) {
    yield { text: canonicalJson(entry as unknown as JsonObject), salt, value: value === null ? null : canonicalJson(value) };
  }
}

function lastOf(feed: Iterable<Carried>): Carried {
  let last: Carried | undefined;
  for (const carried of feed) last = carried;
  if (last === undefined) throw new Error("a feed has an opening entry");
  return last;
}

function statementOf(
  { unit, signer }: Sender,
  campaign: string,
  { feed, seq, hash }: Readonly<{ feed: string; seq: number; hash: string }>,
): BundleStatement {
  return {
    purpose: "hand-in",
    createdAtMs: OPENED_MS + 30 * DAY_MS,
    program: { name: "anbao", version: "bench" },
    sender: { unit, unitName: unit, device: "一号电脑", key: signer.key },
    recipient: "county",
    campaign: { id: campaign },
    series: { number: 1, previousBundleId: null },
    baseFrontier: {},
    contains: { [feed]: [{ fromSeq: 0, toSeq: seq, hash }] },
    withheld: [],
  };
}
