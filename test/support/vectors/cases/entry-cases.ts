// Good entries: every kind, and every shape that a feed and a record's history can have.
import type { SignedHead } from "../../../../src-main/bundle/bag/heads-file.ts";
import { commitment, entryHash, type Audience, type Entry } from "../../../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../../../src-main/domain/json.ts";
import { kindOf } from "../../../../src-main/domain/kinds/kinds.ts";
import type { Line } from "../../../../src-main/store/db/codec.ts";
import { readFact } from "../../../../src-main/store/db/facts.ts";
import { sha256 } from "../../made/make-bundle.ts";
import { BEGUN_AT_MS, clonePc, gather, headsOf, keyOf, openPc, OTHER_TOWN, recordNamed, TOWN, write, type Pc } from "../cast.ts";
import { ACTIVITY, hash, SAMPLES, SMALL, type Sample } from "../kind-samples.ts";
import { pageCases, PAGED } from "./page-cases.ts";
import { partCases, PARTS } from "./part-cases.ts";

/** A file of entries. `writes`: the program's own author makes the same lines from the same inputs. */
export type EntryCase = Readonly<{
  name: string;
  about: string;
  lines: readonly Line[];
  heads: readonly SignedHead[];
  writes: boolean;
}>;

function entryCase(name: string, about: string, lines: readonly Line[], writes = true): EntryCase {
  return { name, about, lines, heads: headsOf(lines), writes };
}

const RECIPIENT = `age1${"q".repeat(58)}`;
const enrolment = (pc: Pc, unit: string, role: "unit" | "county" = "unit"): JsonObject => ({
  key: keyOf(pc),
  unit,
  role,
  device: pc,
  recipient: RECIPIENT,
});

/** What the county's root says: who may write. Every other case is read after it. */
export function officeLines(): readonly Line[] {
  const root = openPc("root", "office");
  write(root, "enrolment", enrolment("county-2", root.unit, "county"), { record: recordNamed("key of county-2") });
  for (const pc of ["town-1", "town-2"] as const)
    write(root, "enrolment", enrolment(pc, TOWN), { record: recordNamed(`key of ${pc}`) });
  write(root, "enrolment", enrolment("other-town", OTHER_TOWN), { record: recordNamed("key of other-town") });
  return gather(root);
}

function audienceOf(kind: string): Audience {
  const audience = kindOf(kind)?.audience ?? "county";
  return audience === "about" ? `unit:${TOWN}` : audience;
}

const WHAT = { kind: "a record", part: "a part of a list", pages: "a record with its frontier on pages" } as const;

/** A put, its edit, and for what a unit may delete its deletion. */
function kindCase(kind: string, { by, good, edited }: Sample, list: keyof typeof WHAT = "kind"): EntryCase {
  const name = `${list}-${kind}`;
  const pc = openPc(by, name);
  const words = { audience: audienceOf(kind), by: recordNamed("person") };
  const first = write(pc, kind, good, words);
  const second = write(pc, kind, { ...good, ...edited }, { ...words, parents: [first] });
  if (by === "town-1") write(pc, kind, null, { ...words, parents: [second] });
  return entryCase(name, `${WHAT[list]} of kind ${kind}: put, edited${by === "town-1" ? ", deleted" : ""}`, gather(pc));
}

/** Two copies of one disk each write an entry at the same place. */
function fork(name: string): { trunk: string; lines: readonly Line[] } {
  const pc = openPc("town-1", name);
  const trunk = write(pc, "activity", SMALL);
  const clone = clonePc(pc, `${name} clone`);
  write(pc, "activity", { ...SMALL, title: "原机更改" }, { parents: [trunk] });
  write(clone, "activity", { ...SMALL, place: "克隆机更改" }, { parents: [trunk] });
  write(clone, "activity", SMALL, { record: recordNamed("only on the clone") });
  return { trunk, lines: gather(pc, clone) };
}

/** Two PCs of a unit change one record; `end` may go on from both heads. */
function twoPcs(name: string, end: (one: ReturnType<typeof openPc>, heads: readonly string[], base: string) => void) {
  const [one, two] = [openPc("town-1", name), openPc("town-2", name)];
  const base = write(one, "activity", SMALL);
  const left = write(one, "activity", { ...SMALL, title: "甲改" }, { parents: [base] });
  const right = write(two, "activity", { ...SMALL, title: "乙改", place: "镇政府" }, { parents: [base] });
  end(one, [left, right], base);
  return gather(one, two);
}

function putAndDelete(): readonly Line[] {
  const [one, two] = [openPc("town-1", "put-and-delete"), openPc("town-2", "put-and-delete")];
  const base = write(one, "activity", SMALL);
  write(one, "activity", null, { parents: [base] });
  write(two, "activity", { ...SMALL, title: "还在办" }, { parents: [base] });
  return gather(one, two);
}

function manyParents(): readonly Line[] {
  const pc = openPc("town-1", "parents-32");
  const base = write(pc, "activity", SMALL);
  const heads = Array.from({ length: 32 }, (_, index) =>
    write(pc, "activity", { ...SMALL, title: `第${index + 1}种写法` }, { parents: [base] }),
  );
  write(pc, "activity", { ...SMALL, title: "三十二合一" }, { parents: heads });
  return gather(pc);
}

/** The county ends a key; of three entries the first holds. */
function revocation(parts: readonly ("seq" | "none")[]): readonly Line[] {
  const [root, town] = [openPc("root", "revocation"), openPc("town-2", "revocation")];
  const last = write(town, "activity", SMALL);
  write(town, "activity", SMALL, { record: recordNamed("after the last good one") });
  const feed = readFact(town.statements, `feed:${TOWN}:county`) ?? "";
  for (const part of parts)
    write(
      root,
      "revocation",
      { key: keyOf("town-2"), lastGood: part === "seq" ? [{ feed, seq: 1, hash: last }] : [], reason: "电脑遗失" },
      { record: recordNamed(`end ${part}`) },
    );
  return gather(root, town);
}

/** The root hands over to the second PC, which then enrols a third; what the old root writes afterwards holds no more. */
function handOver(): readonly Line[] {
  const [root, next] = [openPc("root", "hand-over"), openPc("county-2", "hand-over")];
  write(root, "succession", { to: keyOf("county-2"), lastGood: [], reason: "换电脑" });
  write(next, "enrolment", enrolment("stranger", TOWN), { record: recordNamed("key of stranger") });
  write(root, "waiver", { obligation: "weekly-2", unit: TOWN, reason: "迟了" });
  return gather(root, next);
}

function setAside(takenBack: boolean, name: string): readonly Line[] {
  const [root, town] = [openPc("root", name), openPc("town-1", name)];
  write(town, "activity", SMALL);
  const end = write(town, "activity", SMALL, { record: recordNamed("b") });
  const feed = readFact(town.statements, `feed:${TOWN}:county`) ?? "";
  const value = { bundle: hash("1"), ranges: [{ feed, fromSeq: 1, toSeq: 2, hash: end }], reason: "误报", takenBack: false };
  const words = { audience: "own" } as const;
  const first = write(root, "set-aside", value, words);
  if (takenBack) write(root, "set-aside", { ...value, ranges: [], takenBack }, { ...words, parents: [first] });
  return gather(root, town);
}

function erasure(): readonly Line[] {
  const [root, town] = [openPc("root", "erasure-effective"), openPc("town-1", "erasure-effective")];
  const named = write(town, "activity", SMALL);
  write(root, "erasure", { entries: [named], media: [hash("a")], reason: "本人要求" });
  return gather(root, town).map((line) => (line.hash === named ? withoutValue(line) : line));
}

/** The same entry without what it commits to: erased, or withheld from a plain bundle. */
export function withoutValue(line: Line): Line {
  return { ...line, valueText: null, carried: { ...line.carried, salt: null, value: null } };
}

function withheld(): readonly Line[] {
  const pc = openPc("town-1", "withheld");
  write(pc, "liaison", SAMPLES["liaison"]?.good ?? null);
  return gather(pc).map((line) => (line.carried.entry.kind === "liaison" ? withoutValue(line) : line));
}

/** A line after the last one that the program itself would not write: of a kind or version that it does not know, or at its limits. */
export function handWritten(
  before: readonly Line[],
  parts: Partial<Entry> & Readonly<{ value: JsonObject | null; salt?: string }>,
): Line {
  const last = before.at(-1) as Line;
  const { value, salt = "5a".repeat(16), ...given } = parts;
  const feed = last.carried.entry.seq === 0 ? last.hash : last.carried.entry.feed;
  const seq = last.carried.entry.seq + 1;
  const at = { wallMs: BEGUN_AT_MS + 3_600_000 + seq, counter: 0, feed };
  const usual = { feed, seq, prev: last.hash, at, by: "", kind: "activity", v: 1, record: recordNamed("a"), parents: [] };
  const op = value === null ? ("delete" as const) : ("put" as const);
  const entry: Entry = { ...usual, op, body: value === null ? null : commitment(sha256, salt, value), ...given };
  const valueText = value === null ? null : canonicalJson(value);
  const carried = { entry, salt: value === null ? null : salt, value };
  return { hash: entryHash(sha256, entry), text: canonicalJson(entry as unknown as JsonObject), valueText, carried };
}

function handWrittenCase(name: string, about: string, more: readonly Parameters<typeof handWritten>[1][]): EntryCase {
  const pc = openPc("town-1", name);
  write(pc, "activity", SMALL, { record: recordNamed("before") });
  const lines = [...gather(pc)];
  for (const parts of more) lines.push(handWritten(lines, parts));
  return entryCase(name, about, lines, false);
}

const WIDE = {
  title: "😀👨‍👩‍👧 \u202eتجربة\u202c e\u0301 \ufeff\u2028\u00ad",
  description: '制表\t换行\n回车\r引号"反斜线\\ \u0001\u007f\u0085',
};
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Values at the limits of today's schemas: what was good before stays good. */
const AT_LIMITS: JsonObject = {
  ...ACTIVITY,
  title: "长".repeat(200),
  description: "d".repeat(20_000),
  metrics: { persons: LARGEST, sessions: 0 },
  coOrganisers: Array.from({ length: 100 }, (_, index) => `协办单位${index + 1}`),
  fields: { n: -LARGEST, t: "t".repeat(2000) },
  attachments: [{ ...(ACTIVITY["attachments"] as JsonObject[])[0]!, name: "n".repeat(255), sizeBytes: LARGEST }],
};

function nested(depth: number): JsonObject {
  return depth === 1 ? {} : { a: nested(depth - 1) };
}

function strangers(): readonly Line[] {
  const pc = openPc("stranger", "quarantine");
  write(pc, "activity", SMALL);
  return gather(pc);
}

function strayed(): readonly Line[] {
  const [town, other] = [openPc("town-1", "unauthorised"), openPc("other-town", "unauthorised")];
  write(town, "waiver", { obligation: "weekly-2", unit: TOWN, reason: "自己免了" });
  write(other, "activity", SMALL, { unit: TOWN });
  return gather(town, other);
}

function audiences(): readonly Line[] {
  const [root, town] = [openPc("root", "audiences"), openPc("town-1", "audiences")];
  for (const audience of ["all", "own", "county", `unit:${TOWN}`] as const)
    write(root, "table", SAMPLES["table"]?.good ?? null, { audience, record: recordNamed(audience) });
  for (const audience of ["county", "own"] as const) write(town, "activity", SMALL, { audience, record: recordNamed(audience) });
  return gather(root, town);
}

function onBehalf(): readonly Line[] {
  const root = openPc("root", "on-behalf");
  write(root, "activity", SMALL, { unit: TOWN, audience: `unit:${TOWN}` });
  return gather(root);
}

/** The entry before the last one is not here: reported as a gap, and nothing is held back. */
function gap(): readonly Line[] {
  const pc = openPc("town-1", "gap");
  write(pc, "activity", SMALL);
  const lines = gather(pc);
  return [...lines, handWritten(lines, { seq: 3, prev: hash("0"), record: recordNamed("b"), value: SMALL })];
}

function waiting(): readonly Line[] {
  const pc = openPc("town-1", "waiting");
  write(pc, "activity", SMALL, { parents: [hash("0")] });
  return gather(pc);
}

/** All good files of entries. */
export function goodEntryCases(): readonly EntryCase[] {
  return [
    entryCase("office", "the root's feed: who may write; every other case is read after it", officeLines()),
    ...Object.entries(SAMPLES).map(([kind, sample]) => kindCase(kind, sample)),
    ...Object.entries(PARTS).map(([kind, sample]) => kindCase(kind, sample, "part")),
    ...partCases(),
    ...Object.entries(PAGED).map(([kind, sample]) => kindCase(kind, sample, "pages")),
    ...pageCases(),
    entryCase("audiences", "feeds to everyone, to one unit, to the county, to the own PCs", audiences()),
    entryCase("fork", "two copies of one disk: two entries of one (feed, seq), both branches kept", fork("fork").lines, false),
    entryCase(
      "conflict",
      "two PCs change one field: two heads, open",
      twoPcs("conflict", () => undefined),
    ),
    entryCase(
      "merge",
      "two PCs change one field, a third version names both heads",
      twoPcs("merge", (one, heads) => void write(one, "activity", { ...SMALL, title: "合并" }, { parents: heads })),
    ),
    entryCase(
      "merge-deleted",
      "two heads, both ended by a deletion",
      twoPcs("merge-deleted", (one, heads) => void write(one, "activity", null, { parents: heads })),
    ),
    entryCase("put-and-delete", "a put against a deletion: the put is shown", putAndDelete()),
    entryCase("parents-32", "as many parents as an entry may name", manyParents()),
    entryCase("gap", "an entry before the last one is not here", gap(), false),
    entryCase("nothing", "no entry at all", []),
    entryCase("waiting", "a version whose parent is not here", waiting()),
    entryCase("revocation-cut", "a key is ended: what lies beneath the last good entry holds", revocation(["seq"])),
    entryCase("revocation-twice", "two ends of one key: only what lies beneath both holds", revocation(["seq", "none"])),
    entryCase("hand-over", "the root hands over; the successor enrols, the old root says nothing more", handOver()),
    entryCase("set-aside", "what an import brought is set aside", setAside(false, "set-aside")),
    entryCase("set-aside-taken-back", "a set-aside that was taken back", setAside(true, "set-aside-taken-back")),
    entryCase("erased", "an erasure, and the entry that it names without its value", erasure(), false),
    entryCase("withheld", "an entry whose value a plain bundle left out", withheld(), false),
    entryCase("quarantine", "a key that was never enrolled: kept, not shown", strangers()),
    entryCase("unauthorised", "a unit that writes a county's kind, and one that writes for another unit", strayed()),
    entryCase("on-behalf", "the county enters a unit's record (代录)", onBehalf()),
    handWrittenCase("newer-kind", "a kind of a later program: kept, forwarded, not shown", [
      { kind: "later", value: { any: [1, { b: null }] } },
    ]),
    handWrittenCase("newer-version", "a later version of a known kind", [{ v: 2, value: { ...SMALL, later: true } }]),
    handWrittenCase("wide-texts", "emoji, bidi controls, combining marks, separators: texts travel as they are", [
      { value: { ...SMALL, ...WIDE } },
    ]),
    handWrittenCase("at-limits", "values at the limits of the first schemas", [{ value: AT_LIMITS }]),
    handWrittenCase("entry-limits", "an entry at its limits: names of 128 characters, the largest numbers, 16 levels", [
      {
        by: "b".repeat(128),
        record: "r".repeat(128),
        kind: `k${"-".repeat(31)}`,
        v: LARGEST,
        value: nested(16),
        at: { wallMs: LARGEST, counter: LARGEST, feed: "" },
      },
    ]),
    handWrittenCase("clock-ahead", "a PC whose clock is years ahead: never refused for it", [
      { value: SMALL, at: { wallMs: Date.UTC(2099, 0, 1), counter: 0, feed: hash("0") } },
    ]),
  ];
}
