// Feeds that two PCs wrote with one key: a copied workspace, or a cloned disk.
import { unitName } from "../campaign.ts";
import type { Needs } from "../workspace.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { TrustReader } from "../ports/store/trust.ts";

/** `device`: the PC that the key was given to. */
export type ForkedFeed = Readonly<{ feed: string; unitName: string; device: string }>;

export function forkedFeeds(ws: Needs<FeedReader & TrustReader, "campaign">): readonly ForkedFeed[] {
  const forked = new Set(ws.store.forks());
  const { grants } = ws.store.authority();
  const feeds = ws.store.feeds().filter((feed) => forked.has(feed.hash));
  return feeds.map(({ hash, unit, key }) => ({
    feed: hash.slice(0, 16),
    unitName: unitName(ws, unit),
    device: grants.get(key)?.device ?? "",
  }));
}
