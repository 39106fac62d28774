// What the PCs of one county office say that they hold, so that an exchange is no longer than it must be.
import type { Frontier } from "../../../domain/feed/entry.ts";
import type { Recipient } from "../../../domain/trust/audience.ts";
import { frontierOf } from "./carried-feeds.ts";
import type { Needs } from "../../workspace.ts";
import type { Holdings, DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FeedView } from "../../ports/store/feeds.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

/** What the office's other PCs said that they hold; undefined where one has not said it, or all is to be carried. */
export function heldByOthers(ws: Needs<DeliveryReader>, recipient: Recipient, full: boolean): readonly Holdings[] | undefined {
  if (recipient.kind !== "office" || full) return undefined;
  const held = recipient.others.map((key) => ws.store.heldBy(key));
  return held.every((one) => one !== undefined) ? held : undefined;
}

/** Ends that every one of them named: what the bundle may be said to build on. */
export function namedByAll([first, ...rest]: readonly Holdings[]): Frontier {
  const isNamed = (feed: string, hash: string) => rest.every((one) => one.frontier[feed]?.some((end) => end.hash === hash));
  const common = Object.entries(first?.frontier ?? {}).map(
    ([feed, ends]) => [feed, ends.filter(({ hash }) => isNamed(feed, hash))] as const,
  );
  return Object.fromEntries(common.filter(([, ends]) => ends.length > 0));
}

/** Longest lists in what a PC says of itself. */
const MOST_SAID = 1000;

export function holdingsOf(ws: Needs<DeliveryReader & OriginalReader>, visible: readonly FeedView[]): Holdings {
  return {
    frontier: frontierOf(visible),
    withheld: ws.store.withheldPositions(MOST_SAID),
    lackingMedia: ws.store.lackingMedia().slice(0, MOST_SAID),
  };
}
