// 签发: a hand-in leaves this PC only after a person who may release it has done so; where nobody was named, none is needed.
// The release is an entry about the report's heads: handing in once more asks for it again.
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";
import { leftAt } from "./left-here.ts";
import { namesOf, releasers, type Person } from "./people.ts";
import { recordId } from "./put-record.ts";
import type { ReportView } from "./report-port.ts";
import type { RecordView } from "./store-port.ts";

/** Who released a report, and when by the PC's clock. `name` is empty where personal data was withheld. */
export type Released = Readonly<{ name: string; atMs: number }>;

/**
 * Releases the hand-in of a period, or the latest one that waits.
 *
 * @param by record of the person; by default who works here.
 * @throws {Problem} `release-nothing`, `release-not-yours`
 */
export function releaseHandIn(desk: Desk, period: string | undefined, by = desk.store.facts().person): ReportView {
  const may = releasers(desk);
  if (!may.some(({ person }) => person === by)) throw new Problem("release-not-yours", { names: namesOf(may) });
  const waiting = unreleased(desk).filter((report) => period === undefined || report.period === period);
  const report = waiting.at(-1);
  if (report === undefined) throw new Problem("release-nothing", {});
  writeRelease(desk, report, by);
  return report;
}

/** Releases a report that was just written, if who works here may: one step for whoever does both. */
export function releaseOwn(desk: Desk, record: string): void {
  const { person, unit } = desk.store.facts();
  const report = desk.store.reports(unit).find((candidate) => candidate.record === record);
  if (report !== undefined && releasers(desk).some((one) => one.person === person)) writeRelease(desk, report, person);
}

/** @throws {Problem} `release-missing` */
export function assertReleased(desk: Desk): void {
  const may = releasers(desk);
  if (may.length > 0 && unreleased(desk).length > 0) throw new Problem("release-missing", { names: namesOf(may) });
}

/** Reports that no bundle has carried yet and that nobody released, oldest first. */
function unreleased(desk: Desk): readonly ReportView[] {
  const { unit } = desk.store.facts();
  const releases = releasesOf(desk, unit);
  const left = leftAt(desk);
  // What another PC of the unit made is released there; so is what a PC made that is lost.
  const { selfKey } = desk.store.facts();
  const own = new Set(desk.store.feeds().flatMap((feed) => (feed.key === selfKey ? [feed.hash] : [])));
  const hasLeft = ({ versions, heads }: ReportView) =>
    versions.every((version) => !heads.includes(version.hash) || !own.has(version.feed) || left(version) !== undefined);
  return desk.store
    .reports(unit)
    .filter((report) => releases(report) === undefined && !hasLeft(report))
    .sort((a, b) => a.exportedMs - b.exportedMs);
}

/** Who released the reports of a unit, as far as they are still what was released and the person may release. */
export function releasesOf(desk: Desk, unit: string): (report: Pick<ReportView, "record" | "heads">) => Released | undefined {
  const releases = desk.store.records({ kind: "release", unit, limit: 10_000 }).records;
  return ({ record, heads }) => {
    const found = releases.find((release) => isAbout(release, record, heads));
    return found === undefined ? undefined : releasedBy(desk, found);
  };
}

function isAbout({ value }: RecordView, report: string, heads: readonly string[]): boolean {
  const about = value?.["about"] as Readonly<{ record: string; heads: readonly string[] }> | undefined;
  return about?.record === report && about.heads.length === heads.length && heads.every((head) => about.heads.includes(head));
}

/** Undefined where the one who says so may not release; a name that was withheld says nothing of that. */
function releasedBy(desk: Desk, { unit, kind, record, heads, editedAtMs }: RecordView): Released | undefined {
  const by = desk.store.history({ unit, kind, record }).find((item) => heads.includes(item.hash))?.by ?? "";
  const person = desk.store.record({ unit, kind: "person", record: by })?.value;
  if (person === undefined || person === null) return { name: "", atMs: editedAtMs ?? 0 };
  if (person["mayRelease"] !== true) return undefined;
  return { name: typeof person["name"] === "string" ? person["name"] : "", atMs: editedAtMs ?? 0 };
}

function writeRelease(desk: Desk, { unit, record, heads }: ReportView, by: Person["person"]): void {
  const value: JsonObject = { about: { unit, kind: "report", record, heads } };
  desk.store.append([{ kind: "release", record: recordId(desk, "release", value), unit, audience: "county", value, by }]);
}
