// Entries that no reader may admit, or that are kept and not shown because their value breaks its kind's schema.
import { encodeCarried } from "../../../../src-main/bundle/bag/entries-file.ts";
import type { SignedHead } from "../../../../src-main/bundle/bag/heads-file.ts";
import type { Carried, Entry } from "../../../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../../../src-main/domain/json.ts";
import { kindOf } from "../../../../src-main/domain/kinds/kinds.ts";
import type { Line } from "../../../../src-main/store/db/codec.ts";
import { gather, headsOf, openPc, recordNamed, signerOf, textOf, TOWN, write, type Pc } from "../cast.ts";
import { handWritten } from "./entry-cases.ts";
import { hash, SAMPLES, SMALL, type Sample } from "../kind-samples.ts";
import { PAGED } from "./page-cases.ts";
import { PARTS } from "./part-cases.ts";

/** A file of entries that is refused; `lines` where the file as such is good and only a value is not. */
export type BadEntryCase = Readonly<{ name: string; about: string; bytes: Buffer; heads: readonly SignedHead[] }>;

/** A town's feed of an opening and two entries. */
function shortFeed(name: string, pc: Pc = "town-1"): readonly Line[] {
  const writer = openPc(pc, name);
  const first = write(writer, "activity", { ...SMALL, title: "改过的" });
  write(writer, "activity", { ...SMALL, title: "又改过的" }, { parents: [first] });
  return gather(writer);
}

/** The value of a kind that its schema refuses. */
function kindCases(samples: Readonly<Record<string, Sample>>, list = "kind", v = 1): readonly BadEntryCase[] {
  return Object.entries(samples).map(([kind, { by, bad, fault }]) => {
    const writer = openPc(by, `bad ${list === "kind" ? kind : `${list} ${kind}`}`);
    const declared = kindOf(kind)?.audience ?? "county";
    const audience = declared === "about" ? (`unit:${TOWN}` as const) : declared;
    write(writer, "activity", SMALL, { audience, record: recordNamed("before") });
    const lines = gather(writer).slice(0, 1);
    lines.push(handWritten(lines, { kind, v, value: bad }));
    return {
      name: `${list}-${kind}`,
      about: `a ${list === "part" ? "part" : "value"} of kind ${kind} that its schema refuses at ${fault}: kept, not shown`,
      bytes: Buffer.from(textOf(lines)),
      heads: headsOf(lines),
    };
  });
}

type Spoil = (line: string, last: Carried) => string | Buffer;
const entry =
  (change: (entry: Record<string, unknown>) => unknown): Spoil =>
  (_, last) => {
    const copy = structuredClone(last) as unknown as { entry: Record<string, unknown> };
    change(copy.entry);
    return canonicalJson(copy as unknown as JsonObject);
  };
const whole =
  (change: (carried: Record<string, unknown>) => unknown): Spoil =>
  (_, last) => {
    const copy = structuredClone(last) as unknown as Record<string, unknown>;
    change(copy);
    return canonicalJson(copy as unknown as JsonObject);
  };
const text =
  (from: string | RegExp, to: string): Spoil =>
  (line) =>
    line.replace(from, to);
const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const TITLE = '"改过的"';

/** What is done to the last line, and what that is. */
const SPOILED: Readonly<Record<string, readonly [string, Spoil]>> = {
  space: ["a space between two members", text(",", ", ")],
  "key-twice": ["one key twice", text('"entry":{', '"entry":{"seq":1,')],
  "keys-out-of-order": ["keys in another order", (line) => line.replace(/^\{("entry":.*),("salt":"[0-9a-f]{32}")/, "{$2,$1")],
  escape: ["a character that is escaped without need", text('"salt"', '"\\u0073alt"')],
  "number-spelled-otherwise": ["1.0 for 1", text('"seq":1', '"seq":1.0')],
  exponent: ["1e0 for 1", text('"seq":1', '"seq":1e0')],
  fraction: ["a fraction in a value", text('"persons":260', '"persons":260.5')],
  "number-unsafe": ["a number beyond 2^53 - 1 in a value", text('"persons":260', '"persons":9007199254740992')],
  "minus-zero": ["minus zero in a value", text('"persons":260', '"persons":-0')],
  nul: ["NUL in a text", text(TITLE, '"\\u0000"')],
  "lone-surrogate": ["half a character", text(TITLE, '"\\ud800"')],
  "not-utf8": [
    "bytes that are no UTF-8",
    (line) => Buffer.concat([Buffer.from(line.slice(0, -2)), Buffer.from([0xff, 0xc3, 0x7d, 0x7d])]),
  ],
  "deep-17": ["a value of 17 levels", text(TITLE, nested(16))],
  "deep-1000": ["a value of 1,000 levels", text(TITLE, nested(1000))],
  prototype: ["a key of every object's ancestor", text('"title":', '"__proto__":{},"title":')],
  "further-member": ["a further member of the line", whole((carried) => (carried["x"] = 1))],
  "further-entry-member": ["a further member of the entry", entry((it) => (it["x"] = 1))],
  "without-member": ["an entry without `by`", entry((it) => delete it["by"])],
  "salt-short": ["a salt of 8 bits", whole((carried) => (carried["salt"] = "00"))],
  "salt-of-another": ["a salt that was not committed to", whole((carried) => (carried["salt"] = "0".repeat(32)))],
  "value-without-salt": ["a value without its salt", whole((carried) => (carried["salt"] = null))],
  "value-of-another": ["a value that was not committed to", whole((carried) => (carried["value"] = { title: "别的" }))],
  "value-no-object": ["a value that is a text", whole((carried) => (carried["value"] = "改过的"))],
  "deleted-with-value": ["a deletion with a value", entry((it) => Object.assign(it, { op: "delete", body: null }))],
  "put-without-body": ["a put that commits to nothing", entry((it) => (it["body"] = null))],
  "op-unknown": ["an operation that is none", entry((it) => (it["op"] = "patch"))],
  "kind-in-capitals": ["a kind in capitals", entry((it) => (it["kind"] = "Activity"))],
  "kind-long": ["a kind of 33 characters", entry((it) => (it["kind"] = `k${"-".repeat(32)}`))],
  "by-long": ["a person of 129 characters", entry((it) => (it["by"] = "b".repeat(129)))],
  "record-long": ["a record of 129 characters", entry((it) => (it["record"] = "r".repeat(129)))],
  "record-no-text": ["a record that is a number", entry((it) => (it["record"] = 7))],
  "version-negative": ["a schema version below 0", entry((it) => (it["v"] = -1))],
  "seq-negative": ["a place below 0", entry((it) => (it["seq"] = -1))],
  "seq-0-with-feed": ["an opening entry that names a feed", entry((it) => (it["seq"] = 0))],
  "prev-missing": ["an entry without the one before", entry((it) => (it["prev"] = null))],
  "feed-no-hash": ["a feed that is no hash", entry((it) => (it["feed"] = "feed"))],
  "clock-negative": ["a clock before 1970", entry((it) => (it["at"] = { ...(it["at"] as object), wallMs: -1 }))],
  "clock-further-member": [
    "a clock with a further member",
    entry((it) => (it["at"] = { ...(it["at"] as object), zone: "Asia/Shanghai" })),
  ],
  "parents-33": [
    "33 parents",
    entry(
      (it) => (it["parents"] = Array.from({ length: 33 }, (_, index) => hash("0").slice(2) + String(index).padStart(2, "0"))),
    ),
  ],
  "parents-twice": ["one parent twice", entry((it) => (it["parents"] = [hash("0"), hash("0")]))],
  "parents-no-hash": ["a parent that is no hash", entry((it) => (it["parents"] = ["a"]))],
  "no-json": ["a line that is no JSON", () => "entry"],
  "empty-line": ["an empty line", () => ""],
};

function lineCases(): readonly BadEntryCase[] {
  return Object.entries(SPOILED).map(([name, [about, spoil]]) => {
    const lines = shortFeed(name).slice(0, 2);
    const last = lines.at(-1) as Line;
    const spoiled = Buffer.from(spoil(encodeCarried(last.carried), last.carried) as string);
    const bytes = Buffer.concat([Buffer.from(textOf(lines.slice(0, -1))), spoiled, Buffer.from("\n")]);
    return { name: `line-${name}`, about, bytes, heads: headsOf(lines) };
  });
}

/** A further line after the last one, with its own hash and commitment right. */
function going(lines: readonly Line[], parts: Partial<Entry>): readonly Line[] {
  return [...lines, handWritten(lines, { value: { ...SMALL, title: "伪造" }, ...parts })];
}

function resigned(head: SignedHead, pc: Pc, namespace: "anbao-feed@v1" | "anbao-bundle@v1" = "anbao-feed@v1"): SignedHead {
  const { feed, seq, hash: end } = head;
  return { ...head, sig: signerOf(pc).sign(namespace, Buffer.from(canonicalJson({ feed, hash: end, seq }))) };
}

function flipped(sig: string): string {
  const lines = sig.split("\n");
  const line = lines[3] ?? "";
  lines[3] = `${line.startsWith("A") ? "B" : "A"}${line.slice(1)}`;
  return lines.join("\n");
}

/** An opening entry whose value was changed and committed to anew. */
function opened(value: JsonObject | null, kind = "feed"): readonly Line[] {
  const [first] = shortFeed("opened by hand") as [Line];
  const place = { feed: "", seq: 0, prev: null, at: { wallMs: 1, counter: 0, feed: "" } };
  return [handWritten([first], { ...place, kind, value, record: "00".repeat(16) })];
}

type Chain = Readonly<{ lines: readonly Line[]; heads?: readonly SignedHead[] }>;

function chains(): Readonly<Record<string, readonly [string, Chain]>> {
  const own = shortFeed("chain");
  const [opening, first, last] = own as [Line, Line, Line];
  const other = shortFeed("chain other", "town-2");
  const heads = headsOf(own);
  const head = heads[0] as SignedHead;
  const before = headsOf(own.slice(0, -1));
  const broken = handWritten([opening, first], { value: { ...SMALL, title: "断链" }, prev: hash("0") });
  const skipping = handWritten([opening, first], { value: { ...SMALL, title: "跳号" }, seq: 3 });
  const fresh: JsonObject = opening.carried.value as JsonObject;
  const weak = opened({ ...fresh, key: `01${"0".repeat(62)}` });
  const short = opened({ ...fresh, key: "key" });
  const { key: _key, ...keyless } = fresh as { key: string };
  const signed = (lines: readonly Line[]) => [
    resigned({ feed: lines[0]!.hash, seq: 0, hash: lines[0]!.hash, sig: "" }, "town-1"),
  ];
  const nameless = opened(keyless as JsonObject);
  const otherKind = opened(fresh, "activity");
  return {
    "broken-prev": [
      "an entry that follows another one than the one before it",
      { lines: [opening, first, broken], heads: headsOf([opening, first, broken]).slice(-1) },
    ],
    "skipped-seq": ["a place that is not the next one", { lines: [opening, first, skipping] }],
    "middle-missing": [
      "the first entry after the opening is whole, the one after that is missing",
      { lines: [...going(own, {})].filter((line) => line !== last), heads: headsOf(going(own, {})) },
    ],
    "beyond-head": ["an entry beyond the head that its owner signed", { lines: own, heads: before }],
    "head-of-nobody": ["a head whose entry is not here", { lines: own.slice(0, -1), heads: [...before, head] }],
    "head-missing": ["a feed without a head", { lines: own, heads: [] }],
    "head-without-feed": ["a head without its feed", { lines: own, heads: [...heads, ...headsOf(other)] }],
    "head-by-another": ["a head that another PC signed", { lines: own, heads: [resigned(head, "town-2")] }],
    "head-signed-as-bag": [
      "a head that was signed as a bag",
      { lines: own, heads: [resigned(head, "town-1", "anbao-bundle@v1")] },
    ],
    "head-flipped": [
      "a head of whose signature a character was changed",
      { lines: own, heads: [{ ...head, sig: flipped(head.sig) }] },
    ],
    "head-of-another-place": ["a head whose number is another", { lines: own, heads: [resigned({ ...head, seq: 3 }, "town-1")] }],
    "written-on-by-another": [
      "another PC writes on and signs the head itself",
      { lines: going(own, {}), heads: [resigned(headsOf(going(own, {}))[0]!, "town-2")] },
    ],
    "fork-half-signed": ["a fork of which one branch has no head", { lines: forked(own), heads }],
    "entry-twice": ["one entry twice", { lines: [opening, first, first, last], heads }],
    descending: ["entries in descending order", { lines: [opening, last, first], heads }],
    "feed-in-two-places": [
      "a feed in two places",
      { lines: [opening, first, ...other, last], heads: [...heads, ...headsOf(other), ...before] },
    ],
    "without-opening": ["a feed whose opening is not here and not known", { lines: own.slice(1), heads }],
    "opening-without-key": ["an opening that names no key", { lines: nameless, heads: signed(nameless) }],
    "opening-key-malformed": ["an opening whose key is no key", { lines: short, heads: signed(short) }],
    "opening-key-weak": ["an opening whose key anyone can sign for", { lines: weak, heads: signed(weak) }],
    "opening-of-another-kind": ["an opening of another kind", { lines: otherKind, heads: signed(otherKind) }],
  };
}

/** The same feed with a second entry at its last place. */
function forked(own: readonly Line[]): readonly Line[] {
  const twin = handWritten(own.slice(0, -1), { value: { ...SMALL, title: "另一支" } });
  return [...own.slice(0, -1), ...[own.at(-1) as Line, twin].sort((a, b) => (a.hash < b.hash ? -1 : 1))];
}

function chainCases(): readonly BadEntryCase[] {
  return Object.entries(chains()).map(([name, [about, { lines, heads = headsOf(lines) }]]) => ({
    name: `chain-${name}`,
    about,
    bytes: Buffer.from(textOf(lines)),
    heads,
  }));
}

function endingCases(): readonly BadEntryCase[] {
  const lines = shortFeed("endings");
  const bytes = Buffer.from(textOf(lines));
  const heads = headsOf(lines);
  return [
    { name: "line-unended", about: "a last line without its newline", bytes: bytes.subarray(0, -1), heads },
    {
      name: "line-crlf",
      about: "lines that end as on Windows",
      bytes: Buffer.from(textOf(lines).replaceAll("\n", "\r\n")),
      heads,
    },
    { name: "line-bom", about: "a byte-order mark", bytes: Buffer.concat([Buffer.from("\ufeff"), bytes]), heads },
  ];
}

/** All bad files of entries. */
export function badEntryCases(): readonly BadEntryCase[] {
  return [
    ...kindCases(SAMPLES),
    ...kindCases(PARTS, "part", 2),
    ...kindCases(PAGED, "pages", 2),
    ...lineCases(),
    ...chainCases(),
    ...endingCases(),
  ];
}
