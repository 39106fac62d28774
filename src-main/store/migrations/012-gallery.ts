// Attachments in the order of the gallery: what it sorts and filters by stands beside each, so that a page reads an index and no value.

export const gallery = /* sql */ `
-- derived: every file that a shown record names. "occurred" is the record's, '' where it has none; "place": its place in the record
DROP TABLE attachment;
CREATE TABLE attachment (
  record_id INTEGER NOT NULL REFERENCES record (id),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  class TEXT NOT NULL,
  unit TEXT NOT NULL,
  occurred TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (record_id, sha256)
) STRICT, WITHOUT ROWID;
INSERT INTO attachment (record_id, sha256, class, unit, occurred, place)
  SELECT record.id, unhex(item.value ->> '$.sha256'), item.value ->> '$.class', record.unit, coalesce(record.occurred, ''), min(item.key)
  FROM record, json_each(iif(json_valid(record.value), record.value, '{}'), '$.attachments') AS item
  WHERE record.value IS NOT NULL GROUP BY record.id, item.value ->> '$.sha256';
CREATE INDEX attachment_by_file ON attachment (sha256);
CREATE INDEX gallery_by_time ON attachment (occurred DESC, record_id DESC, place, class, unit);
CREATE INDEX gallery_by_unit ON attachment (unit, occurred DESC, record_id DESC, place, class);
`;
