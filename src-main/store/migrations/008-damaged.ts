// Entries that are no longer what their hash says: set aside as they were found, until they are read in again.

export const damaged = /* sql */ `
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
`;
