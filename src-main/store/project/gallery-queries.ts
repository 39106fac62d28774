// Pages of the gallery, by the two indexes that are made for it.
import type { JsonObject } from "../../domain/json.ts";
import { attachmentsShown, type Attachment } from "../../domain/kinds/values.ts";
import type {
  GalleryFile,
  GalleryFilter,
  GalleryPage,
  GalleryPlace,
  GalleryQuery,
} from "../../usecases/ports/store/media/gallery.ts";
import type { Statements } from "../db/database.ts";

type Parameter = string | number;
type Sql = Readonly<{ sql: string; parameters: readonly Parameter[] }>;

/** `beyond`: only units behind that one. */
type Reach = GalleryQuery & Readonly<{ beyond?: string }>;

const ORDER = {
  time: "attachment.occurred DESC, attachment.record_id DESC, attachment.place",
  unit: "attachment.unit, attachment.occurred DESC, attachment.record_id DESC, attachment.place",
} as const;

function conditionsOf({ unit, record, class: named, from, before }: GalleryFilter): readonly [string, ...Parameter[]][] {
  return [
    ...(unit === undefined ? [] : [["attachment.unit = ?", unit] as const]),
    ...(named === undefined ? [] : [["attachment.class = ?", named] as const]),
    ...(from === undefined ? [] : [["attachment.occurred >= ?", from] as const]),
    ...(before === undefined ? [] : [["attachment.occurred < ?", before] as const]),
    ...(record === undefined
      ? []
      : [
          [
            "attachment.record_id = (SELECT id FROM record WHERE kind = ? AND unit = ? AND record = ?)",
            record.kind,
            record.unit,
            record.record,
          ] as const,
        ]),
  ].map(([sql, ...parameters]) => [sql, ...parameters]);
}

/** Behind a file: its record's later places, and all records after it. */
function behind({ occurred, record, place }: GalleryPlace): readonly [string, ...Parameter[]][] {
  return [
    ["(attachment.occurred, attachment.record_id) <= (?, ?)", occurred, record],
    ["NOT (attachment.record_id = ? AND attachment.place <= ?)", record, place],
  ];
}

function joined(conditions: readonly [string, ...Parameter[]][]): Readonly<{ where: string; parameters: readonly Parameter[] }> {
  const where = conditions.map(([sql]) => sql).join(" AND ");
  return { where: where === "" ? "" : `WHERE ${where}`, parameters: conditions.flatMap(([, ...parameters]) => parameters) };
}

/** Without statistics SQLite may take the index of the other order, and sort. */
function indexFor({ record, unit, sort }: GalleryFilter & Pick<Reach, "sort">): string {
  if (record !== undefined) return "attachment";
  return `attachment INDEXED BY ${unit !== undefined || sort === "unit" ? "gallery_by_unit" : "gallery_by_time"}`;
}

/** The SQL of a page, one file more than its limit; exported for the tests of query plans. */
export function gallerySql({ sort, after, beyond, limit, ...filter }: Reach): Sql {
  const { where, parameters } = joined([
    ...conditionsOf(filter),
    ...(after === undefined ? [] : behind(after)),
    ...(beyond === undefined ? [] : [["attachment.unit > ?", beyond] as [string, string]]),
  ]);
  const sql = `
    SELECT attachment.unit, attachment.occurred, attachment.record_id, attachment.place, record.kind, record.record, record.title,
      json_extract(record.value, '$.attachments[' || attachment.place || ']') AS item
    FROM ${indexFor({ ...filter, sort })} CROSS JOIN record ON record.id = attachment.record_id
    ${where} ORDER BY ${ORDER[sort]} LIMIT ?`;
  return { sql, parameters: [...parameters, limit + 1] };
}

type Row = Readonly<{
  unit: string;
  occurred: string;
  record_id: number;
  place: number;
  kind: string;
  record: string;
  title: string | null;
  item: string | null;
}>;

/** Nothing where the record's own text is damaged, which is told by the check. */
function filesOf(row: Row): readonly GalleryFile[] {
  if (row.item === null) return [];
  const { unit, occurred, kind, record, title } = row;
  const day = occurred === "" ? null : occurred;
  const attachments = attachmentsShown({ attachments: [JSON.parse(row.item) as JsonObject] });
  return attachments.map((attachment) => ({ attachment, record: { unit, kind, record, title, day }, at: placeOf(row) }));
}

function placeOf({ unit, occurred, record_id, place }: Row): GalleryPlace {
  return { unit, occurred, record: record_id, place };
}

export function readGalleryPage(statements: Statements, query: GalleryQuery): GalleryPage {
  const rows = (query.sort === "unit" && query.unit === undefined ? byUnit : inOrder)(statements, query);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return { files: shown.flatMap(filesOf), next: rows.length > query.limit && last !== undefined ? placeOf(last) : undefined };
}

function inOrder(statements: Statements, reach: Reach): readonly Row[] {
  const { sql, parameters } = gallerySql(reach);
  return statements(sql).all(...parameters) as Row[];
}

/** What is left of the unit that the page before ended in, and the units behind it. */
function byUnit(statements: Statements, query: GalleryQuery): readonly Row[] {
  const { after, ...rest } = query;
  if (after === undefined) return inOrder(statements, rest);
  const left = inOrder(statements, { ...query, unit: after.unit });
  const more = query.limit - left.length;
  return more < 0 ? left : [...left, ...inOrder(statements, { ...rest, beyond: after.unit, limit: more })];
}

/** The SQL of the counts; exported for the tests of query plans. */
export function galleryCountsSql(filter: GalleryFilter): Sql {
  const { where, parameters } = joined(conditionsOf(filter));
  return {
    sql: `SELECT attachment.class, count(*) AS files FROM ${indexFor({ ...filter, sort: "time" })} ${where} GROUP BY attachment.class`,
    parameters,
  };
}

export function readGalleryCounts(
  statements: Statements,
  filter: GalleryFilter,
): Readonly<Partial<Record<Attachment["class"], number>>> {
  const { sql, parameters } = galleryCountsSql(filter);
  const rows = statements(sql).all(...parameters) as { class: Attachment["class"]; files: number }[];
  return Object.fromEntries(rows.map((row) => [row.class, row.files]));
}
