// Who may write what: only the root gives and ends, an end holds from the last good entry on, and a unit writes for itself alone.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  authorityOf,
  standingOf,
  type Anchors,
  type AuthorityEntry,
  type Writer,
} from "../../../src-main/domain/trust/authority.ts";
import type { Audience, FeedBody, Position } from "../../../src-main/domain/feed/entry.ts";
import type { ValueOf } from "../../../src-main/domain/kinds/values.ts";

const [ROOT, COUNTY, TOWN, OTHER, STRANGER, NEXT, RIVAL] = ["root", "county", "town", "other", "stranger", "next", "rival"];
const ANCHORS: Anchors = { root: ROOT as string, self: null };

/** Hashes say their place: `feed:branch:seq`; branch b leaves branch a after entry 1. */
const hashAt = (feed: string, branch: string, seq: number): string => `${feed}:${seq <= 1 ? "a" : branch}:${seq}`;
const lineage = ({ feed, seq, hash }: Position): ReadonlySet<string> => {
  const branch = hash.split(":")[1] as string;
  return new Set(Array.from({ length: seq + 1 }, (_, index) => hashAt(feed, branch, index)));
};
const position = (feed: string, seq: number, branch = "a"): Position => ({ feed, seq, hash: hashAt(feed, branch, seq) });

const entry = <K extends AuthorityEntry["kind"]>(kind: K, by: string, seq: number, value: ValueOf<K>) =>
  entryOf(kind, by, seq, value) as AuthorityEntry;

const entryOf = <K extends AuthorityEntry["kind"]>(kind: K, by: string, seq: number, value: ValueOf<K>) => ({
  hash: hashAt(`F${by}`, "a", seq),
  feed: `F${by}`,
  feedKey: by,
  seq,
  at: { wallMs: seq, counter: 0, feed: `F${by}` },
  kind,
  value,
});
const enrol = (key: string, unit: string, role: "unit" | "county", seq = 1, by = ROOT as string): AuthorityEntry =>
  entry("enrolment", by, seq, { key, unit, role, device: "一号", recipient: "age1x" });
const revoke = (key: string, lastGood: readonly Position[], seq = 5, by = ROOT as string): AuthorityEntry =>
  entry("revocation", by, seq, { key, lastGood, reason: "丢失" });
const succeed = (to: string, seq: number, by = ROOT as string, branchFeed = `F${by}`): AuthorityEntry => ({
  ...entry("succession", by, seq, { to, lastGood: [], reason: "换机" }),
  feed: branchFeed,
});

const feed = (key: string, unit: string, audience: Audience = "county"): FeedBody => ({
  key,
  campaign: "c",
  unit,
  audience,
  nonce: "n",
});
const judge = (
  entries: readonly AuthorityEntry[],
  body: FeedBody,
  hash: string,
  writer: Writer | undefined = "unit",
  anchors = ANCHORS,
): string =>
  standingOf(authorityOf(anchors, entries, lineage), { ...body, hash: hash.split(":")[0] as string }, hash, writer, lineage);

describe("giving", () => {
  const given = [enrol(TOWN as string, "100", "unit"), enrol(COUNTY as string, "000", "county", 2)];
  const town = feed(TOWN as string, "100");

  test("an unknown key is in quarantine, an enrolled one is good", () => {
    expect(judge([], town, "h")).toBe("quarantine");
    expect(judge(given, town, "h")).toBe("good");
    expect(judge(given, town, "h", undefined)).toBe("good");
  });

  test.each([
    ["another unit's record", feed(TOWN as string, "200"), "unit"],
    ["a county kind", town, "county"],
    ["authority", town, "root"],
    ["a feed to everyone", feed(TOWN as string, "100", "all"), "unit"],
    ["a feed to another unit", feed(TOWN as string, "100", "unit:200"), "unit"],
  ] as const)("a unit's key never writes %s", (_name, body, writer) =>
    expect(judge(given, body, "h", writer)).toBe("unauthorised"),
  );

  test("a county PC writes county kinds and on behalf of units, but gives no authority", () => {
    expect(judge(given, feed(COUNTY as string, "000", "all"), "h", "county")).toBe("good");
    expect(judge(given, feed(COUNTY as string, "100", "unit:100"), "h", "unit")).toBe("good");
    expect(judge(given, feed(COUNTY as string, "000", "all"), "h", "root")).toBe("unauthorised");
    expect(judge([...given, enrol(STRANGER as string, "100", "unit", 1, COUNTY)], feed(STRANGER as string, "100"), "h")).toBe(
      "quarantine",
    );
    expect(judge([...given, revoke(TOWN as string, [], 1, COUNTY)], town, "h")).toBe("good");
  });

  test.prop([fc.constantFrom(TOWN, COUNTY, STRANGER, OTHER), fc.constantFrom("enrolment", "revocation", "succession")])(
    "nobody but the root gives or ends anything",
    (by, kind) => {
      const own: AuthorityEntry = entry(kind as AuthorityEntry["kind"], by as string, 9, {
        key: by as string,
        to: by as string,
        unit: "000",
        role: "county",
        device: "x",
        lastGood: [],
        reason: "",
      });
      const before = authorityOf(ANCHORS, given, lineage);
      const after = authorityOf(ANCHORS, [...given, own], lineage);
      expect({ grants: [...after.grants], disputed: after.disputed }).toEqual({ grants: [...before.grants], disputed: false });
      expect(after.erasers).toEqual(before.erasers);
    },
  );

  test("without a pinned root nothing is trusted but the PC's own key", () => {
    const anchors: Anchors = { root: null, self: { key: TOWN as string, unit: "100", role: "unit" } };
    expect(judge(given, feed(COUNTY as string, "000", "all"), "h", "county", anchors)).toBe("quarantine");
    expect(judge(given, town, "h", "unit", anchors)).toBe("good");
    expect(judge(given, feed(TOWN as string, "200"), "h", "unit", anchors)).toBe("unauthorised");
  });
});

describe("ending", () => {
  const base = [enrol(TOWN as string, "100", "unit")];
  const town = feed(TOWN as string, "100");
  const standing = (lastGood: readonly Position[], branch: string, seq: number) =>
    judge([...base, revoke(TOWN as string, lastGood)], town, hashAt("T", branch, seq));

  test("what lies beneath the last good entry stays, the rest goes; other feeds of the key go wholly", () => {
    expect([0, 1, 2, 3, 4].map((seq) => standing([position("T", 2)], "a", seq))).toEqual([
      "good",
      "good",
      "good",
      "revoked",
      "revoked",
    ]);
    expect(standing([], "a", 0)).toBe("revoked");
    expect(standing([position("U", 9)], "a", 0)).toBe("revoked");
  });

  test("of a forked feed only the named branch stays, with what is common to both", () => {
    expect(standing([position("T", 3)], "b", 3)).toBe("revoked");
    expect(standing([position("T", 3)], "b", 1)).toBe("good");
    expect(standing([position("T", 3), position("T", 3, "b")], "b", 3)).toBe("good");
  });

  test.prop([fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), fc.nat(6)])(
    "of several ends the strictest holds, whatever came first",
    (ends, seq) => {
      const revocations = ends.map((last, index) => revoke(TOWN as string, [position("T", last)], 5 + index));
      const expected = seq <= Math.min(...ends) ? "good" : "revoked";
      expect(judge([...base, ...revocations], town, hashAt("T", "a", seq))).toBe(expected);
      expect(judge([...revocations.toReversed(), ...base], town, hashAt("T", "a", seq))).toBe(expected);
    },
  );

  test("an enrolment after an end does not undo it", () => {
    expect(judge([...base, revoke(TOWN as string, []), enrol(TOWN as string, "100", "unit", 9)], town, hashAt("T", "a", 0))).toBe(
      "revoked",
    );
  });
});

describe("succession", () => {
  test("the successor gives and ends; what the old root wrote before stays, what it writes after does not", () => {
    const entries = [
      enrol(TOWN as string, "100", "unit", 1),
      succeed(NEXT as string, 2),
      enrol(OTHER as string, "200", "unit", 1, NEXT),
      enrol(STRANGER as string, "300", "unit", 3),
    ];
    expect(judge(entries, feed(TOWN as string, "100"), "h")).toBe("good");
    expect(judge(entries, feed(OTHER as string, "200"), "h")).toBe("good");
    expect(judge(entries, feed(STRANGER as string, "300"), "h")).toBe("quarantine");
    expect(judge(entries, feed(NEXT as string, "000", "all"), "h", "root")).toBe("good");
    expect(judge(entries, feed(ROOT as string, "000", "all"), hashAt("Froot", "a", 3), "county")).toBe("revoked");
  });

  test("two different successors: neither is followed, the old root stays, and the dispute is told", () => {
    const entries = [
      enrol(TOWN as string, "100", "unit", 1),
      succeed(NEXT as string, 2),
      succeed(RIVAL as string, 3),
      enrol(OTHER as string, "200", "unit", 1, NEXT),
    ];
    const authority = authorityOf(ANCHORS, entries, lineage);
    expect(authority.disputed).toBe(true);
    expect(judge(entries, feed(OTHER as string, "200"), "h")).toBe("quarantine");
    expect(judge(entries, feed(TOWN as string, "100"), "h")).toBe("good");
  });

  test("a circle of successors ends", () => {
    const entries = [succeed(NEXT as string, 1), succeed(ROOT as string, 1, NEXT)];
    expect(authorityOf(ANCHORS, entries, lineage).grants.get(NEXT as string)?.role).toBe("root");
  });
});

const anyEntry: fc.Arbitrary<AuthorityEntry> = fc
  .record({
    kind: fc.constantFrom("enrolment", "revocation", "succession"),
    by: fc.constantFrom(ROOT, COUNTY, NEXT, TOWN),
    seq: fc.integer({ min: 1, max: 6 }),
    key: fc.constantFrom(TOWN, OTHER, COUNTY, NEXT, RIVAL),
    role: fc.constantFrom("unit", "county"),
    last: fc.nat(5),
  })
  .map(({ kind, by, seq, key, role, last }) =>
    entry(kind as AuthorityEntry["kind"], by as string, seq, {
      key: key as string,
      to: key as string,
      unit: "100",
      role,
      device: "x",
      reason: "",
      lastGood: [position(`F${key}`, last)],
    }),
  );

test.prop([fc.uniqueArray(anyEntry, { selector: (item) => item.hash, maxLength: 12 }), fc.infiniteStream(fc.nat())], {
  numRuns: 300,
})("authority is a function of the set of entries", (entries, dice) => {
  const order = entries
    .map((item) => ({ item, at: dice.next().value as number }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
  const plain = (list: readonly AuthorityEntry[]) => {
    const { grants, erasers, disputed } = authorityOf(ANCHORS, list, lineage);
    return { grants: Object.fromEntries(grants), erasers: [...erasers].sort(), disputed };
  };
  expect(plain(order)).toEqual(plain(entries));
});
