// A well-signed bag whose texts and claims are not so: bagit.py would call most of them valid.
import { canonicalJson, type JsonObject } from "../../../src-main/domain/json.ts";
import type { ProblemCode } from "../../../src-main/domain/problem.ts";
import { infoOf, resignedFile, textOf, type HostileCase, type HostileKit } from "./kit.ts";

type Change = (kit: HostileKit) => Readonly<Record<string, Buffer>>;

const info =
  (how: (text: string) => string): Change =>
  (kit) => ({
    "data/bundle.json": Buffer.from(how(textOf(kit, "data/bundle.json"))),
  });
const line =
  (how: (text: string) => string): Change =>
  (kit) => ({
    "data/entries.jsonl": Buffer.from(how(textOf(kit, "data/entries.jsonl"))),
  });
const title = '"安全宣传咨询日"';
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const TEXTS: readonly (readonly [string, Change])[] = [
  ["a byte-order mark", info((text) => `\ufeff${text}`)],
  ["a duplicate key", info((text) => text.replace("{", '{"format":0,'))],
  ["a duplicate key, escaped", info((text) => text.replace("{", '{"\\u0066ormat":0,'))],
  ["a key of every object's ancestor", info((text) => text.replace("{", '{"__proto__":{"admin":true},'))],
  ["deep nesting", info((text) => text.replace('"withheld":[]', `"withheld":${nested(5000)}`))],
  ["a lone surrogate", info((text) => text.replace("一号电脑", "\\ud800"))],
  ["NUL", info((text) => text.replace("一号电脑", "\\u0000"))],
  ["a number beyond what is safe", info((text) => text.replace(/"createdAtMs":\d+/, '"createdAtMs":9007199254740993'))],
  ["a number that is spelled otherwise", info((text) => text.replace('"format":0', '"format":0.0'))],
  ["minus zero", info((text) => text.replace('"format":0', '"format":-0'))],
  ["a space", info((text) => text.replace(",", ", "))],
  ["two documents", info((text) => `${text}${text}`)],
  ["a text that is no UTF-8", (kit) => ({ "data/bundle.json": Buffer.from(latin(textOf(kit, "data/bundle.json"))) })],
  ["an overlong spelling of a slash", (kit) => ({ "data/bundle.json": overlong(textOf(kit, "data/bundle.json")) })],
  ["a duplicate key in an entry", line((text) => text.replace('"entry":{', '"entry":{"v":1,'))],
  ["deep nesting in an entry", line((text) => text.replace(title, nested(5000)))],
  ["a lone surrogate in an entry", line((text) => text.replace(title, '"\\udfff"'))],
  ["NUL in an entry", line((text) => text.replace(title, '"\\u0000"'))],
  ["a fraction in an entry", line((text) => text.replace('"v":1', '"v":1.5'))],
  ["an entry whose value is not the committed one", line((text) => text.replace(title, '"别的活动"'))],
  ["heads that are none", () => ({ "data/heads.jsonl": Buffer.from("{}\n") })],
  ["another version of BagIt", () => ({ "bagit.txt": Buffer.from("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n") })],
];

function latin(text: string): Buffer {
  return Buffer.concat([Buffer.from(text.slice(0, -3)), Buffer.from([0xff, 0xc3]), Buffer.from(text.slice(-3))]);
}

function overlong(text: string): Buffer {
  const [before = "", after = ""] = text.split("一号电脑");
  return Buffer.concat([Buffer.from(before), Buffer.from([0xc0, 0xaf]), Buffer.from(after)]);
}

const CLAIMS: readonly (readonly [string, (was: JsonObject) => JsonObject, ProblemCode?])[] = [
  ["counts", (was) => ({ counts: { ...(was["counts"] as JsonObject), entries: 99 } })],
  ["counts beyond what is safe", (was) => ({ counts: { ...(was["counts"] as JsonObject), entries: 2 ** 60 } })],
  ["ranges that it does not contain", () => ({ contains: {} })],
  ["ranges that run backwards", (was) => ({ contains: turned(was) })],
  ["a list of files that is not so", () => ({ volumes: [{ number: 1, files: [] }] })],
  ["a file outside the bundle in the list", (was) => ({ volumes: outside(was) })],
  ["another volume", () => ({ volume: 2 })],
  ["an authority", () => ({ authority: "county" })],
  ["a purpose that is none", () => ({ purpose: "everything" })],
  ["a recipient that is a path", () => ({ recipient: "../county" })],
  ["a unit that is a path", (was) => ({ sender: { ...(was["sender"] as JsonObject), unit: "..\\x" } })],
  ["a newer format", () => ({ format: 9 }), "bundle-format-unknown"],
];

function turned(was: JsonObject): JsonObject {
  const contains = was["contains"] as Record<string, JsonObject[]>;
  return Object.fromEntries(
    Object.entries(contains).map(([feed, ranges]) => [feed, ranges.map((range) => ({ ...range, fromSeq: 99 }))]),
  );
}

function outside(was: JsonObject): JsonObject[] {
  const [first] = was["volumes"] as { number: number; files: JsonObject[] }[];
  return [{ number: 1, files: [...(first?.files ?? []), { path: "../evil", sizeBytes: 1, sha256: "0".repeat(64) }] }];
}

/** Cases of texts. */
export const TEXT_CASES: readonly HostileCase[] = TEXTS.map(([name, change]) => ({
  group: "texts",
  name,
  code: "bundle-hostile",
  make: (kit) => resignedFile(kit, change(kit)),
}));

/** Cases of claims. */
export const CLAIM_CASES: readonly HostileCase[] = [
  ...CLAIMS.map(([name, lie, code = "bundle-hostile"]): HostileCase => ({
    group: "claims",
    name,
    code,
    make: (kit) => {
      const was = infoOf(kit);
      const text = rawJson({ ...was, ...lie(was) });
      return resignedFile(kit, { "data/bundle.json": Buffer.from(`${text}\n`) });
    },
  })),
  {
    group: "claims",
    name: "a Payload-Oxum that is not so",
    code: "bundle-hostile",
    make: (kit) => {
      const text = textOf(kit, "bag-info.txt").replace(/Payload-Oxum: \d+/, "Payload-Oxum: 1");
      return resignedFile(kit, { "bag-info.txt": Buffer.from(text) });
    },
  },
];

/** Canonical order also for numbers that the canonical writer would refuse to write. */
function rawJson(value: JsonObject): string {
  try {
    return canonicalJson(value);
  } catch {
    return JSON.stringify(value);
  }
}
