// Records that are one and the same: stories of several units, exposures told twice. The first by date counts (10a.5).
import { compareText } from "../../feed/entry.ts";
import type { RecordKey } from "../../record/projected.ts";
import { normalizeLocal } from "../../campaign/local-time.ts";
import { datedText, textOf, type StatisticsRecord } from "./countable.ts";
import type { Plan } from "../../formulas/plan.ts";

/** What tells duplicates: records that share any text of `same` are one; the smallest by time, receipt, unit, record stays. */
export type Likeness = Readonly<{ key: RecordKey; same: readonly string[]; time: string; receivedAtMs: number }>;

/** The likeness of a record; undefined where its ledger names no unique members or they are all empty. */
export function likenessOf(plan: Plan, record: StatisticsRecord): Likeness | undefined {
  const ledger = plan.routes.ledgers.get(record.kind)?.ledger;
  const same = (ledger?.unique ?? []).flatMap((members) => sameText(record, members));
  if (ledger === undefined || same.length === 0) return undefined;
  const { unit, kind, record: id } = record;
  return {
    key: { unit, kind, record: id },
    same,
    time: normalizeLocal(datedText(record, [ledger.dateField])),
    receivedAtMs: receivedOf(record),
  };
}

/**
 * Finds the duplicates among records.
 *
 * @returns for each record that stays out (by its place in `items`), the place of the one that counts.
 */
export function findDuplicates(items: readonly Likeness[]): ReadonlyMap<number, number> {
  const roots = uniteBySameText(items);
  const first = new Map<number, number>();
  for (const at of items.keys()) {
    const root = rootOf(roots, at);
    const best = first.get(root);
    if (best === undefined || compareLikeness(items[at], items[best]) < 0) first.set(root, at);
  }
  const pairs = [...items.keys()].map((at) => [at, first.get(rootOf(roots, at)) ?? at] as const);
  return new Map(pairs.filter(([at, kept]) => at !== kept));
}

function sameText(record: StatisticsRecord, members: readonly string[]): readonly string[] {
  const texts = members.map((member) => foldText(textOf(record.value[member])));
  return texts.includes("") ? [] : [[record.kind, members.join("+"), ...texts].join("\u0000")];
}

/** Two spellings of one title: full-width and half-width forms and blanks do not tell them apart. */
function foldText(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}

function receivedOf(record: StatisticsRecord): number {
  return record.receivedAtMs ?? record.firstAtMs;
}

function compareLikeness(a: Likeness | undefined, b: Likeness | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const byTime = compareText(a.time, b.time) || a.receivedAtMs - b.receivedAtMs;
  return byTime || compareText(a.key.unit, b.key.unit) || compareText(a.key.record, b.key.record);
}

/** Union–find: records that share a text, directly or through others, get one root. */
function uniteBySameText(items: readonly Likeness[]): number[] {
  const roots = [...items.keys()];
  const seen = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    for (const text of item.same) {
      const other = seen.get(text);
      if (other === undefined) seen.set(text, at);
      else roots[rootOf(roots, at)] = rootOf(roots, other);
    }
  }
  return roots;
}

function rootOf(roots: number[], at: number): number {
  let root = at;
  while (roots[root] !== root) {
    const above = roots[root] ?? root;
    roots[root] = roots[above] ?? above;
    root = roots[root] ?? above;
  }
  return root;
}
