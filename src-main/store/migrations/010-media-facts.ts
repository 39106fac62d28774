// What originals say of themselves, as this PC read it: made again from them, and in no digest.

export const mediaFacts = /* sql */ `
-- a row for each original that is here; facts of method 0 were never read
CREATE TABLE media_fact (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  method INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX media_fact_by_method ON media_fact (method);
INSERT INTO media_fact (sha256, method, facts) SELECT sha256, 0, '{}' FROM media;
`;
