// Bundles in several volumes: which of them came, what each of them holds, and plans of our own that are not written to their end.

export const volumes = /* sql */ `
-- a bundle of several volumes, by its id and the key that signs it: only that key's volumes belong together
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

-- volumes that came; volume 1 says which files are wanted
CREATE TABLE volume_come (
  set_id INTEGER NOT NULL REFERENCES volume_set (id),
  volume INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  read_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  means TEXT NOT NULL,
  PRIMARY KEY (set_id, volume)
) STRICT, WITHOUT ROWID;

-- originals of a set, and parts of originals (kept as files of their own until all of them are here)
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
CREATE INDEX volume_file_by_original ON volume_file (sha256);
CREATE INDEX volume_file_by_content ON volume_file (file_sha256);

-- a file of a run may be a further volume, which has no row of its own among the imports
ALTER TABLE import_run_item ADD COLUMN set_id INTEGER REFERENCES volume_set (id);
ALTER TABLE import_run_item ADD COLUMN volume INTEGER;

-- own bundles of several volumes: bundle.json of volume 1, from which the others can be written again
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
`;
