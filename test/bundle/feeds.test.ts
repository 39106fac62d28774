// Entries are admitted only beneath a verified head of their own feed, whoever carries them.
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { entryHash, type Carried } from "../../src-main/domain/feed/entry.ts";
import { encodeCarried, parseCarriedLine, type CarriedLine } from "../../src-main/bundle/bag/entries-file.ts";
import { encodeHeads, parseHeads, signHead, type SignedHead } from "../../src-main/bundle/bag/heads-file.ts";
import { verifyFeeds } from "../../src-main/bundle/read/verify-feeds.ts";
import { codeOf } from "../support/codes.ts";
import { append, headOf, openFeed, sha256, testKey, type TestFeed } from "../support/made/make-bundle.ts";

async function* batchesOf(carried: readonly Carried[]): AsyncGenerator<readonly CarriedLine[]> {
  for (let at = 0; at < carried.length; at += 3)
    yield carried.slice(at, at + 3).map((item) => parseCarriedLine(encodeCarried(item)));
}

/** The verdict on these entries and heads. */
function judge(
  carried: readonly Carried[],
  heads: readonly SignedHead[],
  keyOfFeed: (feed: string) => string | undefined = () => undefined,
): Promise<string> {
  return codeOf(async () => {
    for await (const batch of verifyFeeds(batchesOf(carried), heads, keyOfFeed)) void batch;
  });
}

const long = append(
  openFeed("owner"),
  Array.from({ length: 9 }, (_, index) => ({ n: index })),
);
const at = (feed: TestFeed, seq: number) => feed.carried[seq] as Carried;
const upTo = (feed: TestFeed, count: number): TestFeed => ({ ...feed, carried: feed.carried.slice(0, count) });
const byPlace = (a: Carried, b: Carried) =>
  a.entry.seq - b.entry.seq || (entryHash(sha256, a.entry) < entryHash(sha256, b.entry) ? -1 : 1);

describe("what is admitted", () => {
  property.prop([fc.nat({ max: 9 }), fc.nat({ max: 9 })])(
    "any unbroken stretch up to a head, its opening entry here or known",
    async (first, length) => {
      const stretch = long.carried.slice(first, first + length + 1);
      const head = headOf(upTo(long, first + stretch.length));
      const known = (feed: string) => (feed === long.id ? testKey("owner").key : undefined);
      expect(await judge(stretch, [head], known)).toBe("done");
      expect(await judge(stretch, [head])).toBe(first === 0 ? "done" : "feed-unknown");
      if (first > 1) expect(await judge([at(long, 0), ...stretch], [head])).toBe("done");
    },
  );

  property.prop([fc.integer({ min: 1, max: 9 }), fc.nat({ max: 4 }), fc.nat({ max: 4 })])(
    "both branches of a fork, each under its own head",
    async (at, one, two) => {
      const trunk = upTo(long, at);
      const branch = (name: string, count: number) =>
        append(
          trunk,
          Array.from({ length: count + 1 }, (_, index) => ({ [name]: index })),
        );
      const [left, right] = [branch("left", one), branch("right", two)];
      const all = [...trunk.carried, ...left.carried.slice(at), ...right.carried.slice(at)].sort(byPlace);
      expect(await judge(all, [headOf(left), headOf(right)])).toBe("done");
      expect(await judge(all, [headOf(left)])).toBe("feed-forged");
    },
  );

  test("an older head beside the newest", async () =>
    expect(await judge(long.carried, [headOf(long), headOf(upTo(long, 5))])).toBe("done"));
  test("nothing at all", async () => expect(await judge([], [])).toBe("done"));
});

describe("what is refused", () => {
  const other = append(openFeed("other"), [{ n: 1 }]);
  const resigned = (feed: TestFeed, keyName: string): SignedHead => ({ ...signHead(testKey(keyName).privateKey, headOf(feed)) });

  property.prop([fc.integer({ min: 1, max: 8 })])("an entry taken out of the middle", async (gap) => {
    expect(
      await judge(
        long.carried.filter((_, index) => index !== gap),
        [headOf(long)],
      ),
    ).toBe(gap === 1 ? "done" : "feed-forged");
  });

  property.prop([fc.integer({ min: 2, max: 6 }), fc.nat({ max: 2 })])(
    "a stretch of a known feed in which one entry was exchanged, or whose end is not signed",
    async (first, place) => {
      const known = () => testKey("owner").key;
      const stretch = long.carried.slice(first, first + 4);
      const exchanged = append(upTo(long, first + place), [{ forged: true }]).carried.at(-1) as Carried;
      expect(await judge(stretch.with(place, exchanged), [headOf(upTo(long, first + 4))], known)).toBe("feed-forged");
      expect(await judge(stretch, [headOf(upTo(long, first + 3))], known)).toBe("feed-forged");
    },
  );

  property.prop([fc.integer({ min: 1, max: 9 })])("an entry that its owner's head does not cover", async (count) => {
    expect(await judge(long.carried, [headOf(upTo(long, count))])).toBe("feed-forged");
  });

  property.prop([fc.integer({ min: 1, max: 9 })])("another PC that writes on, signing the head itself", async (count) => {
    const forged = append(upTo(long, count), [{ forged: true }]);
    expect(await judge(forged.carried, [resigned(forged, "other")])).toBe("feed-forged");
    expect(await judge([...forged.carried], [headOf(upTo(long, count))])).toBe("feed-forged");
    expect(await judge(forged.carried, [{ ...headOf(forged), sig: headOf(long).sig }])).toBe("feed-forged");
  });

  test.each<[string, readonly Carried[], readonly SignedHead[], string]>([
    ["a feed without a head", [...long.carried, ...other.carried], [headOf(long)], "feed-forged"],
    ["a head without its feed", long.carried, [headOf(long), headOf(other)], "feed-forged"],
    ["a head whose entry is not here", long.carried.slice(0, 5), [headOf(upTo(long, 5)), headOf(long)], "feed-forged"],
    [
      "a feed in two places",
      [...long.carried.slice(0, 5), ...other.carried, ...long.carried.slice(5)],
      [headOf(long), headOf(upTo(long, 5)), headOf(other)],
      "feed-forged",
    ],
    ["an entry twice", [at(long, 0), at(long, 1), at(long, 1)], [headOf(upTo(long, 2))], "bundle-hostile"],
    ["descending order", [at(long, 1), at(long, 0)], [headOf(upTo(long, 2))], "feed-unknown"],
    [
      "a head of another place",
      long.carried,
      [signHead(testKey("owner").privateKey, { ...headOf(long), seq: 3 })],
      "feed-forged",
    ],
  ])("%s", async (_, carried, heads, code) => expect(await judge(carried, heads)).toBe(code));

  test("a signature made for a bag under a head", async () => {
    const head = headOf(long);
    const { feed, hash, seq } = head;
    const bytes = Buffer.from(JSON.stringify({ feed, hash, seq }));
    expect(await judge(long.carried, [{ ...head, sig: testKey("owner").signer.sign("anbao-feed@v1", bytes) }])).toBe("done");
    expect(await judge(long.carried, [{ ...head, sig: testKey("owner").signer.sign("anbao-bundle@v1", bytes) }])).toBe(
      "feed-forged",
    );
  });
});

describe("lines", () => {
  const good = at(long, 3);
  const line = encodeCarried(good);
  const spoil = (change: (copy: { entry: Record<string, unknown>; salt: unknown; value: unknown }) => void): string => {
    const copy = structuredClone(good) as unknown as { entry: Record<string, unknown>; salt: unknown; value: unknown };
    change(copy);
    return encodeCarried(copy as unknown as Carried);
  };

  test("a good line keeps its bytes and its hash", () => {
    expect(parseCarriedLine(line)).toEqual({ line, carried: good, hash: entryHash(sha256, good.entry) });
  });

  test.each([
    ["space", line.replace(",", ", ")],
    ["duplicate key", line.replace('"entry":{', '"entry":{"seq":3,')],
    ["order of keys", `{"salt":"${good.salt}","entry":${JSON.stringify(good.entry)},"value":{}}`],
    ["escape", line.replace('"salt"', '"\\u0073alt"')],
    ["number", line.replace('"seq":3', '"seq":3.0')],
    ["exponent", line.replace('"seq":3', '"seq":3e0')],
    ["further key", line.replace(/}$/, ',"x":1}')],
    ["NUL", line.replace('"n":2', '"n":"\\u0000"')],
    ["lone surrogate", line.replace('"n":2', '"n":"\\ud800"')],
    ["deep nesting", line.replace('"n":2', `"n":${"[".repeat(5000)}${"]".repeat(5000)}`)],
    ["prototype", line.replace('"n":2', '"__proto__":{},"n":2')],
    ["salt", spoil((copy) => (copy.salt = "00"))],
    ["value only", spoil((copy) => (copy.salt = null))],
    ["commitment", spoil((copy) => (copy.value = { n: 3 }))],
    ["salt of another", spoil((copy) => (copy.salt = "0".repeat(32)))],
    ["deleted with a value", spoil((copy) => Object.assign(copy.entry, { op: "delete", body: null }))],
    ["op", spoil((copy) => (copy.entry["op"] = "patch"))],
    ["kind", spoil((copy) => (copy.entry["kind"] = "../x"))],
    ["33 parents", spoil((copy) => (copy.entry["parents"] = Array.from({ length: 33 }, (_, index) => sha256(String(index)))))],
    ["feed", spoil((copy) => (copy.entry["feed"] = ""))],
    ["prev", spoil((copy) => (copy.entry["prev"] = null))],
    ["at", spoil((copy) => (copy.entry["at"] = { wallMs: -1, counter: 0, feed: "" }))],
    ["fraction", spoil((copy) => (copy.entry["v"] = 1.5))],
    ["nothing", ""],
    ["array", "[]"],
  ])("refused: %s", async (_, text) => expect(await codeOf(() => parseCarriedLine(text))).toBe("bundle-hostile"));

  test("erased, withheld and deleted entries keep their hash", () => {
    const erased = { ...good, salt: null, value: null };
    expect(parseCarriedLine(encodeCarried(erased)).hash).toBe(entryHash(sha256, good.entry));
    const deleted = append(upTo(long, 2), [null]);
    expect(parseCarriedLine(encodeCarried(at(deleted, 2))).carried.entry.op).toBe("delete");
  });
});

describe("heads.jsonl", () => {
  const heads = [headOf(long), headOf(upTo(long, 4)), headOf(append(openFeed("other"), []))];

  test("reading inverts writing", () => expect(new Set(parseHeads(Buffer.from(encodeHeads(heads))))).toEqual(new Set(heads)));

  test.each([
    ["unsorted", encodeHeads(heads).split("\n").filter(Boolean).reverse().join("\n").concat("\n")],
    ["twice", encodeHeads([...heads, ...heads])],
    ["no newline", encodeHeads(heads).trimEnd()],
    ["further key", encodeHeads(heads).replace("}\n", ',"x":1}\n')],
  ])("refused: %s", async (_, text) => expect(await codeOf(() => parseHeads(Buffer.from(text)))).toBe("bundle-hostile"));
});
