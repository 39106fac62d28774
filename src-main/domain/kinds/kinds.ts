// The registry of record kinds: schema version, who writes them, how they merge, what identifies them.
import type { z } from "zod";
import type { Writer } from "../trust/authority.ts";
import { canonicalJson, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { memberOf } from "../member-of.ts";
import { namesPages } from "../feed/pages.ts";
import * as county from "./county-kinds.ts";
import { admits, prototypeAt } from "./parts.ts";
import * as unit from "./unit-kinds.ts";
import { partsVersion } from "../feed/listed-parts.ts";
import type { SetKeys } from "../record/merge.ts";
import { Problem } from "../problem.ts";

/** One kind. `audience` is that of the feed its entries go to; `about`: the unit that the value names. */
export type Kind<Schema extends z.ZodType = z.ZodType, Parts extends z.ZodType = z.ZodType> = Readonly<{
  /** Newest version of its schema. */
  v: number;
  schema: Schema;
  /**
   * Schema of version 2, for what is longer than one entry: a part of a list, or what names its frontier by pages.
   *
   * @see domain/feed/listed-parts.ts, domain/feed/pages.ts
   */
  parts?: Parts;
  writer: Writer;
  audience: "county" | "all" | "about" | "own";
  sets: SetKeys;
  /** Members that identify the record, so that two PCs meet in one; absent: a fresh UUIDv7. */
  naturalKey?: readonly string[];
  /** Member that dates the record in lists and figures. */
  dateField?: string;
  titleField?: string;
  /** Bookkeeping between PCs: nothing that anybody searches for. */
  isLog?: true;
}>;

const FILES: SetKeys = { "/attachments": "sha256" };

type More<Parts extends z.ZodType> = Partial<Omit<Kind<z.ZodType, Parts>, "schema">>;

function unitKind<S extends z.ZodType, P extends z.ZodType = never>(schema: S, more: More<P> = {}): Kind<S, P> {
  return { v: 1, schema, writer: "unit", audience: "county", sets: FILES, ...more };
}

function countyKind<S extends z.ZodType, P extends z.ZodType = never>(schema: S, more: More<P> = {}): Kind<S, P> {
  return { v: 1, schema, writer: "county", audience: "all", sets: {}, ...more };
}

const ACTIVITY_SETS: SetKeys = { ...FILES, "/leaders": "id", "/tags": "", "/coOrganisers": "" };

/** The kinds with their schemas; {@link kindOf} gives the view of any. */
export const KINDS = {
  activity: unitKind(unit.activity, { sets: ACTIVITY_SETS, dateField: "startsAt", titleField: "title" }),
  hazard: unitKind(unit.hazard, { dateField: "foundOn", titleField: "content" }),
  issue: unitKind(unit.issue, { dateField: "foundOn", titleField: "description" }),
  exposure: unitKind(unit.exposure, { dateField: "exposedOn", titleField: "subject" }),
  tip: unitKind(unit.tip, { dateField: "acceptedOn", titleField: "content", sets: { ...FILES, "/verifiers": "" } }),
  story: unitKind(unit.story, { dateField: "publishedOn", titleField: "title" }),
  product: unitKind(unit.product, { dateField: "madeOn", titleField: "title" }),
  volunteers: unitKind(unit.volunteers, { dateField: "formedOn", titleField: "name" }),
  liaison: unitKind(unit.liaison, { naturalKey: [], titleField: "name" }),
  plan: unitKind(unit.document, { dateField: "issuedOn", titleField: "title" }),
  bulletin: unitKind(unit.document, { dateField: "issuedOn", titleField: "title" }),
  summary: unitKind(unit.document, { dateField: "issuedOn", titleField: "title" }),
  report: unitKind(unit.report, { v: 2, parts: unit.reportOfPages, naturalKey: ["type", "period"], sets: {} }),
  "report-frontier": unitKind(unit.reportFrontier, { sets: {}, isLog: true }),
  release: unitKind(unit.release, { naturalKey: ["about"], sets: {} }),
  rendition: unitKind(unit.rendition, { naturalKey: ["madeFrom", "sha256"], sets: {}, isLog: true }),
  person: unitKind(unit.person, { sets: {}, titleField: "name" }),
  "enrolment-request": unitKind(unit.enrolmentRequest, { naturalKey: ["key"], sets: {}, titleField: "device" }),
  campaign: countyKind(county.campaign, { writer: "county", naturalKey: [] }),
  unit: countyKind(county.unit, { naturalKey: ["code"], titleField: "name" }),
  obligation: countyKind(county.obligation, { naturalKey: ["obligation", "unit"], titleField: "title" }),
  waiver: countyKind(county.waiver, { naturalKey: ["obligation", "unit"] }),
  enrolment: countyKind(county.enrolment, { writer: "root", naturalKey: ["key"], titleField: "device" }),
  revocation: countyKind(county.revocation, { v: 2, parts: county.revocationPart, writer: "root", naturalKey: ["key"] }),
  succession: countyKind(county.succession, { v: 2, parts: county.successionPart, writer: "root" }),
  receipt: countyKind(county.receipt, {
    v: 2,
    parts: county.receiptOfPages,
    audience: "about",
    naturalKey: ["bundle", "issuer"],
  }),
  "receipt-frontier": countyKind(county.receiptFrontier, { audience: "about", isLog: true }),
  arrival: countyKind(county.arrival, { audience: "own", isLog: true }),
  review: countyKind(county.review, { audience: "about", naturalKey: ["about"] }),
  override: countyKind(county.override, { audience: "about", naturalKey: ["about", "subject"] }),
  score: countyKind(county.score, { audience: "about", naturalKey: ["unit", "item"] }),
  supervision: countyKind(county.supervision, { audience: "about", dateField: "visitedOn", sets: { "/team": "" } }),
  table: countyKind(county.table),
  erasure: countyKind(county.erasure),
  "set-aside": countyKind(county.setAside, { v: 2, parts: county.setAsidePart, audience: "own", naturalKey: ["bundle"] }),
} as const;

export type KindName = keyof typeof KINDS;

const ANY_KINDS: Readonly<Record<string, Kind>> = KINDS;

/** Kinds that enter figures. */
export const FIGURE_KINDS = [
  "activity",
  "hazard",
  "issue",
  "exposure",
  "tip",
  "story",
  "product",
  "volunteers",
  "liaison",
  "plan",
  "bulletin",
  "summary",
  "report",
] as const;

/** Those that the county counts once they were handed in. A report hands in; it needs none to be one. */
export const COUNTED_KINDS: ReadonlySet<string> = new Set(FIGURE_KINDS.filter((kind) => kind !== "report"));

/** Those by which units hand in, with what lies in pages. */
export const HANDING_IN_KINDS = ["report", "report-frontier"] as const;

/** The kinds whose entries give or end authority. */
export const AUTHORITY_KINDS: ReadonlySet<string> = new Set(["enrolment", "revocation", "succession"]);

/** Kinds whose value an erasure never takes away: what authority and erasure itself depend on. */
const UNERASABLE: ReadonlySet<string> = new Set(["feed", "erasure", ...AUTHORITY_KINDS]);

export function isErasable(kind: string): boolean {
  return !UNERASABLE.has(kind);
}

export function kindOf(name: string): Kind | undefined {
  return memberOf(ANY_KINDS, name);
}

/** The version of the schema that a value is written under. */
export function schemaVersion(kind: Kind, value: JsonObject | null): number {
  return kind.parts === undefined ? kind.v : versionOf(value);
}

function versionOf(value: JsonObject | null): 1 | 2 {
  return value !== null && namesPages(value) ? 2 : partsVersion(value);
}

function schemaFor(kind: Kind, value: JsonObject): z.ZodType {
  return kind.parts !== undefined && versionOf(value) === 2 ? kind.parts : kind.schema;
}

/** Whether a value satisfies its kind's schema, whenever it was written. */
export function isValidValue(kind: Kind, value: JsonObject): boolean {
  return admits(schemaFor(kind, value), value);
}

/** Whether a value satisfies the version of the schema that its entry names. */
export function isValidAt(kind: Kind, v: number, value: JsonObject): boolean {
  return isValidValue(kind, value) && (kind.parts === undefined || v === versionOf(value));
}

/** The first thing that is wrong with a value for who writes it now: its JSON pointer and the schema's word for it; undefined if nothing is. */
export function firstFault(kind: Kind, value: JsonObject): Readonly<{ path: string; reason: string }> | undefined {
  const issue = schemaFor(kind, value).safeParse(value).error?.issues[0];
  if (issue !== undefined) return { path: `/${issue.path.map(String).join("/")}`, reason: issue.message };
  const path = prototypeAt(value);
  return path === undefined ? undefined : { path, reason: "Unrecognized key" };
}

/** What may be written: it would be admitted as valid. @throws {Problem} `record-unknown-kind`, `record-invalid` */
export function assertValid(name: string, value: JsonObject | null): void {
  const kind = kindOf(name);
  if (kind === undefined) throw new Problem("record-unknown-kind", { kind: name });
  const fault = value === null ? undefined : firstFault(kind, value);
  if (fault !== undefined) throw new Problem("record-invalid", { kind: name, ...fault });
}

/**
 * The text that a natural key is made of, hashed by the caller into a UUIDv8; undefined where the kind has none.
 * A member `about` counts without its heads: reviews of two states of a record meet in one. Each part of a list is a record.
 */
export function naturalKeyText(name: string, value: JsonObject): string | undefined {
  const kind = kindOf(name);
  const ofPart = kind?.parts !== undefined && partsVersion(value) === 2 ? ["set", "part"] : [];
  if (kind?.naturalKey === undefined && ofPart.length === 0) return undefined;
  const members = [...(kind?.naturalKey ?? []), ...ofPart];
  return canonicalJson([name, ...members.map((member) => keyMember(value[member]))]);
}

function keyMember(member: Json | undefined): Json {
  if (isJsonObject(member) && "heads" in member)
    return [member["unit"] ?? null, member["kind"] ?? null, member["record"] ?? null];
  return member ?? null;
}

/** What lists show of a record: `code` is an activity's item, or a report's type. */
export type ListingFacts = Readonly<{ title: string | null; code: string | null; occurred: string | null }>;

/** Reads it from a value of a kind; null where the value has none. */
export function listingFacts(kindName: string, value: JsonObject | null): ListingFacts {
  const kind = kindOf(kindName);
  const text = (name: string | undefined) => {
    const member = name === undefined ? undefined : value?.[name];
    return typeof member === "string" ? member.slice(0, 200) : null;
  };
  return { title: text(kind?.titleField), code: text("code") ?? text("type"), occurred: text(kind?.dateField) };
}
