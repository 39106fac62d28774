// What the PCs of one county office say that they hold, so that an exchange is no longer than it must be.
import type { Frontier } from "../domain/entry.ts";
import type { Recipient } from "../domain/audience.ts";
import { frontierOf } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import type { Holdings } from "./office-port.ts";
import type { FeedView } from "./store-port.ts";

/** What the office's other PCs said that they hold; undefined where one has not said it, or all is to be carried. */
export function heldByOthers(desk: Desk, recipient: Recipient, full: boolean): readonly Holdings[] | undefined {
  if (recipient.kind !== "office" || full) return undefined;
  const held = recipient.others.map((key) => desk.store.heldBy(key));
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

export function holdingsOf(desk: Desk, visible: readonly FeedView[]): Holdings {
  return {
    frontier: frontierOf(visible),
    withheld: desk.store.withheldPlaces(MOST_SAID),
    lackingMedia: desk.store.lackingMedia().slice(0, MOST_SAID),
  };
}
