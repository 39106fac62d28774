// Feeds with their entries.
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import { isForked, readReach } from "../chain/chains.ts";
import { countAll, countStandings } from "../chain/count-records.ts";
import { entriesDigest, stateDigest } from "../chain/digests.ts";
import { frontierNamed } from "../chain/frontier-pages.ts";
import { feedEntries, hashesBeneath, keyOfFeed, listFeeds, readHeadSignatures } from "../chain/frontier.ts";
import { firstBeyond, readWithheld } from "../deliveries/receipt-queries.ts";
import { missingOf } from "../project/handed-in.ts";
import type { Connection } from "./connection.ts";

export function feedsOf({ statements }: Connection): FeedReader {
  return {
    feeds: () => listFeeds(statements),
    feedEntries: (feedId, fromSeq = 0) => feedEntries(statements, feedId, fromSeq),
    firstBeyond: (feedId, held) => firstBeyond(statements, feedId, held),
    countFeed: (feedId) => (statements("SELECT count(*) AS n FROM entry WHERE feed_id = ?").get(feedId) as { n: number }).n,
    keyOfFeed: (feed) => keyOfFeed(statements, feed),
    hashesBeneath: (frontier) => hashesBeneath(statements, frontier),
    missing: (frontier) => missingOf(statements, frontier),
    reach: (frontier) => readReach(statements, frontier),
    forks: () =>
      listFeeds(statements)
        .filter((feed) => feed.heads.length > 1 && isForked(statements, feed.id))
        .map((feed) => feed.hash),
    frontierNamed: (value) => frontierNamed(statements, value),
    withheldOf: (unit) => readWithheld(statements, unit),
    headSignatures: () => readHeadSignatures(statements),
    counts: () => countAll(statements),
    digests: () => ({ entriesDigest: entriesDigest(statements), stateDigest: stateDigest(statements), ...countAll(statements) }),
    standings: () => countStandings(statements),
  };
}
