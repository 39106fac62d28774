// 审核: pages of what is to be looked at, one record whole, the decision.
import { reviewStateOf } from "../../domain/judgement.ts";
import { placesIn } from "../../domain/feed/frontier.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/projected.ts";
import type { Desk } from "../../usecases/desk.ts";
import { reportReceivedMs } from "../../usecases/answers.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { ledgerFields, typedLedgers } from "../../usecases/ledger-fields.ts";
import type { ReportView } from "../../usecases/report-port.ts";
import { obligationOfPeriod, reportTypeOf } from "../../usecases/report-names.ts";
import { reviewRecord, reviewsByRecord, type Review } from "../../usecases/review.ts";
import type { RecordQuery, RecordView } from "../../usecases/store-port.ts";
import { validateFigures } from "../../usecases/validate-figures.ts";
import type { Procedures } from "../base.ts";
import type { Bilingual } from "../contract/parts.ts";
import type { ReviewDetail, ReviewFilter, ReviewKind, ReviewRow, ReviewStateView } from "../contract/review.ts";
import type { Host } from "../host.ts";
import { attachmentsOf, countMedia, mediaItemsOf } from "../views/media-view.ts";
import { memberWords } from "../views/member-words.ts";
import { deviceOfFeed, personName } from "../views/record-view.ts";
import { filedFigures } from "../views/filed-figures.ts";
import { reportTitle } from "../../usecases/report-title.ts";

const PAGE = 50;

export function reviewRoutes({ at, host }: Procedures) {
  return {
    list: at.review.list.handler(({ input, context }) => listPage(context.workspace.desk, input)),
    get: at.review.get.handler(({ input, context }) => detailOf(context.workspace.desk, host, input)),
    decide: at.review.decide.handler(({ input, context }) => {
      reviewRecord(context.workspace.desk, input);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

type ListInput = Readonly<{ kind: ReviewKind; filter: ReviewFilter; cursor: string | null }>;

/** Where a page goes on: in which of the kinds, and after which record of it. */
type Cursor = Readonly<{ at: number; after?: RecordQuery["after"] }>;

function listPage(desk: Desk, { kind, filter, cursor }: ListInput): { rows: ReviewRow[]; next: string | null } {
  const reviewOf = reviewsByRecord(desk);
  const kinds = kind === "ledger" ? typedLedgers(desk, undefined).map((ledger) => ledger.kind) : [kind];
  const rows: ReviewRow[] = [];
  let from: Cursor = cursor === null ? { at: 0 } : (JSON.parse(cursor) as Cursor);
  while (from.at < kinds.length && rows.length < PAGE) {
    const { at, after } = from;
    const page = desk.store.records({
      kind: kinds[at] ?? kind,
      limit: PAGE - rows.length,
      ...(after !== undefined && { after }),
    });
    for (const record of page.records) {
      const row = rowOf(desk, record, reviewOf(record));
      if (filterOf(row.state) === filter && !desk.store.isOnBehalf(record)) rows.push(row);
    }
    from = page.next === undefined ? { at: at + 1 } : { at, after: page.next };
  }
  return { rows, next: from.at < kinds.length ? JSON.stringify(from) : null };
}

function filterOf(state: ReviewStateView): ReviewFilter {
  return state === "accepted" || state === "returned" ? state : "pending";
}

function rowOf(desk: Desk, record: RecordView, review: Review | undefined): ReviewRow {
  const state = reviewStateOf(review, record.heads);
  return {
    unit: record.unit,
    kind: record.kind,
    record: record.record,
    unitName: unitName(desk, record.unit),
    title: titleOf(desk, record),
    ledger: desk.campaign().ledgers.find((ledger) => ledger.kind === record.kind)?.title ?? null,
    occurred: record.occurred ?? "",
    media: countMedia(attachmentsOf(record.value)),
    state: state === "none" ? "new" : state,
    reason: review?.decision === "return" ? review.reason : "",
  };
}

function titleOf(desk: Desk, { kind, title, value }: RecordView): Bilingual {
  if (kind !== "report") return { zh: title ?? "", en: title ?? "" };
  return reportTitle(desk, { type: String(value?.["type"]), period: String(value?.["period"]) });
}

/** What is read first of an activity. */
const FACTS = [
  "code",
  "startsAt",
  "endsAt",
  "place",
  "mode",
  "organiser",
  "coOrganisers",
  "jointEvent",
  "leaders",
  "tags",
  "description",
];

function detailOf(desk: Desk, host: Host, key: RecordKey): ReviewDetail {
  const record = desk.store.record(key);
  if (record?.status !== "shown" || record.value === null) throw new Problem("record-not-found", { record: key.record });
  const { value } = record;
  const [latest] = desk.store.history(key);
  const report = key.kind === "report" ? desk.store.reports(key.unit).find((one) => one.record === key.record) : undefined;
  return {
    ...rowOf(desk, record, reviewsByRecord(desk)(key)),
    receivedAtMs: report === undefined ? arrivalOf(desk, key) : reportReceivedMs(desk, key),
    editedAtMs: record.editedAtMs ?? 0,
    editedBy: personName(desk, latest?.by ?? ""),
    device: deviceOfFeed(desk, latest?.feed ?? ""),
    evidenced: record.evidenced,
    facts: ledgerFacts(desk, key.kind, value) ?? factsOf(value, findingWords(desk, report)),
    figures: report === undefined ? [] : filedFigures(desk, value),
    lackingEntries: placesIn(report?.missing ?? []),
    attachments: mediaItemsOf(desk, host, value),
  };
}

function arrivalOf(desk: Desk, { unit, kind, record }: RecordKey): number | null {
  return desk.store.arrivals([kind]).find((one) => one.unit === unit && one.record === record)?.receivedMs ?? null;
}

/** The filled columns of a ledger's record; undefined for what stands in no ledger. */
function ledgerFacts(desk: Desk, kind: string, value: JsonObject): ReviewDetail["facts"] | undefined {
  if (!typedLedgers(desk, undefined).some((ledger) => ledger.kind === kind)) return undefined;
  return ledgerFields(desk, kind).flatMap((field) => {
    const said = value[field.id] === undefined ? undefined : memberWords(desk, field, value[field.id] as Json);
    return said === undefined ? [] : [{ path: `/${field.id}`, label: field.label, value: said }];
  });
}

/** What the checks find of a report's period, by the ids that its 说明 stand under; what they find no longer is not among it. */
function findingWords(desk: Desk, report: ReportView | undefined): Labels {
  if (report === undefined) return new Map();
  const { unit, period } = report;
  const reported = obligationOfPeriod(desk, period)?.period ?? "total";
  const findings = validateFigures(desk, unit, reported, reportTypeOf(desk, reported));
  return new Map(findings.map(({ id, sentence, sentenceEn }) => [id, { zh: sentence, en: sentenceEn }]));
}

type Labels = ReadonlyMap<string, Bilingual>;

function factsOf(value: JsonObject, labels: Labels): ReviewDetail["facts"] {
  const parts = (name: "metrics" | "fields" | "explanations") =>
    Object.entries((value[name] ?? {}) as JsonObject).map(([id, one]) => ({
      path: `/${name}/${id}`,
      label: name === "explanations" ? (labels.get(id) ?? null) : null,
      value: one,
    }));
  const named = FACTS.filter((name) => value[name] !== undefined).map((name) => ({
    path: `/${name}`,
    label: null,
    value: value[name],
  }));
  const zero = value["zeroReason"] === undefined ? [] : [{ path: "/zeroReason", label: null, value: value["zeroReason"] }];
  return [...zero, ...parts("metrics"), ...named, ...parts("fields"), ...parts("explanations")];
}
