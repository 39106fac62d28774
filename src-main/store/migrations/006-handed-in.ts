// What was handed in, by ancestry instead of by number, and what the county counts where that differs from what it holds.

export const handedIn = /* sql */ `
-- ends of what good reports hand in, feed by feed: everything at or before one of them is handed in
CREATE TABLE handed_in (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (feed_id, hash)
) STRICT, WITHOUT ROWID;
ALTER TABLE feed DROP COLUMN handed_in_seq;

-- at the county: records whose fold over what was handed in differs from their fold over all that is here; rebuildable
CREATE TABLE counted (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  unit TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('absent', 'shown', 'deleted', 'erased')),
  value TEXT,
  heads BLOB,
  lead_entry_id INTEGER,
  edited_ms INTEGER,
  evidenced INTEGER NOT NULL,
  needs_check INTEGER NOT NULL,
  conflicts TEXT
) STRICT;
CREATE INDEX counted_by_unit ON counted (unit);
`;
