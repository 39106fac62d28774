// 审核: pages of what is to be looked at, one record whole, the decision.
import { positionsIn } from "../../domain/feed/frontier.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import type { Workspace, Needs } from "../../usecases/workspace.ts";
import { reportReceivedMs, type AnswersNeeds } from "../../usecases/duties/matrix/answers.ts";
import { ledgerFields, typedLedgers } from "../../usecases/records/drafts/ledger-fields.ts";
import type { RecordView, RecordReader } from "../../usecases/ports/store/records.ts";
import type { ReportView, ReportReader } from "../../usecases/ports/store/reports.ts";
import { obligationOfPeriod, reportTypeOf } from "../../usecases/duties/reports/report-names.ts";
import { arrivedMs, judging, reviewPage, type ReviewCursor, type Reviewed } from "../../usecases/duties/review/review-list.ts";
import { reviewRecord } from "../../usecases/duties/review/review.ts";
import { validateFigures, type ValidateFiguresNeeds } from "../../usecases/figures/validate-figures.ts";
import type { Procedures } from "../base.ts";
import type { Bilingual } from "../contract-parts.ts";
import type { ReviewDetail, ReviewFilter, ReviewKind, ReviewRow } from "./contract.ts";
import type { Host } from "../host.ts";
import { countMedia } from "../../usecases/records/originals/count-media.ts";
import { attachmentsShown, isOf } from "../../domain/kinds/values.ts";
import { personName } from "../../usecases/records/naming/person-name.ts";
import { withNotes, type NotesNeeds } from "../views/media-notes.ts";
import { mediaItemsOf, type MediaViewNeeds } from "../views/media-view.ts";
import { memberWords } from "../views/member-words.ts";
import { deviceOfFeed } from "../views/record-view.ts";
import { filedFigures } from "../views/filed-figures.ts";
import { reportTitle } from "../../usecases/duties/reports/report-title.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { FeedReader } from "../../usecases/ports/store/feeds.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type ReviewRoutesNeeds = AnswersNeeds &
  NotesNeeds &
  ValidateFiguresNeeds &
  MediaViewNeeds &
  Needs<FactReader & FeedReader & RecordReader & ReportReader & TrustReader, "campaign">;

export function reviewRoutes({ at, host }: Procedures) {
  return {
    list: at.review.list.handler(({ input, context }) => listPage(context.workspace.ws, input)),
    get: at.review.get.handler(({ input, context }) => detailOf(context.workspace.ws, host, input)),
    decide: at.review.decide.handler(({ input, context }) => {
      reviewRecord(context.workspace.ws, input);
      host.changes.ring("records");
      return { ok: true as const };
    }),
  };
}

type ListInput = Readonly<{ kind: ReviewKind; filter: ReviewFilter; cursor: ReviewCursor | null }>;

function listPage(
  ws: Needs<RecordReader, "campaign">,
  { kind, filter, cursor }: ListInput,
): { rows: ReviewRow[]; next: string | null } {
  const { rows, next } = reviewPage(ws, kind, filter, cursor ?? undefined);
  return { rows: rows.map((row) => rowView(ws, row)), next: next === undefined ? null : JSON.stringify(next) };
}

function rowView(ws: Pick<Workspace, "campaign">, { record, review, state }: Reviewed): ReviewRow {
  return {
    unit: record.unit,
    kind: record.kind,
    record: record.record,
    unitName: unitName(ws, record.unit),
    title: titleOf(ws, record),
    ledger: ws.campaign().ledgers.find((ledger) => ledger.kind === record.kind)?.title ?? null,
    occurred: record.occurred ?? "",
    media: countMedia(attachmentsShown(record.value)),
    state,
    reason: review?.decision === "return" ? review.reason : "",
  };
}

/** As a list shows what bears no title. */
const NO_TITLE = "—";

function titleOf(ws: Pick<Workspace, "campaign">, record: RecordView): Bilingual {
  if (isOf(record, "report") && record.value !== null) return reportTitle(ws, record.value);
  const title = record.title || NO_TITLE;
  return { zh: title, en: title };
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

function detailOf(ws: ReviewRoutesNeeds, host: Host, key: RecordKey): ReviewDetail {
  const record = ws.store.record(key);
  if (record?.status !== "shown" || record.value === null) throw new Problem("record-not-found", { record: key.record });
  const { value } = record;
  const [latest] = ws.store.history(key);
  const report = key.kind === "report" ? ws.store.reports(key.unit).find((one) => one.record === key.record) : undefined;
  return {
    ...rowView(ws, judging(ws)(record)),
    receivedAtMs: report === undefined ? arrivedMs(ws, key) : reportReceivedMs(ws, key),
    editedAtMs: record.editedAtMs ?? 0,
    editedBy: personName(ws, latest?.by ?? ""),
    device: deviceOfFeed(ws, latest?.feed ?? ""),
    evidenced: record.evidenced,
    facts: ledgerFacts(ws, key.kind, value) ?? factsOf(value, findingWords(ws, report)),
    figures: report === undefined ? [] : filedFigures(ws, report.value),
    lackingEntries: positionsIn(report?.missing ?? []),
    attachments: withNotes(ws, host, mediaItemsOf(ws, host, value), { ...key, value }),
  };
}

/** The filled columns of a ledger's record; undefined for what stands in no ledger. */
function ledgerFacts(ws: Pick<Workspace, "campaign">, kind: string, value: JsonObject): ReviewDetail["facts"] | undefined {
  if (!typedLedgers(ws, undefined).some((ledger) => ledger.kind === kind)) return undefined;
  return ledgerFields(ws, kind).flatMap((field) => {
    const said = value[field.id] === undefined ? undefined : memberWords(ws, field, value[field.id] as Json);
    return said === undefined ? [] : [{ path: `/${field.id}`, label: field.label, value: said }];
  });
}

/** What the checks find of a report's period, by the ids that its 说明 stand under; what they find no longer is not among it. */
function findingWords(ws: ValidateFiguresNeeds & Pick<Workspace, "campaign">, report: ReportView | undefined): Labels {
  if (report === undefined) return new Map();
  const { unit, period } = report;
  const reported = obligationOfPeriod(ws, period)?.period ?? "total";
  const findings = validateFigures(ws, unit, reported, reportTypeOf(ws, reported));
  return new Map(findings.map(({ id, sentence, sentenceEn }) => [id, { zh: sentence, en: sentenceEn }]));
}

type Labels = ReadonlyMap<string, Bilingual>;

function named(value: JsonObject, members: readonly string[]): ReviewDetail["facts"] {
  const filled = members.filter((name) => value[name] !== undefined);
  return filled.map((name) => ({ path: `/${name}`, label: null, value: value[name] }));
}

function factsOf(value: JsonObject, labels: Labels): ReviewDetail["facts"] {
  const parts = (name: "metrics" | "fields" | "explanations") =>
    Object.entries((value[name] ?? {}) as JsonObject).map(([id, one]) => ({
      path: `/${name}/${id}`,
      label: name === "explanations" ? (labels.get(id) ?? null) : null,
      value: one,
    }));
  return [
    ...named(value, ["zeroReason"]),
    ...parts("metrics"),
    ...named(value, FACTS),
    ...parts("fields"),
    ...parts("explanations"),
  ];
}
