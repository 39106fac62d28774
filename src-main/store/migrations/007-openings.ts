// Feeds whose opening entry is none were once taken in as they came: they are marked, and nothing of them is shown or carried.

export const openings = /* sql */ `
ALTER TABLE feed ADD COLUMN malformed INTEGER NOT NULL DEFAULT 0;
UPDATE feed SET malformed = 1 WHERE hash IN (
  SELECT hash FROM entry WHERE seq = 0 AND value IS NOT NULL AND NOT (
    coalesce(json_type(value, '$.key'), '') = 'text' AND coalesce(json_type(value, '$.campaign'), '') = 'text'
    AND coalesce(json_type(value, '$.unit'), '') = 'text' AND coalesce(json_type(value, '$.audience'), '') = 'text'
    AND coalesce(json_type(value, '$.nonce'), '') = 'text' AND (SELECT count(*) FROM json_each(entry.value)) = 5
    AND length(value ->> '$.unit') BETWEEN 1 AND 24 AND value ->> '$.unit' NOT GLOB '*[^0-9A-Za-z-]*'
    AND length(value ->> '$.nonce') = 32 AND value ->> '$.nonce' NOT GLOB '*[^0-9a-f]*'
    AND length(value ->> '$.campaign') BETWEEN 1 AND 200
    AND (value ->> '$.audience' IN ('all', 'county', 'own') OR (
      value ->> '$.audience' GLOB 'unit:?*' AND length(value ->> '$.audience') <= 29 AND substr(value ->> '$.audience', 6) NOT GLOB '*[^0-9A-Za-z-]*'))
  ));
INSERT OR REPLACE INTO fact (name, value) SELECT 'refold', '1' WHERE EXISTS (SELECT 1 FROM feed WHERE malformed = 1);
`;
