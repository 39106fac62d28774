// Who may write what: one pure pass over the entries of the root's feeds, then a question per feed and entry.
// A function of the union and the pinned root alone; the order of arrival plays no part.
import { compareAt, compareText, type At, type FeedBody, type Position } from "../feed/entry.ts";
import { listsOf, type PartOf } from "../feed/listed-parts.ts";
import type { Standing } from "../record/history.ts";

/** What gives a key its place, ends a key, and hands the root over, as far as authority reads it. */
type Given = Readonly<{
  key: string;
  unit: string;
  role: "unit" | "county";
  device: string;
  recipient: string;
  recovery?: string;
}>;
type Ended = PartOf & Readonly<{ key: string; lastGood: readonly Position[] }>;
type HandedOver = PartOf & Readonly<{ to: string; lastGood: readonly Position[] }>;

type Of<Name, Value> = Readonly<{
  hash: string;
  feed: string;
  feedKey: string;
  seq: number;
  at: At;
  kind: Name;
  value: Value;
}>;

/** An entry of a kind that gives or ends authority, with the key of its feed. */
export type AuthorityEntry = Of<"enrolment", Given> | Of<"revocation", Ended> | Of<"succession", HandedOver>;

/** What a key was given. `cuts`: last good positions of each end of the key; none while it is in force. */
export type Grant = Readonly<{
  role: "root" | "county" | "unit";
  unit: string;
  device: string;
  recipient: string | undefined;
  recovery: string | undefined;
  cuts: readonly (readonly Position[])[];
}>;

export type Authority = Readonly<{
  grants: ReadonlyMap<string, Grant>;
  /** Keys that may name values for erasure: every key that ever was root or county. Revocations do not count here, so that
   *  an erasure never has to be undone. */
  erasers: ReadonlySet<string>;
  /** A root named two different successors: none of them is followed until a person pins one. */
  disputed: boolean;
}>;

/** The hashes of the given position and everything before it in its feed, along `prev`. */
export type Lineage = (position: Position) => ReadonlySet<string>;

/** The keys a workspace trusts by itself: the pinned root, and its own key before it is enrolled. */
export type Anchors = Readonly<{
  root: string | null;
  self: Readonly<{ key: string; unit: string; role: "county" | "unit" }> | null;
}>;

/** The one pass that decides authority. @see design.md §2 Authority */
export function authorityOf(anchors: Anchors, entries: readonly AuthorityEntry[], lineage: Lineage): Authority {
  const { chain, disputed } = rootChain(anchors.root, entries);
  const valid = entries.filter((entry) => isUnderRoot(entry, chain, lineage));
  const grants = new Map<string, Grant>();
  const erasers = new Set(chain.map((link) => link.key));
  if (anchors.self !== null) grants.set(anchors.self.key, selfGrant(anchors.self));
  for (const entry of valid.filter((item) => item.kind === "enrolment").sort(compareAt)) {
    grants.set(entry.value.key, grantOf(entry.value));
  }
  for (const entry of entries) {
    if (entry.kind === "enrolment" && chain.some((link) => link.key === entry.feedKey) && entry.value.role === "county") {
      erasers.add(entry.value.key);
    }
  }
  const revocations = valid.filter((item) => item.kind === "revocation").sort((a, b) => compareText(a.hash, b.hash));
  for (const [key, ofKey] of Map.groupBy(revocations, (entry) => entry.value.key)) {
    const grant = grants.get(key);
    if (grant !== undefined) grants.set(key, { ...grant, cuts: cutsOf(ofKey.map(({ value }) => value)) });
  }
  for (const link of chain) grants.set(link.key, rootGrant(link, grants.get(link.key)));
  return { grants, erasers, disputed };
}

/** What revocations of one key come to: the parts of a set are one end, and what holds lies beneath every end. */
export function cutsOf(revocations: readonly Omit<Ended, "key">[]): readonly (readonly Position[])[] {
  return listsOf(revocations, (value) => value).map((list) => list.flatMap(({ lastGood }) => lastGood));
}

/** A root and, once it has handed over, the last good positions of its feeds. */
type Link = Readonly<{ key: string; cuts: readonly (readonly Position[])[] }>;

function rootChain(root: string | null, entries: readonly AuthorityEntry[]): { chain: readonly Link[]; disputed: boolean } {
  const chain: Link[] = [];
  for (let key = root; key !== null;) {
    const handovers = entries
      .filter((entry) => entry.kind === "succession")
      .filter((entry) => entry.feedKey === key)
      .sort((a, b) => compareText(a.hash, b.hash));
    const successors = new Set(handovers.map((entry) => entry.value.to));
    const [next] = successors;
    const seen = next !== undefined && (next === key || chain.some((link) => link.key === next));
    if (next === undefined || seen || successors.size > 1) {
      chain.push({ key, cuts: [] });
      return { chain, disputed: successors.size > 1 };
    }
    chain.push({ key, cuts: [withHandover(handovers)] });
    key = next;
  }
  return { chain, disputed: false };
}

/** A succession is itself good, with all that lies before it in its feed. */
function withHandover(handovers: readonly Of<"succession", HandedOver>[]): readonly Position[] {
  return handovers.flatMap((entry) => [...entry.value.lastGood, { feed: entry.feed, seq: entry.seq, hash: entry.hash }]);
}

function isUnderRoot(entry: AuthorityEntry, chain: readonly Link[], lineage: Lineage): boolean {
  const link = chain.find((item) => item.key === entry.feedKey);
  return link !== undefined && isBeneath(entry, link.cuts, lineage);
}

/** Whether an entry of a feed lies beneath the last good positions of every cut. */
function isBeneath(
  { feed, hash }: Readonly<{ feed: string; hash: string }>,
  cuts: readonly (readonly Position[])[],
  lineage: Lineage,
): boolean {
  return cuts.every((positions) => (byFeed(positions).get(feed) ?? []).some((position) => lineage(position).has(hash)));
}

const FEEDS_OF = new WeakMap<readonly Position[], ReadonlyMap<string, readonly Position[]>>();

/** The positions of a cut by feed, sorted out once: a key may have thousands. */
function byFeed(positions: readonly Position[]): ReadonlyMap<string, readonly Position[]> {
  const known = FEEDS_OF.get(positions) ?? Map.groupBy(positions, ({ feed }) => feed);
  FEEDS_OF.set(positions, known);
  return known;
}

function selfGrant(self: NonNullable<Anchors["self"]>): Grant {
  return { role: self.role, unit: self.unit, device: "", recipient: undefined, recovery: undefined, cuts: [] };
}

function rootGrant(link: Link, given: Grant | undefined): Grant {
  return {
    role: "root",
    unit: given?.unit ?? "",
    device: given?.device ?? "",
    recipient: given?.recipient,
    recovery: given?.recovery,
    cuts: link.cuts,
  };
}

function grantOf({ role, unit, device, recipient, recovery }: Given): Grant {
  return { role, unit, device, recipient, recovery, cuts: [] };
}

/** Who may write a kind: a unit about itself, any county PC, or the root alone. */
export type Writer = "unit" | "county" | "root";

/**
 * Whether an entry may be projected, as far as its author is concerned.
 *
 * `onBehalf` marks a unit's record that the county entered (代录).
 * @param writer who may write the entry's kind; undefined for a kind this program does not know (then judged as a unit's).
 */
export function standingOf(
  authority: Authority,
  feed: FeedBody & Readonly<{ hash: string }>,
  hash: string,
  writer: Writer | undefined,
  lineage: Lineage,
): Extract<Standing, "good" | "quarantine" | "revoked" | "unauthorised"> {
  const grant = authority.grants.get(feed.key);
  if (grant === undefined) return "quarantine";
  if (!isBeneath({ feed: feed.hash, hash }, grant.cuts, lineage)) return "revoked";
  return mayWrite(grant, feed, writer) ? "good" : "unauthorised";
}

function mayWrite(grant: Grant, feed: FeedBody, writer: Writer | undefined): boolean {
  if (grant.role === "unit") return (writer ?? "unit") === "unit" && maySpeak(grant, feed);
  if (writer === "root") return grant.role === "root";
  return true;
}

/** Whether a key may speak to a feed's audience: a unit's key to the county and its own PCs, a county's key to everyone. */
export function maySpeak(grant: Grant | undefined, { unit, audience }: Pick<FeedBody, "unit" | "audience">): boolean {
  if (grant === undefined) return false;
  if (grant.role !== "unit") return true;
  return unit === grant.unit && (audience === "county" || audience === "own");
}
