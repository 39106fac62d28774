// Smaller files (压缩版): what this PC made of its originals, and finding those that entries name by original and by file.

export const renditions = /* sql */ `
-- local: the smaller file that this PC made of an original, and that no entry may name yet
CREATE TABLE smaller (
  made_from BLOB PRIMARY KEY CHECK (length(made_from) = 32),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX smaller_by_file ON smaller (sha256);
CREATE INDEX rendition_by_original ON record (value ->> '$.madeFrom') WHERE kind = 'rendition' AND status = 'shown';
CREATE INDEX rendition_by_file ON record (value ->> '$.sha256') WHERE kind = 'rendition' AND status = 'shown';
-- an older program may have kept entries of the kind unread
INSERT OR REPLACE INTO fact (name, value) SELECT 'refold', '1' WHERE EXISTS (SELECT 1 FROM record WHERE kind = 'rendition');
`;
