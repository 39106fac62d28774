// Saves a new version of a record: checked against its schema and the campaign, with its files, in one step.
import { askedNumbers, itemOf, numberFaults } from "../../../domain/campaign/asked-numbers.ts";
import { assertValid, kindOf, naturalKeyText, type Kind } from "../../../domain/kinds/kinds.ts";
import { outOfOrder } from "../../../domain/kinds/order.ts";
import { valueIn, type Attachment, type ValueOf } from "../../../domain/kinds/values.ts";
import { assertPortable, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { Problem } from "../../../domain/problem.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import { uuidV7, uuidV8 } from "../../../domain/feed/record-id.ts";
import type { Audience } from "../../../domain/feed/entry.ts";
import { attachFiles, type NewFile } from "../originals/attach-files.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { Progress } from "../../ports/progress.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordReader, RecordWriter } from "../../ports/store/records.ts";
import type { OriginalWriter } from "../../ports/store/originals.ts";

export type PutRecordNeeds = Needs<
  FactReader & OriginalWriter & RecordWriter,
  "campaign" | "media" | "reader" | "sha256" | "world"
>;

/** What to save. `record` names an existing record; absent: a new one, or the one that the natural key names. */
export type PutRecord = Readonly<{
  kind: string;
  value: JsonObject;
  record?: string;
  files?: readonly NewFile[];
  /** At the county: the unit on whose behalf it is entered (代录). */
  onBehalfOf?: string;
  /** Heads that the author saw; saving through the conflict screen names all of them. */
  parents?: readonly string[];
}>;

/**
 * @returns the record's key and the hash of the version written.
 * @throws {Problem} `record-unknown-kind`, `record-not-yours`, `record-invalid`, `record-out-of-order`, `catalogue-*`, `conflict-open`, `file-*`, `media-*`
 */
export async function putRecord(
  ws: PutRecordNeeds,
  request: PutRecord,
  progress: Progress,
): Promise<RecordKey & Readonly<{ hash: string }>> {
  const kind = writableKind(ws, request.kind, request.onBehalfOf);
  assertPortable(request.value);
  checkValue(ws, request.kind, withFiles(kind, request.value, []), request.onBehalfOf);
  const unit = request.onBehalfOf ?? ws.store.facts().unit;
  const key = { unit, kind: request.kind, record: request.record ?? recordId(ws, request.kind, request.value) };
  refuseOpenConflict(ws, key, request.parents);
  const value = withFiles(kind, request.value, await attachFiles(ws, request.files ?? [], progress));
  checkValue(ws, request.kind, value, request.onBehalfOf);
  const [hash] = ws.store.append([
    {
      ...key,
      audience: audienceFor(ws, kind, value, request.onBehalfOf),
      value,
      ...(request.parents && { parents: request.parents }),
      ...(request.kind === LIAISON && request.onBehalfOf === undefined && { feed: LIAISON }),
    },
  ]);
  return { ...key, hash: hash as string };
}

/** The kind, if this PC may write it. */
export function writableKind(ws: Needs<FactReader>, name: string, onBehalfOf: string | undefined): Kind {
  const kind = kindOf(name);
  if (kind === undefined) throw new Problem("record-unknown-kind", { kind: name });
  const writer = ws.store.facts().role === "county" && onBehalfOf === undefined ? "county" : "unit";
  const fits = writer === "unit" ? kind.writer === "unit" : kind.writer !== "unit";
  if (!fits) throw new Problem("record-not-yours", { kind: name });
  return kind;
}

/** The feed that a version goes to. */
export function audienceFor(
  ws: Needs<FactReader>,
  kind: Kind,
  value: JsonObject | null,
  onBehalfOf: string | undefined,
): Audience {
  if (onBehalfOf !== undefined) return `unit:${onBehalfOf}`;
  if (ws.store.facts().role === "unit") return "county";
  if (kind.audience !== "about") return kind.audience === "own" ? "own" : "all";
  const about = value?.["about"];
  const unit = isJsonObject(about) ? about["unit"] : value?.["unit"];
  return typeof unit === "string" ? `unit:${unit}` : "own";
}

/** A record's id: from its natural key, or new. */
export function recordId(ws: Pick<Workspace, "sha256" | "world">, kind: string, value: JsonObject): string {
  const natural = naturalKeyText(kind, value);
  return natural === undefined ? uuidV7(ws.world.nowMs(), ws.world.randomHex(16)) : uuidV8(ws.sha256, natural);
}

/** The value with its files: those it names already, then the added ones, each content once; kinds that take files always have the list. */
function withFiles(kind: Kind, value: JsonObject, added: readonly Attachment[]): JsonObject {
  if (kind.sets["/attachments"] === undefined) return value;
  const before = Array.isArray(value["attachments"]) ? (value["attachments"] as readonly Json[]) : [];
  const once = [...new Map(added.map((item) => [item.sha256, item])).values()];
  const known = new Set<Json | undefined>(once.map(({ sha256 }) => sha256));
  return { ...value, attachments: [...before.filter((item) => !(isJsonObject(item) && known.has(item["sha256"]))), ...once] };
}

function checkValue(ws: Needs<FactReader, "campaign">, name: string, value: JsonObject, onBehalfOf: string | undefined): void {
  assertValid(name, value);
  checkOrder(ws, name, value);
  const activity = name === "activity" ? valueIn("activity", value) : undefined;
  if (activity !== undefined) checkCatalogue(ws, activity, onBehalfOf ?? ws.store.facts().unit);
}

/** Days are named as the ledger's columns are. @throws {Problem} `record-out-of-order` */
function checkOrder(ws: Pick<Workspace, "campaign">, kind: string, value: JsonObject): void {
  const [broken] = outOfOrder(kind, value);
  if (broken === undefined) return;
  const columns = ws.campaign().ledgers.find((ledger) => ledger.kind === kind)?.columns ?? [];
  const named = (member: string) => columns.find(({ id }) => id === member)?.label.zh ?? member;
  throw new Problem("record-out-of-order", { earlier: named(broken.earlier), later: named(broken.later) });
}

function checkCatalogue(
  ws: Pick<Workspace, "campaign">,
  { code, jointEvent = "", metrics }: ValueOf<"activity">,
  by: string,
): void {
  const campaign = ws.campaign();
  const item = itemOf(campaign, code);
  if (item === undefined) throw new Problem("catalogue-unknown", { code });
  const unit = campaign.units.find((candidate) => candidate.code === by);
  const excluded =
    (item.kinds && !item.kinds.includes(unit?.kind ?? "")) || (item.units && !item.units.includes(unit?.code ?? ""));
  if (unit !== undefined && excluded) throw new Problem("catalogue-not-applicable", { code, unitKind: unit.kind });
  const place = { unit: by, jointEvent };
  const [fault] = numberFaults(campaign, item, place, Object.keys(metrics));
  if (fault === undefined) return;
  const numbers = askedNumbers(campaign, item, place).map(({ id, label }) => `${label.zh}（${id}）`);
  const details = { number: fault.metric, numbers: numbers.join("、") };
  if (fault.reason === "unknown-number") throw new Problem("catalogue-number-unknown", { code, ...details });
  throw new Problem("catalogue-number-of-lead", details);
}

function refuseOpenConflict(ws: Needs<RecordReader>, key: RecordKey, parents: readonly string[] | undefined): void {
  const known = ws.store.record(key);
  if (known === undefined || known.conflicts.length === 0) return;
  const namesAll = parents !== undefined && known.heads.every((head) => parents.includes(head));
  if (!namesAll) throw new Problem("conflict-open", { record: key.record });
}

export const LIAISON = "liaison";
