// Adds records up row by row and remembers who gave what, so that every figure can be opened.
import type { RecordKey } from "../../record/projected.ts";
import type { BucketRange } from "../../formulas/buckets.ts";
import { distinctTexts, emitContributions, type Emit } from "../counting/contributions.ts";
import { eachMark, marksOf, rowsOf, type Mark, type Marks } from "../counting/marks.ts";
import type { Plan } from "../../formulas/plan.ts";
import type { Counted, NotCounted } from "../counting/selection.ts";
import type { NotCountedReason } from "../counting/countable.ts";
import { zeros } from "./vector.ts";

/** What one record gives to a row, in 本期 and in 累计. `conflict`: by one of several sides that disagree. */
export type Contribution = RecordKey & Readonly<{ period: number; cumulative: number; conflict?: true; later?: true }>;
/** What one record would give, and why it does not. */
export type Withheld = Contribution & Readonly<{ reason: NotCountedReason }>;

type Given = { period: number; cumulative: number };
type Behind = Readonly<{ records: readonly Contribution[]; notCounted: readonly Withheld[] }> & Marks;

/** One table in the making: measures over 本期 and 累计, and the records behind each row of the plan. */
export class Tally {
  readonly period: number[];
  readonly cumulative: number[];
  readonly #plan: Plan;
  readonly #range: BucketRange;
  readonly #rows: ({ records: Contribution[]; notCounted: Withheld[] } & Record<Mark, number>)[];
  readonly #seen = { period: new Set<string>(), cumulative: new Set<string>() };

  constructor(plan: Plan, range: BucketRange) {
    this.#plan = plan;
    this.#range = range;
    this.period = zeros(plan.measures.length);
    this.cumulative = zeros(plan.measures.length);
    this.#rows = plan.rows.map(() => ({ records: [], notCounted: [], ...eachMark(() => 0) }));
  }

  /** Adds a record that counts; records come sorted by key, so that distinct texts always belong to the same record. */
  addCounted(one: Counted): void {
    const given = new Map<number, Given>();
    const left = new Map<number, Given>();
    const counted = this.#into(given, true);
    emitContributions(this.#plan, one.record, one.bucket, one.shared, { counted, leftToLead: this.#into(left, false) });
    this.#addDistinct(one, given);
    for (const [row, contribution] of given) this.#remember(row, one, contribution);
    for (const [row, contribution] of left) this.#withhold(row, one.record, contribution, "joint-event");
    this.#mark(one, true);
  }

  /** Notes what a record would give that does not count. */
  addWithheld(one: NotCounted): void {
    if (one.bucket < 0) return;
    const given = new Map<number, Given>();
    emitContributions(this.#plan, one.record, one.bucket, one.shared, { counted: this.#into(given, false) });
    for (const [row, contribution] of given) this.#withhold(row, one.record, contribution, one.reason);
    this.#mark(one, false);
  }

  /** What is behind one row, by its place in the plan. */
  behind(row: number): Behind {
    return this.#rows[row] ?? { records: [], notCounted: [], ...eachMark(() => 0) };
  }

  #into(given: Map<number, Given>, doesCount: boolean): Emit {
    return (measure, bucket, value) => {
      if (bucket > this.#range.to) return;
      const isInPeriod = bucket >= this.#range.from;
      if (doesCount) this.#sum(measure, value, isInPeriod);
      this.#spread(given, measure, isInPeriod ? value : 0, value);
    };
  }

  #sum(measure: number, value: number, isInPeriod: boolean): void {
    this.cumulative[measure] = (this.cumulative[measure] ?? 0) + value;
    if (isInPeriod) this.period[measure] = (this.period[measure] ?? 0) + value;
  }

  #spread(given: Map<number, Given>, measure: number, period: number, cumulative: number): void {
    for (const { row, weight } of this.#plan.rowsOfMeasure[measure] ?? []) {
      const known = given.get(row);
      if (known === undefined) given.set(row, { period: period * weight, cumulative: cumulative * weight });
      else {
        known.period += period * weight;
        known.cumulative += cumulative * weight;
      }
    }
  }

  #addDistinct(one: Counted, given: Map<number, Given>): void {
    if (one.bucket > this.#range.to) return;
    for (const { measure, texts } of distinctTexts(this.#plan, one.record, one.shared)) {
      const keys = texts.map((text) => `${measure}\u0000${one.record.unit}\u0000${text}`);
      const cumulative = countNew(this.#seen.cumulative, keys);
      const period = one.bucket >= this.#range.from ? countNew(this.#seen.period, keys) : 0;
      this.cumulative[measure] = (this.cumulative[measure] ?? 0) + cumulative;
      this.period[measure] = (this.period[measure] ?? 0) + period;
      if (texts.length > 0) this.#spread(given, measure, period, cumulative);
    }
  }

  #remember(row: number, one: Counted, given: Given): void {
    const conflict = one.record.conflict ? { conflict: true as const } : {};
    const later = one.record.later ? { later: true as const } : {};
    this.#rows[row]?.records.push({ ...asContribution(one.record, given), ...conflict, ...later });
  }

  #mark(one: Counted | NotCounted, counts: boolean): void {
    const marks = marksOf(this.#plan, one.record, counts);
    if (marks.length === 0) return;
    for (const [row, bucket] of rowsOf(this.#plan, one)) {
      const behind = bucket > this.#range.to ? undefined : this.#rows[row];
      if (behind !== undefined) for (const mark of marks) behind[mark] += 1;
    }
  }

  #withhold(row: number, record: RecordKey, given: Given, reason: NotCountedReason): void {
    this.#rows[row]?.notCounted.push({ ...asContribution(record, given), reason });
  }
}

function asContribution({ unit, kind, record }: RecordKey, given: Given): Contribution {
  return { unit, kind, record, period: given.period, cumulative: given.cumulative };
}

function countNew(seen: Set<string>, keys: readonly string[]): number {
  let added = 0;
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    added += 1;
  }
  return added;
}
