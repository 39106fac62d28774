CREATE TABLE alike (
  one BLOB NOT NULL CHECK (length(one) = 32),
  other BLOB NOT NULL CHECK (length(other) = 32),
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  record_id INTEGER NOT NULL REFERENCES record (id),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  class TEXT NOT NULL,
  unit TEXT NOT NULL,
  occurred TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (record_id, sha256)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE damaged (
  hash BLOB PRIMARY KEY,
  feed BLOB,
  seq INTEGER NOT NULL,
  -- the record, as the tables named it
  unit TEXT,
  kind TEXT,
  record TEXT,
  title TEXT,
  day TEXT,
  import_id INTEGER,
  text TEXT NOT NULL,
  salt TEXT,
  value TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE dismissed_doubt (
  id TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  record TEXT,
  value TEXT NOT NULL,
  saved_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  seq INTEGER NOT NULL,
  record_id INTEGER REFERENCES record (id),
  import_id INTEGER REFERENCES import (id),
  standing TEXT NOT NULL,
  text TEXT NOT NULL,
  salt TEXT,
  value TEXT
) STRICT;

CREATE TABLE erased (hash BLOB PRIMARY KEY CHECK (length(hash) = 32)) STRICT, WITHOUT ROWID;

CREATE TABLE export (
  id INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL CHECK (length(bundle) = 32),
  purpose TEXT NOT NULL,
  recipient TEXT NOT NULL,
  number INTEGER NOT NULL,
  exported_ms INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  frontier TEXT NOT NULL
) STRICT;

CREATE TABLE export_intent (number INTEGER PRIMARY KEY, purpose TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;

CREATE TABLE export_plan (
  number INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL CHECK (length(bundle) = 32),
  base_name TEXT NOT NULL,
  recipients TEXT NOT NULL,
  limit_bytes INTEGER NOT NULL,
  statement TEXT NOT NULL
) STRICT;

CREATE TABLE export_volume (
  number INTEGER NOT NULL REFERENCES export_plan (number),
  volume INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  -- null while it is not written
  written_ms INTEGER,
  PRIMARY KEY (number, volume)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  key BLOB NOT NULL CHECK (length(key) = 32),
  unit TEXT NOT NULL,
  audience TEXT NOT NULL,
  nonce TEXT NOT NULL, malformed INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE handed_in (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (feed_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE head_signature (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  signature TEXT NOT NULL,
  PRIMARY KEY (feed_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL CHECK (length(bundle) = 32),
  signer BLOB NOT NULL CHECK (length(signer) = 32),
  purpose TEXT NOT NULL,
  unit TEXT NOT NULL,
  number INTEGER NOT NULL,
  previous BLOB,
  exported_ms INTEGER NOT NULL,
  read_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  means TEXT NOT NULL,
  early_reason TEXT,
  file_name TEXT NOT NULL,
  result TEXT NOT NULL
, device TEXT NOT NULL DEFAULT '', claimed TEXT NOT NULL DEFAULT '{}', told INTEGER NOT NULL DEFAULT 0, holds TEXT) STRICT;

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
, set_id INTEGER REFERENCES volume_set (id), volume INTEGER) STRICT;

CREATE TABLE leaving (sha256 BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE likeness (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  method INTEGER NOT NULL,
  -- 1: of the small picture that its unit sent, until the original comes
  sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
  -- NULL: it gives no picture
  spots BLOB,
  small BLOB
) STRICT;

CREATE TABLE media (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  size_bytes INTEGER NOT NULL,
  crc32 INTEGER NOT NULL,
  ext TEXT NOT NULL,
  mime TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE media_fact (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  method INTEGER NOT NULL,
  facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_read (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  entry BLOB NOT NULL CHECK (length(entry) = 32)
) STRICT;

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'absent' CHECK (status IN ('absent', 'shown', 'deleted', 'erased')),
  value TEXT,
  heads BLOB,
  lead_entry_id INTEGER,
  edited_ms INTEGER,
  title TEXT,
  code TEXT,
  occurred TEXT,
  evidenced INTEGER NOT NULL DEFAULT 0,
  needs_check INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL DEFAULT 0,
  newer INTEGER NOT NULL DEFAULT 0,
  conflicts TEXT,
  UNIQUE (kind, unit, record)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TABLE smaller (
  made_from BLOB PRIMARY KEY CHECK (length(made_from) = 32),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tip (
  feed_id INTEGER NOT NULL REFERENCES feed (id),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (feed_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE told_by_phone (bundle BLOB PRIMARY KEY CHECK (length(bundle) = 32), told_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE volume_come (
  set_id INTEGER NOT NULL REFERENCES volume_set (id),
  volume INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  read_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  means TEXT NOT NULL,
  PRIMARY KEY (set_id, volume)
) STRICT, WITHOUT ROWID;

CREATE TABLE volume_file (
  set_id INTEGER NOT NULL REFERENCES volume_set (id),
  volume INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32),
  size_bytes INTEGER NOT NULL,
  ext TEXT NOT NULL,
  -- null until volume 1 is here
  wanted INTEGER,
  mime TEXT,
  -- came with this set and was not here before
  brought INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (set_id, sha256, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE volume_set (
  id INTEGER PRIMARY KEY,
  bundle BLOB NOT NULL CHECK (length(bundle) = 32),
  signer BLOB NOT NULL CHECK (length(signer) = 32),
  -- digest of what all volumes state alike
  plan BLOB NOT NULL CHECK (length(plan) = 32),
  purpose TEXT NOT NULL,
  unit TEXT NOT NULL,
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  exported_ms INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  volumes INTEGER NOT NULL,
  -- what its reader holds with volume 1
  claimed TEXT NOT NULL,
  UNIQUE (bundle, signer)
) STRICT;

CREATE INDEX alike_by_other ON alike (other);

CREATE INDEX attachment_by_file ON attachment (sha256);

CREATE INDEX carried_by_feed ON carried (feed, to_seq);

CREATE INDEX carried_by_import ON carried (import_id) WHERE import_id IS NOT NULL;

CREATE INDEX carried_by_record ON carried (record_id) WHERE record_id IS NOT NULL;

CREATE INDEX counted_by_unit ON counted (unit);

CREATE INDEX entry_by_feed ON entry (feed_id, seq);

CREATE INDEX entry_by_record ON entry (record_id);

CREATE INDEX entry_odd ON entry (standing, id) WHERE standing <> 'good';

CREATE INDEX feed_by_key ON feed (key);

CREATE INDEX gallery_by_time ON attachment (occurred DESC, record_id DESC, place, class, unit);

CREATE INDEX gallery_by_unit ON attachment (unit, occurred DESC, record_id DESC, place, class);

CREATE INDEX import_by_bundle ON import (bundle);

CREATE INDEX import_by_signer ON import (signer, id) WHERE holds IS NOT NULL;

CREATE INDEX import_run_item_by_run ON import_run_item (run_id, id);

CREATE INDEX import_run_open ON import_run (id) WHERE ended_ms IS NULL;

CREATE INDEX likeness_by_method ON likeness (method);

CREATE INDEX media_fact_by_method ON media_fact (method);

CREATE INDEX record_by_time ON record (kind, occurred DESC, id DESC) WHERE status = 'shown';

CREATE INDEX record_by_unit ON record (unit, kind, occurred DESC, id DESC) WHERE status = 'shown';

CREATE INDEX record_open ON record (id) WHERE conflicts IS NOT NULL OR needs_check = 1 OR waiting = 1 OR newer = 1;

CREATE INDEX rendition_by_file ON record (value ->> '$.sha256') WHERE kind = 'rendition' AND status = 'shown';

CREATE INDEX rendition_by_original ON record (value ->> '$.madeFrom') WHERE kind = 'rendition' AND status = 'shown';

CREATE INDEX smaller_by_file ON smaller (sha256);

CREATE INDEX volume_file_by_content ON volume_file (file_sha256);

CREATE INDEX volume_file_by_original ON volume_file (sha256);
