// Buckets: the campaign's stretches of counted time in order, and which of them a local time or a period's name falls into.
import type { Campaign } from "../campaign/schema.ts";
import { normalizeLocal } from "../campaign/local-time.ts";
import { Problem } from "../problem.ts";
import { matchesCode } from "./measure.ts";

/** A period or a supplement; local times as ordered texts. `only`: a supplement counts these codes and ledgers. */
export type Bucket = Readonly<{
  id: string;
  from: string;
  to: string;
  only?: Readonly<{ codes: string; ledgers: ReadonlySet<string> }>;
}>;

/** Bucket indexes, inclusive: what 本期 covers, and up to where 累计 goes from the first bucket on. */
export type BucketRange = Readonly<{ from: number; to: number }>;

export function bucketsOf(campaign: Campaign): readonly Bucket[] {
  const periods = campaign.calendar.periods.map(({ id, from, to }) => ({
    id,
    from: normalizeLocal(from),
    to: normalizeLocal(to),
  }));
  const supplements = campaign.calendar.supplements.map(({ id, from, to, codes, ledgers }) => ({
    id,
    from: normalizeLocal(from),
    to: normalizeLocal(to),
    only: { codes, ledgers: new Set(ledgers) },
  }));
  return [...periods, ...supplements];
}

/** Index of the bucket that holds a local time (`YYYY-MM-DD` or `YYYY-MM-DDTHH:mm`); -1 outside counted time. */
export function bucketAt(buckets: readonly Bucket[], local: string): number {
  const time = local.length === 10 ? `${local}T00:00` : local;
  for (let at = 0; at < buckets.length; at++) {
    const bucket = buckets[at];
    if (bucket !== undefined && time >= bucket.from && time < bucket.to) return at;
  }
  return -1;
}

/** Whether a bucket counts activities of a code. */
export function bucketTakesCode(bucket: Bucket, code: string): boolean {
  return bucket.only === undefined || matchesCode(bucket.only.codes, code);
}

export function bucketTakesLedger(bucket: Bucket, kind: string): boolean {
  return bucket.only === undefined || bucket.only.ledgers.has(kind);
}

/**
 * What a period's name covers. `total` is everything from `countFrom` to `countTo`, without the supplements.
 *
 * @throws {Problem} `period-unknown`
 */
export function bucketRange(buckets: readonly Bucket[], period: string): BucketRange {
  if (period === "total") return { from: 0, to: buckets.findLastIndex((bucket) => bucket.only === undefined) };
  const at = buckets.findIndex((bucket) => bucket.id === period);
  if (at < 0) throw new Problem("period-unknown", { period });
  return { from: at, to: at };
}

/** The bucket that a hand-in reports on; undefined for one made at once. */
export function bucketNamed(buckets: readonly Bucket[], period: string): Bucket | undefined {
  return buckets.find((bucket) => bucket.id === period);
}
