// What has not arrived from whom: entries that are missing, and bundle numbers that were not seen, PC by PC.
// The two are told apart: a lost bundle whose entries came with a later one needs nothing (“三号电脑缺第4包” only while entries lack).
import type { Frontier } from "../domain/entry.ts";
import { placesIn } from "../domain/feed/frontier.ts";
import { frontierOf } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import { unitName } from "./export-bundle.ts";
import type { Delivery } from "./office-port.ts";
import type { MissingRange } from "./sending-port.ts";

/** What one PC's bundles lack here. `lacking` empty: all entries are here although some numbers were not seen. */
export type DeviceGap = Readonly<{
  unit: string;
  unitName: string;
  device: string;
  lacking: readonly MissingRange[];
  /** How many entries the ranges hold. */
  lackingEntries: number;
  /** Numbers of its series that were not seen, ascending; the lowest ones if there are many. */
  unseen: readonly number[];
}>;

const MOST_UNSEEN = 100;

/** Gaps of all units, or of one; PCs without any are left out. @see design.md §3 Increment */
export function gaps(desk: Desk, unit?: string): readonly DeviceGap[] {
  const { grants } = desk.store.authority();
  const isOffice = (key: string) => (grants.get(key)?.role ?? "unit") !== "unit";
  const rows = desk.store.deliveries().filter((row) => !isOffice(row.signer) && (unit === undefined || row.unit === unit));
  const trusted = rows.filter((row) => grants.has(row.signer));
  const lacking = Map.groupBy(lackingOf(desk, trusted), (item) => item.key);
  return [...Map.groupBy(rows, (row) => row.signer)].flatMap(([key, series]) => {
    const ranges = (lacking.get(key) ?? []).map((item) => item.range);
    const unseen = unseenNumbers(series);
    const last = series.at(-1);
    if (last === undefined || (ranges.length === 0 && unseen.length === 0)) return [];
    return [
      {
        unit: last.unit,
        unitName: unitName(desk, last.unit),
        device: grants.get(key)?.device || last.device,
        lacking: ranges,
        lackingEntries: placesIn(ranges),
        unseen,
      },
    ];
  });
}

type Lacking = Readonly<{ key: string; range: MissingRange }>;

/** Missing entries below what approved PCs say to have handed in, each with the key of the PC that wrote or handed in its feed. */
function lackingOf(desk: Desk, rows: readonly Delivery[]): readonly Lacking[] {
  const signers = new Set(rows.map((row) => row.signer));
  const claims = new Map<string, Map<string, { seq: number; signer: string }>>();
  const note = (signer: string, frontier: Frontier) => {
    for (const [feed, heads] of Object.entries(frontier))
      for (const { seq, hash } of heads)
        claims.set(feed, (claims.get(feed) ?? new Map<string, { seq: number; signer: string }>()).set(hash, { seq, signer }));
  };
  for (const feed of desk.store.feeds()) if (signers.has(feed.key)) note(feed.key, frontierOf([feed]));
  for (const row of rows) note(row.signer, row.claimed);
  return [...claims].flatMap(([feed, heads]) => lackingInFeed(desk, feed, heads, signers));
}

function lackingInFeed(
  desk: Desk,
  feed: string,
  heads: ReadonlyMap<string, Readonly<{ seq: number; signer: string }>>,
  signers: ReadonlySet<string>,
): readonly Lacking[] {
  const top = [...heads].reduce((best, item) => (item[1].seq > best[1].seq ? item : best));
  const [hash, { seq, signer }] = top;
  const author = desk.store.keyOfFeed(feed);
  const key = author !== undefined && signers.has(author) ? author : signer;
  return desk.store.missing({ [feed]: [{ seq, hash }] }).map((range) => ({ key, range }));
}

/** A series begins where a bundle says that none went before it: a PC with a new key goes on counting. */
function unseenNumbers(series: readonly Pick<Delivery, "number" | "previous">[]): readonly number[] {
  const seen = [...new Set(series.map((row) => row.number))].sort((a, b) => a - b);
  const unseen: number[] = [];
  let next = series.find((row) => row.previous === null)?.number ?? 1;
  for (const number of seen) {
    for (; next < number && unseen.length < MOST_UNSEEN; next += 1) unseen.push(next);
    next = number + 1;
  }
  return unseen;
}
