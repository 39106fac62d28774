// What copies of photos are known by, and which photos are copies: reckoned by each PC, made again from originals, in no digest.

export const likeness = /* sql */ `
-- a row for each photo; of method 0 are those that were not looked at yet
CREATE TABLE likeness (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  method INTEGER NOT NULL,
  -- 1: of the small picture that its unit sent, until the original comes
  sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
  -- NULL: it gives no picture
  spots BLOB,
  small BLOB
) STRICT;
CREATE INDEX likeness_by_method ON likeness (method);
INSERT INTO likeness (sha256, method, sent) SELECT sha256, 0, 0 FROM media WHERE mime LIKE 'image/%';
INSERT OR IGNORE INTO likeness (sha256, method, sent) SELECT DISTINCT sha256, 0, 1 FROM attachment
  WHERE NOT EXISTS (SELECT 1 FROM media WHERE media.sha256 = attachment.sha256);
CREATE TABLE alike (
  one BLOB NOT NULL CHECK (length(one) = 32),
  other BLOB NOT NULL CHECK (length(other) = 32),
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;
CREATE INDEX alike_by_other ON alike (other);

-- doubts about photos that somebody at this PC does not want to be told again
CREATE TABLE dismissed_doubt (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
