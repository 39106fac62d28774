// Who may speak to whom, and to whom a feed is carried: the one rule of every carrier (export, pack, receipt, return, exchange,
// report, frontier). design.md §7, Audience. Pure.
import { maySpeak, type Authority } from "./authority.ts";
import type { FeedBody } from "../feed/entry.ts";

/** To whom a bundle goes: everyone, one unit, the county, or from one county PC to the others. */
export type Recipient = Readonly<
  | { kind: "all" }
  /** `givingBack`: with what the unit itself wrote, for a PC of it that was lost. */
  | { kind: "unit"; unit: string; givingBack?: true }
  | { kind: "county" }
  /** The other PCs of this county office, by key. */
  | { kind: "office"; unit: string; others: readonly string[] }
>;

/** `malformed`: its opening is none; it is kept and goes nowhere. */
type Feed = Pick<FeedBody, "key" | "unit" | "audience"> & Readonly<{ malformed?: boolean }>;

/** Whether a key was never granted anything and is not this PC's own: what it wrote is kept apart. Ended keys are known. */
export function isUnknown({ grants }: Pick<Authority, "grants">, key: string): boolean {
  return !grants.has(key);
}

/**
 * Whether a feed is carried to the recipient. Among the PCs of one county office everything is shared but another office's own
 * feeds: also what waits for an approval.
 */
export function mayCarry({ grants }: Pick<Authority, "grants">, feed: Feed, recipient: Recipient): boolean {
  if (feed.malformed === true) return false;
  if (recipient.kind === "office") return feed.audience !== "own" || feed.unit === recipient.unit;
  return maySpeak(grants.get(feed.key), feed) && isFor(feed, recipient);
}

function isFor({ unit, audience }: Omit<Feed, "key">, recipient: Exclude<Recipient, { kind: "office" }>): boolean {
  if (audience === "all") return true;
  if (recipient.kind === "county") return audience === "county";
  if (recipient.kind === "all") return false;
  const isOwn = recipient.givingBack === true && audience === "county" && unit === recipient.unit;
  return isOwn || audience === `unit:${recipient.unit}`;
}
