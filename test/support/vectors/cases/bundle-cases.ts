// Good bundles of every purpose, plain and sealed, whole and in volumes. Written by the program's own writer.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { identityToRecipient } from "age-encryption";
import type { BundleSource, MediaSource } from "../../../../src-main/bundle/bag/bundle-source.ts";
import type { BundleStatement } from "../../../../src-main/bundle/bag/bundle-info.ts";
import { planVolumes } from "../../../../src-main/bundle/volumes/volume-plan.ts";
import { writeBundle } from "../../../../src-main/bundle/write/write-bundle.ts";
import { encodeCarried } from "../../../../src-main/bundle/bag/entries-file.ts";
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import type { Line } from "../../../../src-main/store/db/codec.ts";
import { makeMedium, quiet, sha256 } from "../../made/make-bundle.ts";
import { feedHashOf } from "../../laws/season.ts";
import {
  BEGUN_AT_MS,
  CAMPAIGN,
  CAST,
  gather,
  headsOf,
  keyOf,
  openPc,
  recordNamed,
  signerOf,
  TOWN,
  write,
  type Pc,
} from "../cast.ts";
import { goodEntryCases, officeLines, withoutValue } from "./entry-cases.ts";
import { bytesFrom } from "../fixed-random.ts";
import { hash, SAMPLES, SMALL } from "../kind-samples.ts";

/** What a bundle is made of. `recipients`: names of identities that it is sealed to; `before`: the vector that it builds on. */
export type BundleCase = Readonly<{
  name: string;
  about: string;
  source: BundleSource;
  recipients?: readonly string[];
  before?: string;
  /** Keys of feeds whose opening entry came before. */
  knownFeeds?: Readonly<Record<string, string>>;
  /** Largest volume in bytes; absent: one file. */
  volumeBytes?: number;
}>;

export const UNIT_NAMES: Readonly<Record<string, string>> = {
  [TOWN]: "城关镇",
  "620724105": "骆驼城镇",
  "620724001": "县安委办",
};

type Parts = Readonly<{
  purpose: BundleStatement["purpose"];
  recipient: string;
  number?: number;
  previous?: string;
  base?: BundleStatement["baseFrontier"];
  withheld?: readonly string[];
  holds?: BundleStatement["holds"];
  media?: readonly MediaSource[];
  papers?: BundleSource["papers"];
  knownFeeds?: Readonly<Record<string, string>>;
  device?: string;
}>;

/** A bundle's source: these entries, signed and handed on by a PC. */
export function sourceOf(pc: Pc, lines: readonly Line[], parts: Parts): BundleSource {
  const { unit } = CAST[pc];
  const heads = headsOf(lines, parts.knownFeeds);
  const lowest = (feed: string) =>
    Math.min(...lines.filter((line) => feedHashOf(line) === feed).map((line) => line.carried.entry.seq));
  const contains = Object.groupBy(
    heads.map(({ feed, seq, hash: end }) => ({ feed, fromSeq: lowest(feed), toSeq: seq, hash: end })),
    ({ feed }) => feed,
  );
  const media = parts.media ?? [];
  return {
    statement: {
      purpose: parts.purpose,
      createdAtMs: BEGUN_AT_MS + 86_400_000,
      program: { name: "anbao", version: "0.1.0" },
      sender: { unit, unitName: UNIT_NAMES[unit] ?? unit, device: parts.device ?? "一号电脑", key: keyOf(pc) },
      recipient: parts.recipient,
      campaign: { id: CAMPAIGN, version: hash("5") },
      series: { number: parts.number ?? 1, previousBundleId: parts.previous ?? null },
      baseFrontier: parts.base ?? {},
      contains: Object.fromEntries(
        Object.entries(contains).map(([feed, ranges]) => [feed, (ranges ?? []).map(({ feed: _, ...range }) => range)]),
      ),
      withheld: [...(parts.withheld ?? [])],
      ...(parts.holds !== undefined && { holds: parts.holds }),
    },
    signer: signerOf(pc),
    heads,
    entries: lines.map((line) => encodeCarried(line.carried)),
    media,
    previews: media
      .filter(({ ext }) => ext === "jpg")
      .map((file) => ({ sha256: file.sha256, bytes: Buffer.from("ffd8ffe000104a46494600ffd9", "hex") })),
    papers: parts.papers ?? [],
    readme: {
      title: "“安全生产月”周报",
      unitName: UNIT_NAMES[unit] ?? unit,
      facts: [{ label: "报送时间", value: "2021年6月2日" }],
      sections: [
        {
          heading: "活动",
          columns: ["活动", "时间"],
          rows: [
            {
              cells: ["咨询日", "2021-06-16"],
              media: media.map(({ sha256, ext }) => ({ sha256, carried: sha256, name: `现场.${ext}`, said: "照片" })),
            },
          ],
        },
      ],
    },
  };
}

/** Bytes that look like a photo from afar. */
function photoBytes(name: string, count: number): Buffer {
  return Buffer.concat([Buffer.from("ffd8ffe000104a46494600", "hex"), bytesFrom(name)(count), Buffer.from("ffd9", "hex")]);
}

function attachmentOf({ sha256: file, sizeBytes, ext }: MediaSource): JsonObject {
  const video = ext === "mp4";
  return {
    sha256: file,
    sizeBytes,
    name: `现场.${ext}`,
    mime: video ? "video/mp4" : "image/jpeg",
    class: video ? "video" : "photo",
  };
}

const PAPERS: BundleSource["papers"] = [
  { name: "weekly-1.pdf", bytes: Buffer.from("%PDF-1.7\n%%EOF\n") },
  { name: "weekly-1.xlsx", bytes: Buffer.from("PK\u0005\u0006") },
];

/** What a town hands in: a person, an activity with its photo, the liaison, and the report that names all of it. */
function handIn(name: string, media: readonly MediaSource[]): readonly Line[] {
  const town = openPc("town-1", name);
  write(town, "person", SAMPLES["person"]?.good ?? null, { record: recordNamed("person") });
  const first = write(town, "activity", SMALL, { by: recordNamed("person") });
  write(town, "activity", { ...SMALL, attachments: media.map(attachmentOf) }, { parents: [first], by: recordNamed("person") });
  write(town, "liaison", SAMPLES["liaison"]?.good ?? null, { record: recordNamed("liaison") });
  const held = gather(town).at(-1) as Line;
  const frontier = { [feedHashOf(held)]: [{ seq: held.carried.entry.seq, hash: held.hash }] };
  write(town, "report", { ...SAMPLES["report"]?.good, frontier, contentCount: 5 }, { record: recordNamed("report") });
  return gather(town);
}

function request(pc: Pc, name: string): readonly Line[] {
  const writer = openPc(pc, name);
  const isCounty = writer.role === "county";
  const value = {
    unit: writer.unit,
    device: "新电脑",
    key: keyOf(pc),
    recipient: `age1${"q".repeat(58)}`,
    ...(isCounty ? { role: "county" } : { recovery: `age1${"p".repeat(58)}` }),
  };
  write(writer, "enrolment-request", value, { audience: "county" });
  return gather(writer);
}

function byRoot(name: string, kinds: readonly string[], audience: "all" | `unit:${string}`): readonly Line[] {
  const root = openPc("root", name);
  for (const kind of kinds) write(root, kind, SAMPLES[kind]?.good ?? null, { audience, record: recordNamed(kind) });
  return gather(root);
}

const linesOfCase = (name: string): readonly Line[] => goodEntryCases().find((one) => one.name === name)?.lines ?? [];

/** Splits a hand-in: what an earlier bundle carried, and what an increment carries beyond it. */
function increment(name: string): Pick<BundleCase, "source" | "knownFeeds"> {
  const lines = handIn(name, []);
  const feed = (lines[0] as Line).hash;
  const town = keyOf("town-1");
  const at = lines[2] as Line;
  const knownFeeds = { [feed]: town };
  const base = { [feed]: [{ seq: 2, hash: at.hash }] };
  return {
    knownFeeds,
    source: sourceOf("town-1", lines.slice(3), {
      purpose: "hand-in",
      recipient: "county",
      number: 2,
      previous: hash("1"),
      base,
      knownFeeds,
    }),
  };
}

function exchange(): BundleSource {
  const own = gather(openExchange());
  const lines = [...new Map([...officeLines(), ...own].map((line) => [line.hash, line])).values()];
  const frontier = Object.fromEntries(headsOf(lines).map(({ feed, seq, hash: end }) => [feed, [{ seq, hash: end }]]));
  const holds = { frontier, lackingMedia: [hash("4")], withheld: [{ feed: hash("2"), seq: 3 }] };
  return sourceOf("root", lines, { purpose: "pack", recipient: "county", holds, device: "县办一号" });
}

function openExchange(): ReturnType<typeof openPc> {
  const root = openPc("root", "exchange");
  write(root, "arrival", SAMPLES["arrival"]?.good ?? null, { audience: "own" });
  return root;
}

/** All good bundles; media are written into the folder. */
export async function goodBundleCases(folder: string): Promise<readonly BundleCase[]> {
  const photo = await makeMedium(folder, photoBytes("photo", 500));
  const clip = await makeMedium(folder, bytesFrom("clip")(12_000), "mp4");
  const withPhoto = handIn("hand-in", [photo]);
  const toCounty = { purpose: "hand-in", recipient: "county" } as const;
  const of = (name: string, about: string, source: BundleSource, more: Partial<BundleCase> = {}): BundleCase => ({
    name,
    about,
    source,
    ...more,
  });
  const plain = withPhoto.map((line) => (["person", "liaison"].includes(line.carried.entry.kind) ? withoutValue(line) : line));
  const inVolumes = sourceOf("town-1", handIn("volumes", [photo, clip]), { ...toCounty, media: [photo, clip], papers: PAPERS });
  return [
    of(
      "hand-in",
      "a hand-in with a photo, its small picture and papers",
      sourceOf("town-1", withPhoto, { ...toCounty, media: [photo], papers: PAPERS }),
    ),
    of(
      "hand-in-withheld",
      "the same in plain: values with personal data left out, and said so",
      sourceOf("town-1", plain, { ...toCounty, media: [photo], withheld: ["liaison", "person"] }),
    ),
    of("hand-in-first", "what an increment builds on", sourceOf("town-1", handIn("increment", []).slice(0, 3), toCounty)),
    of("hand-in-increment", "an increment: only what lies beyond the frontier of a receipt", increment("increment").source, {
      before: "hand-in-first",
      knownFeeds: increment("increment").knownFeeds ?? {},
    }),
    of(
      "hand-in-fork",
      "both branches of a forked feed, each under its own head",
      sourceOf("town-1", linesOfCase("fork"), toCounty),
    ),
    of(
      "hand-in-merge",
      "two PCs of a unit, conflicting and merged, in one bundle",
      sourceOf("town-1", linesOfCase("merge"), toCounty),
    ),
    of("nothing", "a bundle without entries", sourceOf("town-1", [], toCounty)),
    of(
      "enrolment-request",
      "a new PC of a unit asks to be enrolled",
      sourceOf("stranger", request("stranger", "request"), { purpose: "enrolment-request", recipient: "county" }),
    ),
    of(
      "pack",
      "the county to everyone: campaign, units, duties, who may write",
      sourceOf("root", [...officeLines(), ...byRoot("pack", ["campaign", "unit", "obligation", "waiver"], "all")], {
        purpose: "pack",
        recipient: "all",
        device: "县办一号",
      }),
    ),
    of(
      "pack-hand-over",
      "the county's key moves to its second PC",
      sourceOf("county-2", linesOfCase("hand-over"), { purpose: "pack", recipient: "all", device: "县办二号" }),
    ),
    of(
      "receipt",
      "the county to one unit: what arrived and what is missing",
      sourceOf("root", byRoot("receipt", ["receipt"], `unit:${TOWN}`), {
        purpose: "receipt",
        recipient: TOWN,
        device: "县办一号",
      }),
    ),
    of(
      "return",
      "the county returns a record",
      sourceOf("root", byRoot("return", ["review", "override", "score", "supervision"], `unit:${TOWN}`), {
        purpose: "return",
        recipient: TOWN,
        device: "县办一号",
      }),
    ),
    of("update", "a purpose that is reserved", sourceOf("root", [], { purpose: "update", recipient: "all", device: "县办一号" })),
    of("exchange", "one county PC to another: what it holds and lacks", exchange()),
    of(
      "sealed-hand-in",
      "the hand-in, sealed to two county PCs and the recovery card",
      sourceOf("town-1", withPhoto, { ...toCounty, media: [photo], papers: PAPERS }),
      { recipients: ["county-1", "county-2", "recovery"] },
    ),
    of("volumes", "a hand-in in volumes: a film in parts", inVolumes, { volumeBytes: 20_400 }),
    of("sealed-volumes", "the same, sealed", inVolumes, { volumeBytes: 24_000, recipients: ["county-1"] }),
  ];
}

/** Writes a case's files. @param recipients `age1…`. @returns their paths, by volume. */
export async function writeCase(one: BundleCase, folder: string, recipients: readonly string[]): Promise<readonly string[]> {
  const target = { stagingDir: join(folder, "staging"), ...(recipients.length > 0 && { recipients }) };
  const place = join(folder, sha256(one.name).slice(0, 12));
  mkdirSync(place);
  const baseName = `${CAST["town-1"].unit}-001`;
  if (one.volumeBytes === undefined)
    return [(await writeBundle(one.source, { ...target, folder: place, baseName }, quiet())).path];
  const plan = await planVolumes(one.source, { ...target, baseName, limitBytes: one.volumeBytes }, quiet());
  const paths: string[] = [];
  for (const { number } of plan.volumes) paths.push((await plan.write(number, place, undefined, quiet())).path);
  await plan.close();
  return paths;
}

/** An age identity that is the same for the same name, and its recipient. */
export async function identityNamed(name: string): Promise<Readonly<{ identity: string; recipient: string }>> {
  const identity = bech32("age-secret-key-", bytesFrom(`identity ${name}`)(32)).toUpperCase();
  return { identity, recipient: await identityToRecipient(identity) };
}

const CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/** @see BIP 173: how age writes its keys. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const data = (bits.match(/.{1,5}/g) ?? []).map((part) => Number.parseInt(part.padEnd(5, "0"), 2));
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const head = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = polymod([...head, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = Array.from({ length: 6 }, (_, index) => (sum >> (5 * (5 - index))) & 31);
  return `${prefix}1${[...data, ...check].map((value) => CHARSET[value]).join("")}`;
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generator.forEach((part, index) => {
      if ((top >> index) & 1) sum ^= part;
    });
  }
  return sum;
}
