// What two county PCs need to come to the same: which stretches a received bundle carried, whether that was told to the other PC,
// and what another county PC says that it holds.

export const countyPcs = /* sql */ `
-- 1: an arrival entry tells the other county PCs of this import
ALTER TABLE import ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
-- {frontier, withheld, lackingMedia} of the county PC that made the bundle; null for all other bundles
ALTER TABLE import ADD COLUMN holds TEXT;
CREATE INDEX import_by_signer ON import (signer, id) WHERE holds IS NOT NULL;

-- stretches of units' feeds as bundles carried them: by an import here, or as another county PC tells in an arrival
CREATE TABLE carried (
  id INTEGER PRIMARY KEY,
  import_id INTEGER REFERENCES import (id),
  record_id INTEGER REFERENCES record (id),
  feed BLOB NOT NULL CHECK (length(feed) = 32),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  received_ms INTEGER NOT NULL,
  CHECK ((import_id IS NULL) <> (record_id IS NULL))
) STRICT;
CREATE INDEX carried_by_feed ON carried (feed, to_seq);
CREATE INDEX carried_by_import ON carried (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX carried_by_record ON carried (record_id) WHERE record_id IS NOT NULL;

-- imports before this step: what they brought first is what is known of them
INSERT INTO carried (import_id, feed, from_seq, to_seq, hash, received_ms)
SELECT brought.import_id, feed.hash, brought.low, brought.high,
  (SELECT entry.hash FROM entry WHERE entry.feed_id = brought.feed_id AND entry.seq = brought.high AND entry.import_id = brought.import_id LIMIT 1),
  import.received_ms
FROM (SELECT import_id, feed_id, min(seq) AS low, max(seq) AS high FROM entry WHERE import_id IS NOT NULL GROUP BY import_id, feed_id) AS brought
JOIN feed ON feed.id = brought.feed_id JOIN import ON import.id = brought.import_id WHERE feed.audience = 'county';
`;
