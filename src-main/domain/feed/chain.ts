// How entries hang together: the one walk. A place `(feed, seq)` is not unique, a fork holds two entries there; what lies before an
// entry is told by its ancestry alone.

/** What an entry follows: in a feed at most one, in a record's history any number; nothing for an entry that is not here. */
export type Before = (hash: string) => readonly string[];

/** The given entries and all that they descend from, as far as it is here. */
export function ancestry(heads: Iterable<string>, before: Before): Set<string> {
  const found = new Set<string>();
  const open = [...heads];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    if (found.has(hash)) continue;
    found.add(hash);
    open.push(...before(hash));
  }
  return found;
}

/** An entry as a link of its feed. */
export type Link = Readonly<{ hash: string; prev: string | null }>;

/** What each of some links follows among them. */
export function chainOf(links: Iterable<Link>): Before & Readonly<{ has(hash: string): boolean }> {
  const prevs = new Map([...links].map(({ hash, prev }) => [hash, prev]));
  const before = (hash: string): readonly string[] => {
    const prev = prevs.get(hash) ?? null;
    return prev !== null && prevs.has(prev) ? [prev] : [];
  };
  return Object.assign(before, { has: (hash: string) => prevs.has(hash) });
}

/** The ends: what none of the links follows. */
export function endsOf<L extends Link>(links: readonly L[]): readonly L[] {
  const followed = new Set(links.map(({ prev }) => prev));
  return links.filter(({ hash }) => !followed.has(hash));
}
