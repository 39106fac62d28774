// What receipts and gaps need: who sent a bundle and what it claims, receipts in order of reading, numbers that are never used twice.

export const receipts = /* sql */ `
-- name of the PC that made the bundle, and the frontier that it says it completes (its base and its heads)
ALTER TABLE import ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN claimed TEXT NOT NULL DEFAULT '{}';

-- numbers of bundles that are being written: one that was cut off keeps its number for ever
CREATE TABLE export_intent (number INTEGER PRIMARY KEY, purpose TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;

-- at a unit: the newest receipt in every bundle that was read, in order of reading; the last good one is the base
CREATE TABLE receipt_read (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  entry BLOB NOT NULL CHECK (length(entry) = 32)
) STRICT;

-- at a unit: bundles whose receipt code was read out by telephone (电话确认收到)
CREATE TABLE told_by_phone (bundle BLOB PRIMARY KEY CHECK (length(bundle) = 32), told_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;
