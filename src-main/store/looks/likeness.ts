// Likenesses of photos, pairs of copies, dismissed doubts.
import type { Json } from "../../domain/json.ts";
import { FACTS_METHOD, fileFactsIn } from "../../domain/kinds/file-facts.ts";
import { LIKENESS_METHOD, smallBytes, smallFrom, spotBytes, spotsFrom } from "../../domain/likeness/likeness.ts";
import type { LikenessReader, LikenessRow, LikenessWriter } from "../../usecases/ports/store/looks/likeness.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { forgetLikeness } from "../chain/forget.ts";
import { allRenditions, readRenditionsOf } from "../project/renditions.ts";
import type { Connection } from "../ports/connection.ts";

export function likenessesOf({ statements, write }: Connection): LikenessWriter {
  return {
    unlikenedPhotos: (after, most) => readUnlikened(statements, after, most),
    keptSpots: (after, most) => readSpots(statements, after, most),
    smallPicture: (sha256) => readSmall(statements, sha256),
    copiesOf: (sha256) => readCopiesOf(statements, sha256),
    copies: () => readCopies(statements),
    photoPlaces: () => readPlaces(statements),
    cutOffPictures: () => readCutOff(statements),
    dismissedDoubts: () => new Set((statements("SELECT id FROM dismissed_doubt").all() as { id: string }[]).map(({ id }) => id)),
    noteLikenesses: (rows) => write(() => rows.forEach((row) => noteLikeness(statements, row))),
    dismissDoubts: (ids, atMs) => write(() => ids.forEach((id) => noteDismissed(statements, id, atMs))),
  };
}

function noteDismissed(statements: Statements, id: string, atMs: number | null): void {
  if (atMs === null) statements("DELETE FROM dismissed_doubt WHERE id = ?").run(id);
  else statements("INSERT OR REPLACE INTO dismissed_doubt (id, at_ms) VALUES (?, ?)").run(id, atMs);
}

function readUnlikened(statements: Statements, after: string, most: number): ReturnType<LikenessReader["unlikenedPhotos"]> {
  const rows = statements(`
    SELECT likeness.sha256, coalesce(media.mime, 'image/jpeg') AS mime, sent FROM likeness LEFT JOIN media USING (sha256)
    WHERE method < ? AND likeness.sha256 > ? ORDER BY likeness.sha256 LIMIT ?`).all(LIKENESS_METHOD, toBlob(after), most);
  return (rows as { sha256: Uint8Array; mime: string; sent: number }[]).map(({ sha256, mime, sent }) => ({
    sha256: toHex(sha256),
    mime,
    sent: sent === 1,
  }));
}

function readSpots(statements: Statements, after: number, most: number): ReturnType<LikenessReader["keptSpots"]> {
  const rows = statements(`
    SELECT rowid AS id, sha256, spots FROM likeness WHERE method = ? AND spots IS NOT NULL AND rowid > ? ORDER BY rowid LIMIT ?`).all(
    LIKENESS_METHOD,
    after,
    most,
  ) as { id: number; sha256: Uint8Array; spots: Uint8Array }[];
  return rows.map(({ id, sha256, spots }) => ({ id, sha256: toHex(sha256), spots: spotsFrom(spots) ?? [] }));
}

function readSmall(statements: Statements, sha256: string): ReturnType<LikenessReader["smallPicture"]> {
  const row = statements("SELECT small FROM likeness WHERE sha256 = ? AND method = ?").get(toBlob(sha256), LIKENESS_METHOD) as
    { small: Uint8Array | null } | undefined;
  return row?.small ? smallFrom(row.small) : undefined;
}

type Pair = Readonly<{ one: Uint8Array; other: Uint8Array }>;

function readCopiesOf(statements: Statements, sha256: string): readonly string[] {
  const own = toBlob(sha256);
  const rows = statements("SELECT one, other FROM alike WHERE one = ? UNION ALL SELECT other, one FROM alike WHERE other = ?");
  return (rows.all(own, own) as Pair[]).map(({ other }) => toHex(other));
}

function readCopies(statements: Statements): ReturnType<LikenessReader["copies"]> {
  return (statements("SELECT one, other FROM alike").all() as Pair[]).map(
    ({ one, other }) => [toHex(one), toHex(other)] as const,
  );
}

function readPlaces(statements: Statements): ReturnType<LikenessReader["photoPlaces"]> {
  const rows = statements(
    "SELECT sha256, facts ->> '$.gpsE6' AS place FROM media_fact WHERE method = ? AND facts LIKE '%gpsE6%'",
  );
  const placed = (rows.all(FACTS_METHOD) as { sha256: Uint8Array; place: string }[]).flatMap(({ sha256, place }) => {
    const { gpsE6 } = fileFactsIn({ gpsE6: JSON.parse(place) as Json });
    return gpsE6 === undefined ? [] : [[toHex(sha256), gpsE6] as const];
  });
  const places = new Map(placed);
  for (const { madeFrom, sha256 } of allRenditions(statements)) {
    const place = places.has(madeFrom) ? undefined : places.get(sha256);
    if (place !== undefined && readRenditionsOf(statements, madeFrom).some((made) => made.sha256 === sha256))
      places.set(madeFrom, place);
  }
  return places;
}

function readCutOff(statements: Statements): ReturnType<LikenessReader["cutOffPictures"]> {
  const rows = statements(`
    SELECT sha256, facts ->> '$.rowsRead' AS rowsRead, facts ->> '$.heightPx' AS heightPx
    FROM media_fact WHERE method = ? AND facts LIKE '%rowsRead%'`);
  const read = rows.all(FACTS_METHOD) as { sha256: Uint8Array; rowsRead: unknown; heightPx: unknown }[];
  return new Map(read.map(({ sha256, ...rest }) => [toHex(sha256), fileFactsIn(rest)]));
}

const NOTE = `
  INSERT INTO likeness (sha256, method, sent, spots, small) SELECT @sha256, @method, @sent, @spots, @small
  WHERE NOT EXISTS (SELECT 1 FROM erased WHERE hash = @sha256)
    AND (@sent = 1 OR EXISTS (SELECT 1 FROM media WHERE media.sha256 = @sha256))`;

function noteLikeness(statements: Statements, { sha256, sent, likeness, copies }: LikenessRow): void {
  forgetLikeness(statements, sha256);
  const { changes } = statements(NOTE).run({
    sha256: toBlob(sha256),
    method: LIKENESS_METHOD,
    sent: sent ? 1 : 0,
    spots: likeness === null ? null : spotBytes(likeness.spots),
    small: likeness === null ? null : smallBytes(likeness.small),
  });
  if (changes === 0) return;
  for (const copy of copies) {
    const [one, other] = [sha256, copy].sort().map(toBlob);
    statements("INSERT OR IGNORE INTO alike (one, other) VALUES (?, ?)").run(one, other);
  }
}
