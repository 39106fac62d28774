// 签发: a hand-in leaves this PC only after a person who may release it has done so; where nobody was named, none is needed.
// The release is an entry about the report's heads: handing in once more asks for it again.
import type { JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import type { Needs } from "../workspace.ts";
import { leftAt } from "../duties/reports/exported-up-to.ts";
import { namesOf, releasers, type Person } from "../trust/people.ts";
import { recordId } from "../records/versions/put-record.ts";
import type { ReportView, ReportReader } from "../ports/store/reports.ts";
import { releasesOf } from "../duties/reports/releases.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { RecordReader, RecordWriter } from "../ports/store/records.ts";

export type ReleaseNeeds = Needs<
  ExportReader & FactReader & FeedReader & RecordWriter & ReportReader,
  "keys" | "sha256" | "world"
>;

export type ReleaseReads = Needs<ExportReader & FactReader & FeedReader & RecordReader & ReportReader, "keys">;

/**
 * Releases the hand-in of a period, or the latest one that waits.
 *
 * @param by record of the person; by default who works here.
 * @throws {Problem} `release-nothing`, `release-not-yours`
 */
export function releaseHandIn(ws: ReleaseNeeds, period: string | undefined, by = ws.store.facts().person): ReportView {
  const may = releasers(ws);
  if (!may.some(({ person }) => person === by)) throw new Problem("release-not-yours", { names: namesOf(may) });
  const waiting = unreleased(ws).filter((report) => period === undefined || report.period === period);
  const report = waiting.at(-1);
  if (report === undefined) throw new Problem("release-nothing", {});
  writeRelease(ws, report, by);
  return report;
}

/** Releases a report that was just written, if who works here may: one step for whoever does both. */
export function releaseOwn(ws: ReleaseNeeds, record: string): void {
  const { person, unit } = ws.store.facts();
  const report = ws.store.reports(unit).find((candidate) => candidate.record === record);
  if (report !== undefined && releasers(ws).some((one) => one.person === person)) writeRelease(ws, report, person);
}

/** @throws {Problem} `release-missing` */
export function assertReleased(ws: ReleaseReads): void {
  const may = releasers(ws);
  if (may.length > 0 && unreleased(ws).length > 0) throw new Problem("release-missing", { names: namesOf(may) });
}

/** Reports that no bundle has carried yet and that nobody released, oldest first. */
function unreleased(ws: ReleaseReads): readonly ReportView[] {
  const { unit } = ws.store.facts();
  const releases = releasesOf(ws, unit);
  const left = leftAt(ws);
  // What another PC of the unit made is released there; so is what a PC made that is lost.
  const { selfKey } = ws.store.facts();
  const own = new Set(ws.store.feeds().flatMap((feed) => (feed.key === selfKey ? [feed.hash] : [])));
  const hasLeft = ({ versions, heads }: ReportView) =>
    versions.every((version) => !heads.includes(version.hash) || !own.has(version.feed) || left(version) !== undefined);
  return ws.store
    .reports(unit)
    .filter((report) => releases(report) === undefined && !hasLeft(report))
    .sort((a, b) => a.exportedMs - b.exportedMs);
}

function writeRelease(ws: ReleaseNeeds, { unit, record, heads }: ReportView, by: Person["person"]): void {
  const value: JsonObject = { about: { unit, kind: "report", record, heads } };
  ws.store.append([{ kind: "release", record: recordId(ws, "release", value), unit, audience: "county", value, by }]);
}
