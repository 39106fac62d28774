// What happened without the person, computed from what is so: nothing is kept, and what is settled is no longer told.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { unitName } from "../campaign.ts";
import { conflictingRecords } from "../conflicts/list-conflicts.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { buildMatrix, type ObligationsNeeds } from "../duties/matrix/obligations.ts";
import { returnedRecords } from "../duties/review/returned-records.ts";
import type { RecordView, RecordReader } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";
import type { AnswersNeeds } from "../duties/matrix/answers.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { FactReader } from "../ports/store/facts.ts";

type NoticesNeeds = ObligationsNeeds & Needs<FactReader & FeedReader & RecordReader & TrustReader, "campaign" | "world">;

/** `notice`: the same for the same thing. `subject` fills the sentence of its kind. `record`: what it is about, where that is one. */
export type Notice = Readonly<{
  notice: string;
  kind: "returned" | "due-soon" | "overdue" | "request" | "conflict" | "fork";
  subject: string;
  atMs: number;
  record: RecordKey | null;
}>;

/** At a unit what was returned and what is due, at the county who asks for approval; at both, conflicts and forked feeds. */
export function listNotices(ws: NoticesNeeds): readonly Notice[] {
  const nowMs = ws.world.nowMs();
  const own = ws.store.facts().role === "county" ? requestNotices(ws, nowMs) : unitNotices(ws, nowMs);
  return [...own, ...conflictNotices(ws, nowMs), ...forkNotices(ws, nowMs)];
}

function requestNotices(ws: Needs<TrustReader, "campaign">, nowMs: number): readonly Notice[] {
  return ws.store.pendingRequests().map((row) => ({
    notice: `request:${row.key}`,
    kind: "request",
    subject: `${unitName(ws, row.unit)} ${row.device}`,
    atMs: nowMs,
    record: null,
  }));
}

function unitNotices(ws: NoticesNeeds, nowMs: number): readonly Notice[] {
  const { unit } = ws.store.facts();
  const returned = returnedRecords(ws, unit).map(({ record }) => aboutRecord("returned", record, nowMs));
  return [...returned, ...dueNotices(ws, unit, nowMs)];
}

const DAY_MS = 24 * 60 * 60 * 1000;

function dueNotices(ws: ObligationsNeeds & Pick<Workspace, "campaign">, unit: string, nowMs: number): readonly Notice[] {
  const titles = new Map(dueObligations(ws.campaign()).map((row) => [row.id, row.title.zh]));
  const cells = buildMatrix(ws).cells.filter(
    (cell) => cell.unit === unit && ((cell.state === "due" && cell.dueMs - nowMs < DAY_MS) || cell.state === "missing"),
  );
  return cells.map((cell) => ({
    notice: `due:${cell.obligation}:${cell.state}`,
    kind: cell.state === "due" ? "due-soon" : "overdue",
    subject: titles.get(cell.obligation) ?? cell.obligation,
    atMs: cell.dueMs,
    record: null,
  }));
}

/** Each is told by itself so far; how many there are stands beside 填得不同. */
const MOST_CONFLICTS = 100;

function conflictNotices(ws: AnswersNeeds & Needs<RecordReader>, nowMs: number): readonly Notice[] {
  return conflictingRecords(ws)
    .slice(0, MOST_CONFLICTS)
    .map((record) => aboutRecord("conflict", record, nowMs));
}

function aboutRecord(kind: "returned" | "conflict", { heads, title, editedAtMs, ...row }: RecordView, nowMs: number): Notice {
  return {
    notice: `${kind}:${row.record}:${heads.join()}`,
    kind,
    subject: title ?? "",
    atMs: editedAtMs ?? nowMs,
    record: { unit: row.unit, kind: row.kind, record: row.record },
  };
}

function forkNotices(ws: Needs<FeedReader>, nowMs: number): readonly Notice[] {
  return ws.store
    .forks()
    .map((feed) => ({ notice: `fork:${feed}`, kind: "fork", subject: feed.slice(0, 8), atMs: nowMs, record: null }));
}
