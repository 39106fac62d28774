// What an answer may cost, counted in rows read and never in time: twice of a thing costs about twice, never four times.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { admitLines } from "../../src-main/store/union/admit.ts";
import { rebuildProjection } from "../../src-main/store/union/rebuild.ts";
import type { Line } from "../../src-main/store/db/codec.ts";
import { inTransaction, type Statements } from "../../src-main/store/db/database.ts";
import { listFeeds } from "../../src-main/store/chain/frontier.ts";
import { readPendingRequests } from "../../src-main/store/project/figure-queries.ts";
import { loadJudge } from "../../src-main/store/chain/judge.ts";
import { createKeyring, unlockKeyring } from "../../src-main/keys/pc/keyring.ts";
import { readHistory } from "../../src-main/store/project/record-queries.ts";
import type { RecordKey } from "../../src-main/domain/record/projected.ts";
import { readReports } from "../../src-main/store/project/report-queries.ts";
import { MAX_PARENTS } from "../../src-main/domain/feed/entry.ts";
import { deliver, type Version } from "../../src-main/domain/record/history.ts";
import { createFormulaReader } from "../../src-main/domain/formulas/formula.ts";
import { APPROVED, FLOODS } from "../support/floods/floods.ts";
import type { PennedFeed } from "../support/floods/pen.ts";
import { CAMPAIGN, COUNTY, enrolment, openDevice, ROOT, sourceOf, write, type Device } from "../support/laws/season.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** The same statements; each answer is shown to somebody before it is given. */
function watching(statements: Statements, see: (answer: unknown) => void): Statements {
  return (sql) =>
    new Proxy(statements(sql), {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...given: unknown[]): unknown => {
          const answer: unknown = member.apply(target, given);
          see(answer);
          return answer;
        };
      },
    });
}

/** Counts every row that statements give. */
function counting(statements: Statements, seen: { rows: number }): Statements {
  return watching(statements, (answer) => void (seen.rows += Array.isArray(answer) ? answer.length : 1));
}

/** Writes down how many letters of values one answer holds at most. */
function weighing(statements: Statements, held: { letters: number }): Statements {
  return watching(statements, (answer) => {
    if (!Array.isArray(answer)) return;
    const letters = (answer as readonly Readonly<Record<string, unknown>>[]).map(({ value }) => String(value ?? "").length);
    held.letters = Math.max(
      held.letters,
      letters.reduce((sum, more) => sum + more, 0),
    );
  });
}

/** The same statements; how SQLite goes about those that name a word is written down. */
function explained(statements: Statements, word: string, plans: string[]): Statements {
  return (sql) => {
    if (sql.includes(word)) {
      const steps = statements(`EXPLAIN QUERY PLAN ${sql}`).all(
        ...sql
          .split("?")
          .slice(1)
          .map(() => null),
      );
      plans.push((steps as { detail: string }[]).map(({ detail }) => detail).join("; "));
    }
    return statements(sql);
  };
}

function countyDevice(): Device {
  const county = openDevice(ROOT, COUNTY, "county");
  const source = sourceOf(county, () => 1);
  write(county, source, { kind: "enrolment", record: "e", value: enrolment(APPROVED.signer.key, APPROVED.unit) });
  return county;
}

function linesOf(feeds: readonly PennedFeed[]): Line[] {
  return feeds.flatMap((feed) =>
    feed.lines.map(({ hash, texts: { text, salt, value } }) => ({
      hash,
      text,
      valueText: value,
      carried: {
        entry: JSON.parse(text) as Line["carried"]["entry"],
        salt,
        value: value === null ? null : (JSON.parse(value) as never),
      },
    })),
  );
}

/** Rows that one flood of an amount costs: taking it in, and afterwards each of the questions. */
function costOf(
  name: string,
  amount: number,
  ask: (statements: Statements) => unknown,
): Readonly<{ taking: number; asking: number }> {
  const county = countyDevice();
  const flood = FLOODS.find((one) => one.name === name);
  const lines = linesOf(flood?.make({ campaign: CAMPAIGN }, amount).feeds ?? []);
  const [taking, asking] = [{ rows: 0 }, { rows: 0 }];
  inTransaction(county.db, () => admitLines(counting(county.statements, taking), lines, null));
  ask(counting(county.statements, asking));
  county.db.close();
  return { taking: taking.rows / lines.length, asking: asking.rows };
}

test("who may write what is looked up from the county's own entries where others wrote of it without end", () => {
  const county = countyDevice();
  const source = sourceOf(county, () => 2);
  const plans: string[] = [];
  const look = () => loadJudge(explained(county.statements, "entry.value, feed.hash AS feed", plans)).authority.grants;
  const before = look();
  const flood = FLOODS.find(({ name }) => name === "enrolmentFlood");
  inTransaction(county.db, () =>
    admitLines(county.statements, linesOf(flood?.make({ campaign: CAMPAIGN }, 50).feeds ?? []), null),
  );
  expect(look()).toEqual(before);
  for (let index = 0; index < 60; index += 1)
    write(county, source, {
      kind: "obligation",
      record: `o${index}`,
      value: { obligation: `o${index}`, title: "t", dueAtMs: 1 },
    });
  expect(look()).toEqual(before);
  expect(plans.map((plan) => /SEARCH entry USING INDEX (\w+)/.exec(plan)?.[1])).toEqual([
    "entry_by_record",
    "entry_by_feed",
    "entry_by_record",
  ]);
  county.db.close();
});

test.for(FLOODS.filter(({ name }) => name !== "conflictLong").map(({ name }) => name))(
  "%s: an entry costs no more rows among four times as many",
  (name) => {
    const amount = { parents32: 2, reportFlood: 4, hotRecord: 300 }[name] ?? 60;
    const [few, many] = [costOf(name, amount, () => undefined), costOf(name, amount * 4, () => undefined)];
    expect(many.taking).toBeLessThan(few.taking + 1);
  },
);

test.for(FLOODS.filter(({ name }) => name !== "conflictLong").map(({ name }) => name))(
  "%s: no answer holds the values of a whole feed at once",
  (name) => {
    const county = countyDevice();
    const lines = linesOf(FLOODS.find((one) => one.name === name)?.make({ campaign: CAMPAIGN }, 40).feeds ?? []);
    const held = { letters: 0 };
    const statements = weighing(county.statements, held);
    inTransaction(county.db, () => admitLines(statements, lines, null));
    inTransaction(county.db, () => rebuildProjection(statements));
    for (const key of county.statements("SELECT kind, unit, record FROM record").all() as RecordKey[])
      readHistory(statements, key);
    const longest = Math.max(...lines.map(({ valueText }) => valueText?.length ?? 0));
    expect(held.letters).toBeLessThanOrEqual(2 * Math.max(longest, 1000));
    county.db.close();
  },
);

const QUESTIONS: readonly (readonly [string, string, (statements: Statements) => unknown, number])[] = [
  ["whom to trust, after entries that give no authority", "enrolmentFlood", (statements) => loadJudge(statements), 40],
  [
    "who asks to be approved, after one key asked again and again",
    "requestFlood",
    (statements) => readPendingRequests(statements, new Set()),
    5,
  ],
  ["which reports are here, whatever they name", "reportFlood", (statements) => readReports(statements, undefined), 200],
];

test.for(QUESTIONS)("%s: as many rows as there are answers", ([, name, ask, most]) => {
  expect(costOf(name, name === "reportFlood" ? 8 : 200, ask).asking).toBeLessThan(most);
});

test("heads of one record: as many walks as one version can name, however many heads there are", () => {
  const steps = { taken: 0 };
  const version = (hash: string, parents: readonly string[]): Version => ({
    hash,
    get parents() {
      steps.taken += 1;
      return parents;
    },
    at: { wallMs: Number(hash.slice(1)), counter: 0, feed: "" },
    standing: "good",
    op: "put",
    value: {},
  });
  const chain = Array.from({ length: 500 }, (_, at) => version(`c${at}`, at === 0 ? [] : [`c${at - 1}`]));
  const heads = Array.from({ length: 2000 }, (_, at) => version(`h${1000 + at}`, ["c499"]));
  const { heads: shown, bases } = deliver([...chain, ...heads]);
  expect([shown.length, bases.map(({ hash }) => hash)]).toEqual([MAX_PARENTS, ["c499"]]);
  expect(shown.map(({ hash }) => hash)).toContain("h2999");
  expect(steps.taken).toBeLessThan((MAX_PARENTS + 8) * 500 + 8 * 2500);
});

test("all feeds with their heads are two reads", () => {
  const seen = { rows: 0 };
  const { asking } = costOf("tinyFeeds", 50, (statements) => {
    listFeeds((sql) => {
      seen.rows += 1;
      return statements(sql);
    });
  });
  expect(seen.rows).toBe(2);
  expect(asking).toBeLessThan(110);
});

test("a percentage has few digits, written out: any other is refused when the campaign is read", () => {
  const read = createFormulaReader();
  expect(() => read("percent(1, 3, 6)")).not.toThrow();
  for (const digits of ["-5", "7", "10000000", "places", "1 + 1"])
    expect(() => read(`percent(1, 3, ${digits})`), digits).toThrow("formula-invalid");
});

test("a key file that asks for gigabytes is damaged, before anything is reckoned", async () => {
  const folder = join(await tempFolder(), "keys");
  mkdirSync(folder);
  const path = join(folder, "keys.json");
  const secrets = { seed: "00", identity: "x" };
  createKeyring(path, "00", "a", "高台 tiger 42", secrets, {
    cost: { n: 16, r: 8, p: 1 },
    randomHex: (bytes) => "0".repeat(bytes * 2),
  });
  const slot = { person: "a", salt: "00", nonce: "00", sealed: "00" };
  for (const cost of [
    { n: 2 ** 20, r: 32, p: 1 },
    { n: 2 ** 18, r: 8, p: 16 },
  ]) {
    writeFileSync(path, JSON.stringify({ v: 1, key: "00", slots: [{ ...slot, ...cost }] }));
    expect(() => unlockKeyring(path, "高台 tiger 42")).toThrow("key-file-damaged");
  }
});
