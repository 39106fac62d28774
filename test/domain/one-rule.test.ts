// Rules that both ends ask: judgements hold for heads, early receipts, numbers that were not seen, what is owed, the state of a record.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { isOwed, isReceived, sharesOf, tallyOf, type ObligationState } from "../../src-main/domain/duties/duty-tally.ts";
import { lacksEarlyReason } from "../../src-main/domain/bundle/early-receipt.ts";
import { holdsFor, reviewStateOf } from "../../src-main/domain/duties/judgement.ts";
import { fillSentence } from "../../src-main/domain/problem.ts";
import { RECORD_STATES, stateOf, type StateFactsOf } from "../../src-main/domain/record/record-state.ts";
import { unseenNumbers } from "../../src-main/domain/bundle/unseen-numbers.ts";

const hashes = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));

describe("a judgement", () => {
  test.prop([hashes, hashes])("holds for exactly the heads that it names, in any order", (judged, now) => {
    expect(holdsFor(judged, now)).toBe(JSON.stringify([...judged].sort()) === JSON.stringify([...now].sort()));
    expect(holdsFor(judged, judged.toReversed())).toBe(true);
    expect(holdsFor(undefined, now)).toBe(false);
  });

  test("of heads named twice holds for them, and not for others", () => {
    expect(holdsFor(["a", "a"], ["a"])).toBe(true);
    expect(holdsFor(["a", "a"], ["a", "b"])).toBe(false);
  });

  test.prop([hashes, hashes])("is answered by an edit, never lifted by one", (heads, now) => {
    const holds = holdsFor(heads, now);
    expect(reviewStateOf({ decision: "return", heads }, now)).toBe(holds ? "returned" : "answered");
    expect(reviewStateOf({ decision: "accept", heads }, now)).toBe(holds ? "accepted" : "recheck");
    expect(reviewStateOf(undefined, now)).toBe("none");
  });
});

describe("a bundle that came before it was made", () => {
  const minute = fc.integer({ min: 0, max: 5 }).map((count) => count * 60_000);
  const ms = fc.nat(59_999);

  test.prop([minute, ms, minute, ms])("needs a reason, to the minute", (received, a, exported, b) => {
    const [receivedMs, exportedMs] = [received + a, exported + b];
    expect(lacksEarlyReason(receivedMs, exportedMs, undefined)).toBe(received < exported);
    expect(lacksEarlyReason(receivedMs, exportedMs, " 　")).toBe(received < exported);
    expect(lacksEarlyReason(receivedMs, exportedMs, "时钟不准")).toBe(false);
    expect(lacksEarlyReason(receivedMs, null, undefined)).toBe(false);
  });
});

describe("numbers that were not seen", () => {
  const series = fc.array(fc.record({ number: fc.integer({ min: 1, max: 30 }), first: fc.boolean() }), { maxLength: 12 });

  test.prop([series])("lie below the highest seen one, are lacking and ascend", (rows) => {
    const given = rows.map(({ number, first }) => ({ number, previous: first ? null : "p" }));
    const unseen = unseenNumbers(given);
    const seen = given.map(({ number }) => number);
    for (const number of unseen) expect(seen).not.toContain(number);
    expect(Math.max(0, ...unseen)).toBeLessThanOrEqual(Math.max(0, ...seen));
    expect([...unseen]).toEqual([...new Set(unseen)].sort((a, b) => a - b));
  });

  test.each([
    [[], []],
    [
      [
        [1, null],
        [2, "p"],
      ],
      [],
    ],
    [
      [
        [2, "p"],
        [4, "p"],
      ],
      [1, 3],
    ],
    // A PC with a new key goes on counting: nothing before its first bundle is lacking.
    [
      [
        [7, null],
        [9, "p"],
      ],
      [8],
    ],
  ] as const)("%j: %j", (given, unseen) => {
    expect(unseenNumbers(given.map(([number, previous]) => ({ number, previous })))).toEqual(unseen);
  });
});

describe("what is owed", () => {
  const states: readonly ObligationState[] = [
    "on-time",
    "late",
    "incomplete",
    "returned",
    "missing",
    "due",
    "waived",
    "not-applicable",
  ];
  const cells = fc.array(fc.record({ state: fc.constantFrom(...states), dueMs: fc.nat(100) }));

  test.prop([cells, fc.nat(100)])(
    "shares are the tally of what is owed by now; no count exceeds what is owed",
    (given, nowMs) => {
      const all = tallyOf(given);
      expect(all.owed).toBe(given.filter(isOwed).length);
      expect(all.received).toBe(given.filter(isReceived).length);
      expect(all.received).toBe(all.onTime + all.late);
      expect(all.received + all.incomplete + all.missing).toBeLessThanOrEqual(all.owed);
      const now = sharesOf(given, nowMs);
      expect(now.onTime).toBe(all.onTime);
      expect(now.received).toBeLessThanOrEqual(all.received);
      expect(now.owed).toBeLessThanOrEqual(all.owed);
      expect(sharesOf(given, 101)).toEqual({ owed: all.owed, received: all.received, onTime: all.onTime });
    },
  );
});

describe("the state of a record", () => {
  const calm: StateFactsOf = {
    conflict: false,
    needsCheck: false,
    waiting: false,
    returned: false,
    lacksEvidence: false,
    received: false,
    handedIn: false,
    atCounty: false,
  };

  test("every word is reached, by the fact that it names", () => {
    const reached = [
      stateOf(calm),
      stateOf({ ...calm, atCounty: true }),
      stateOf({ ...calm, conflict: true }),
      stateOf({ ...calm, needsCheck: true }),
      stateOf({ ...calm, waiting: true }),
      stateOf({ ...calm, returned: true }),
      stateOf({ ...calm, lacksEvidence: true }),
      stateOf({ ...calm, received: true }),
      stateOf({ ...calm, handedIn: true }),
    ];
    expect([...reached].sort()).toEqual([...RECORD_STATES].sort());
  });

  const facts = fc
    .constant(calm)
    .chain((all) =>
      fc
        .tuple(...Object.keys(all).map(() => fc.boolean()))
        .map((said) => Object.fromEntries(Object.keys(all).map((name, index) => [name, said[index]])) as unknown as StateFactsOf),
    );

  test.prop([facts])("what a person has to decide stands before how far it went", (given) => {
    const word = stateOf(given);
    if (given.conflict) expect(word).toBe("conflict");
    if (word === "ready")
      expect(given).toMatchObject({ conflict: false, returned: false, lacksEvidence: false, handedIn: false });
    if (word === "unreported") expect(given.atCounty).toBe(true);
  });
});

test("quotes within the quotes of a sentence become single ones; a place without a detail stays", () => {
  expect(fillSentence("“{title}”与“{other}”：{n}、{none}", { title: "“安全生产月”启动", other: "讲座", n: 2 })).toBe(
    "“‘安全生产月’启动”与“讲座”：2、{none}",
  );
});
