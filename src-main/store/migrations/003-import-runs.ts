// Runs of imports: what was to be read, and what became of each file; a run that was cut off is seen and can go on.

export const importRuns = /* sql */ `
CREATE TABLE import_run (
  id INTEGER PRIMARY KEY,
  started_ms INTEGER NOT NULL,
  -- null while something is left to do
  ended_ms INTEGER,
  -- as the person gave it; null: the moment of reading
  received_ms INTEGER,
  means TEXT NOT NULL,
  early_reason TEXT,
  -- name of the copy of the database that was kept before the first bundle
  backup TEXT
) STRICT;
CREATE INDEX import_run_open ON import_run (id) WHERE ended_ms IS NULL;

CREATE TABLE import_run_item (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES import_run (id),
  path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused', 'cancelled')),
  -- {code, details} of the refusal
  problem TEXT,
  import_id INTEGER REFERENCES import (id),
  ended_ms INTEGER
) STRICT;
CREATE INDEX import_run_item_by_run ON import_run_item (run_id, id);
`;
