// What has not arrived from whom: entries that are missing, and bundle numbers that were not seen, PC by PC.
// The two are told apart: a lost bundle whose entries came with a later one needs nothing (“三号电脑缺第4包” only while entries lack).
import { unseenNumbers } from "../../domain/bundle/unseen-numbers.ts";
import { isUnknown } from "../../domain/trust/audience.ts";
import type { Frontier } from "../../domain/feed/entry.ts";
import { positionsIn } from "../../domain/feed/frontier.ts";
import { frontierOf } from "../sending/choose/carried-feeds.ts";
import type { Needs } from "../workspace.ts";
import type { Delivery, DeliveryReader } from "../ports/store/deliveries.ts";
import type { MissingRange, FeedReader } from "../ports/store/feeds.ts";
import { deliveriesOf } from "../duties/matrix/whose-bundle.ts";
import { unitName } from "../campaign.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { VolumeReader } from "../ports/store/volumes.ts";

export type GapsNeeds = Needs<DeliveryReader & FactReader & FeedReader & TrustReader & VolumeReader, "campaign">;

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

/** Gaps of all units, or of one; PCs without any are left out. @see design.md §3 Increment */
export function gaps(ws: GapsNeeds, unit?: string): readonly DeviceGap[] {
  const { grants } = ws.store.authority();
  const isOffice = (key: string) => (grants.get(key)?.role ?? "unit") !== "unit";
  const rows = deliveriesOf(ws, unit).filter((row) => !isOffice(row.signer));
  const lacking = Map.groupBy(lackingOf(ws, rows), (item) => item.key);
  return [...Map.groupBy(rows, (row) => row.signer)].flatMap(([key, series]) => {
    const ranges = (lacking.get(key) ?? []).map((item) => item.range);
    const unseen = unseenNumbers(series);
    const last = series.at(-1);
    if (last === undefined || (ranges.length === 0 && unseen.length === 0)) return [];
    return [
      {
        unit: last.unit,
        unitName: unitName(ws, last.unit),
        device: grants.get(key)?.device || last.device,
        lacking: ranges,
        lackingEntries: positionsIn(ranges),
        unseen,
      },
    ];
  });
}

type Lacking = Readonly<{ key: string; range: MissingRange }>;

/** Missing entries below what approved PCs say to have handed in, each with the key of the PC that wrote or handed in its feed. */
function lackingOf(ws: Needs<FeedReader & TrustReader>, rows: readonly Delivery[]): readonly Lacking[] {
  const signers = new Set(rows.map((row) => row.signer));
  const claims = new Map<string, Map<string, { seq: number; signer: string }>>();
  const note = (signer: string, frontier: Frontier) => {
    for (const [feed, heads] of Object.entries(frontier))
      for (const { seq, hash } of heads)
        claims.set(feed, (claims.get(feed) ?? new Map<string, { seq: number; signer: string }>()).set(hash, { seq, signer }));
  };
  for (const feed of ws.store.feeds()) if (signers.has(feed.key)) note(feed.key, frontierOf([feed]));
  for (const row of rows) note(row.signer, row.claimed);
  return [...claims].flatMap(([feed, heads]) => lackingInFeed(ws, feed, heads, signers));
}

function lackingInFeed(
  ws: Needs<FeedReader & TrustReader>,
  feed: string,
  heads: ReadonlyMap<string, Readonly<{ seq: number; signer: string }>>,
  signers: ReadonlySet<string>,
): readonly Lacking[] {
  const top = [...heads].reduce((best, item) => (item[1].seq > best[1].seq ? item : best));
  const [hash, { seq, signer }] = top;
  const author = ws.store.keyOfFeed(feed);
  if (author !== undefined && isUnknown(ws.store.authority(), author)) return [];
  const key = author !== undefined && signers.has(author) ? author : signer;
  return ws.store.missing({ [feed]: [{ seq, hash }] }).map((range) => ({ key, range }));
}
