// The version graph of one record: which versions are delivered, which are heads, and what they have in common.
// Looks at hashes and standing only; values are merge.ts's business.
import { compareAt, MAX_PARENTS, type At, type Entry } from "../feed/entry.ts";
import { ancestry, type Before } from "../feed/chain.ts";
import type { JsonObject } from "../json.ts";

/**
 * Why a version is shown, or is not. `good` and `erased` take part in the projection; `newer`, `invalid`, `revoked` and
 * `unauthorised` and `aside` (of an import that was set aside) are kept but passed through; `quarantine` and `withheld` hold their descendants back, because what is
 * missing may still come.
 */
export type Standing = "good" | "erased" | "newer" | "invalid" | "revoked" | "unauthorised" | "aside" | "quarantine" | "withheld";

/** One version of a record. `value` null is a deletion, or a value that is not here (see `standing`); it may be read when it is asked for. */
export type Version = Readonly<{
  hash: string;
  parents: readonly string[];
  at: At;
  standing: Standing;
  op: Entry["op"];
  readonly value: JsonObject | null;
}>;

const HOLDING: ReadonlySet<Standing> = new Set(["quarantine", "withheld"]);
const PROJECTED: ReadonlySet<Standing> = new Set(["good", "erased"]);

/** The part of a record's history that may be shown. */
export type Delivered = Readonly<{
  /** Projected versions of which no other projected version is a descendant; of very many the latest ones. */
  heads: readonly Version[];
  /** Maximal common ancestors of the heads that hold a value. */
  bases: readonly Version[];
  /** Whether some version of an admitted author waits for one that is not here (待补前包). */
  waiting: boolean;
}>;

type Graph = ReadonlyMap<string, Version>;

const parentsIn =
  (graph: Graph): Before =>
  (hash) =>
    graph.get(hash)?.parents ?? [];

/**
 * Causal delivery of one record: a version counts when all that it builds on is here.
 *
 * @param versions all known versions, in any order; the answer does not depend on it.
 * @see design.md §2 Merge
 */
export function deliver(versions: readonly Version[]): Delivered {
  const graph: Graph = new Map(versions.map((version) => [version.hash, version]));
  const reached = reachable(graph);
  const projected = versions.filter((version) => PROJECTED.has(version.standing) && reached.has(version.hash));
  const covered = ancestry(
    projected.flatMap((version) => version.parents),
    parentsIn(graph),
  );
  const heads = latest(projected.filter((version) => !covered.has(version.hash)));
  return {
    heads,
    bases: basesOf(heads, graph),
    waiting: versions.some(
      (version) => version.standing === "withheld" || (PROJECTED.has(version.standing) && !reached.has(version.hash)),
    ),
  };
}

/** Versions whose whole ancestry is here and holds nothing back (Kahn's algorithm). */
function reachable(graph: Graph): Set<string> {
  const open = new Map<string, number>();
  const children = new Map<string, string[]>();
  const ready: string[] = [];
  for (const version of graph.values()) {
    if (version.parents.length === 0) ready.push(version.hash);
    open.set(version.hash, version.parents.length);
    for (const parent of version.parents) append(children, parent, version.hash);
  }
  const reached = new Set<string>();
  for (let hash = ready.pop(); hash !== undefined; hash = ready.pop()) {
    if (HOLDING.has((graph.get(hash) as Version).standing)) continue;
    reached.add(hash);
    for (const child of children.get(hash) ?? []) {
      const left = (open.get(child) as number) - 1;
      open.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  return reached;
}

function append(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/**
 * How many heads of one record are merged at a time: as many as one later version can name. Where there are more the latest are shown;
 * the version that ends their conflict brings the next ones up. No further bases than that are compared either.
 */
const MOST_MERGED = MAX_PARENTS;

function latest(versions: readonly Version[]): readonly Version[] {
  return versions.length <= MOST_MERGED ? versions : [...versions].sort(compareAt).slice(-MOST_MERGED);
}

function basesOf(heads: readonly Version[], graph: Graph): readonly Version[] {
  if (heads.length < 2) return [];
  const usable = versionsIn(graph, commonTo(heads, graph)).filter(({ standing, op }) => standing === "good" && op === "put");
  const inner = ancestry(
    usable.flatMap((version) => version.parents),
    parentsIn(graph),
  );
  return latest(usable.filter((version) => !inner.has(version.hash)));
}

/** What all of the heads descend from: one walk each, and no two of them at once. */
function commonTo(heads: readonly Version[], graph: Graph): Iterable<string> {
  let common: ReadonlySet<string> | undefined;
  for (const { hash } of heads) {
    const walked = ancestry([hash], parentsIn(graph));
    common = common === undefined ? walked : new Set([...common].filter((one) => walked.has(one)));
  }
  return common ?? [];
}

function versionsIn(graph: Graph, hashes: Iterable<string>): readonly Version[] {
  return [...hashes].flatMap((hash) => graph.get(hash) ?? []);
}
