// 报送: what goes and what is wrong with it, the export with its read-back, the hand-ins made so far.
import { basename } from "node:path";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { bundleFileName } from "../../domain/bundle-names.ts";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../../usecases/desk.ts";
import { explain, explanationsOf, forgetExplanations } from "../../usecases/explanations.ts";
import { exportHandIn } from "../../usecases/export-hand-in.ts";
import { computeFigures } from "../../usecases/figures.ts";
import { lastReceipt } from "../../usecases/last-receipt.ts";
import { pastHandIns } from "../views/past-hand-ins.ts";
import { assertSound, fileHandIn } from "../../usecases/file-hand-in.ts";
import { contentsBeside } from "../../usecases/hand-in-contents.ts";
import { recordedInPeriod, unwrittenKind, type HandInRequest } from "../../usecases/hand-in.ts";
import { AT_ONCE, namedReport, zeroId } from "../../usecases/report-names.ts";
import { recordStates } from "../../usecases/record-states.ts";
import { recipientKeys } from "../../usecases/recipients.ts";
import { bundleName } from "../../usecases/export-bundle.ts";
import { validateFigures } from "../../usecases/validate-figures.ts";
import type { Progress } from "../../usecases/ports.ts";
import { namesOf, releasers } from "../../usecases/people.ts";
import { releaseHandIn } from "../../usecases/release.ts";
import type { Procedures } from "../base.ts";
import type { Assembled, Exported } from "../contract/hand-in.ts";
import type { Task } from "../contract/tasks.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { findingView } from "../views/finding-view.ts";
import { attachmentsOf, countMedia } from "../views/media-view.ts";
import { activityRow } from "../views/record-view.ts";
import { reportTitle } from "../../usecases/report-title.ts";
import { periodViews } from "./figure-routes.ts";
import { trustOf } from "./session-routes.ts";

/** Who releases a hand-in here and now, with that person's own PIN. */
export type ReleaseWish = Readonly<{ person: string; pin: string }>;

type Wish = Readonly<{
  report: string;
  reason?: string | undefined;
  folder: string;
  options: Readonly<{ full: boolean; plain: boolean; recordsOnly?: boolean | undefined; withoutLost?: boolean | undefined }>;
  release?: ReleaseWish | undefined;
}>;

export function handInRoutes({ at, host }: Procedures) {
  return {
    list: at.handIn.list.handler(({ context }) => pastHandIns(context.workspace.desk)),
    assemble: at.handIn.assemble.handler(({ input, context }) => assemble(context.workspace.desk, input.report)),
    explain: at.handIn.explain.handler(({ input, context }) => {
      explain(context.workspace.desk, input.report, input.findings, input.text);
      return { ok: true as const };
    }),
    export: at.handIn.export.handler(({ input, context }) => ({
      task: startExport(context.workspace, host, { ...input, folder: host.admitTarget(input.folder) }),
    })),
  };
}

/** The obligation that a report id names, with its period; a zero report stands in its place. */
function reportOf(desk: Desk, report: string) {
  const named = namedReport(desk, report);
  const { obligation, type } = named;
  const period = periodViews(desk).find((candidate) => candidate.id === (obligation?.period ?? "total"));
  if (period === undefined) throw new Problem("period-unknown", { period: report });
  const recorded = obligation === undefined ? 0 : recordedInPeriod(desk, obligation);
  return { named, obligation, period, isZero: type === "zero", type: obligation?.type ?? AT_ONCE, recorded };
}

function assemble(desk: Desk, report: string): Assembled {
  const { unit } = desk.store.facts();
  const { named, obligation, period, type, isZero, recorded } = reportOf(desk, report);
  const local = (ms: number) => formatLocalDateTime(ms, desk.campaign().calendar.offsetMinutes);
  const records = desk.store.records({
    kind: "activity",
    unit,
    from: local(period.fromMs),
    to: local(period.toMs),
    limit: 1000,
  }).records;
  const stateOf = recordStates(desk);
  const all = desk.store.projected(unit);
  const beside = contentsBeside(desk, local(period.fromMs), local(period.toMs));
  const counts = Map.groupBy([...records, ...beside], (record) => record.kind);
  const explanations = explanationsOf(desk, report);
  const table = computeFigures(desk, unit, period.id);
  const labels = new Map(desk.campaign().indicators.map((row) => [row.code, row]));
  const attachments = all.flatMap((record) => [...attachmentsOf(record.value)]);
  const media = countMedia(attachments);
  const { number } = desk.store.nextExportNumber();
  const encrypted = recipientKeys(desk, { kind: "county" }).length > 0;
  return {
    report,
    title: reportTitle(desk, named),
    period,
    dueAtMs: obligation?.dueAtMs ?? null,
    zeroReport: !isZero && obligation?.mayBeZero === true && recorded === 0 ? zeroId(obligation) : null,
    recorded,
    unwritten: unwrittenKind(desk, named) ?? null,
    insteadOf: isZero ? (obligation?.id ?? null) : null,
    activities: records.map((record) => activityRow(desk, record, stateOf)),
    beside: beside.map(({ kind, record, title, occurred }) => ({
      unit,
      kind,
      record,
      title: title ?? "",
      date: occurred?.slice(0, 10) ?? "",
    })),
    records: [...counts].map(([kind, list]) => ({ kind, count: list.length })),
    sinceBundle: lastReceipt(desk)?.number ?? null,
    figures: table.rows.flatMap((row) => {
      const indicator = labels.get(row.row);
      return indicator === undefined
        ? []
        : [{ row: row.row, label: indicator.label, unit: indicator.unit, period: row.period, cumulative: row.cumulative }];
    }),
    findings: validateFigures(desk, unit, period.id, type, explanations).map((found) => findingView(desk, found, explanations)),
    media,
    estimateBytes: media.sizeBytes + all.length * 1500,
    bundle: {
      number,
      fileName: bundleFileName(bundleName(desk, { kind: "county" }, number, reportTitle(desk, named).zh), encrypted),
    },
    sealing: encrypted ? "encrypted" : "no-county-key",
    release: releaseView(desk),
    trustWarning: trustWarning(desk),
  };
}

function releaseView(desk: Desk): Assembled["release"] {
  const may = releasers(desk);
  return { own: may.some(({ working }) => working), people: may.map(({ person, name }) => ({ id: person, name })) };
}

/** Whose PIN it is that releases this hand-in; checked before anything is written. @throws {Problem} `pin-*`, `release-missing` */
function releaserOf(desk: Desk, release: ReleaseWish | undefined): string | undefined {
  const may = releasers(desk);
  if (may.length === 0 || may.some(({ working }) => working)) return undefined;
  if (release === undefined) throw new Problem("release-missing", { names: namesOf(may) });
  return desk.keys.holderOf(release.pin, release.person);
}

function trustWarning(desk: Desk): Assembled["trustWarning"] {
  const { pinned, enrolment } = trustOf(desk);
  if (!pinned) return "root-not-pinned";
  return enrolment === "approved" ? null : "not-enrolled";
}

/**
 * What filing needs to know, once nothing stands against it.
 *
 * @throws {Problem} `hand-in-blocked`, `hand-in-unexplained`, `report-not-zero`, `report-unwritten`, `report-unknown`, `release-missing`, `pin-wrong`, `pin-wait` before anything is written
 */
export function readyToFile(desk: Desk, wished: string, release: ReleaseWish | undefined): Said {
  const explanations = explanationsOf(desk, wished);
  assertSound(desk, { report: wished, explanations });
  return { title: reportTitle(desk, namedReport(desk, wished)), explanations, releaser: releaserOf(desk, release) };
}

/** Files the hand-in, released by whoever said so: its entries are written, nothing is exported yet. */
export function fileReport(desk: Desk, report: string, reason: string | undefined, { explanations, releaser }: Said): Filed {
  const request: HandInRequest = { report, explanations, ...(reason !== undefined && { reason }) };
  const filed = fileHandIn(desk, request);
  if (releaser !== undefined) releaseHandIn(desk, filed.period, releaser);
  return filed;
}

type Filed = ReturnType<typeof fileHandIn>;

function startExport(workspace: OpenWorkspace, host: Host, wish: Wish): string {
  const said = readyToFile(workspace.desk, wish.report, wish.release);
  return host.tasks.start({
    kind: "export",
    subject: said.title,
    measure: "bytes",
    work: async (progress, step) => ({ kind: "export", export: await exportNow(workspace, host, wish, said, progress, step) }),
  });
}

/** Title of what is filed, the 说明 that go with it, and who releases it besides who works here. */
export type Said = Readonly<{
  title: Exported["title"];
  explanations: Readonly<Record<string, string>>;
  releaser: string | undefined;
}>;

async function exportNow(
  { desk, papers }: OpenWorkspace,
  host: Host,
  wish: Wish,
  said: Said,
  progress: Progress,
  step: (step: Task["step"]) => void,
): Promise<Exported> {
  const filed = fileReport(desk, wish.report, wish.reason, said);
  step("writing");
  const written = await exportHandIn(
    desk,
    papers,
    {
      folder: wish.folder,
      plain: wish.options.plain,
      full: wish.options.full,
      recordsOnly: wish.options.recordsOnly === true,
      withoutLost: wish.options.withoutLost === true,
    },
    progress,
  );
  forgetExplanations(desk, wish.report);
  host.changes.ring("records");
  const media = countMedia(desk.store.projected(desk.store.facts().unit).flatMap((record) => [...attachmentsOf(record.value)]));
  return {
    title: said.title,
    bundleNumber: written.number,
    bundleId: written.bundleId,
    folder: wish.folder,
    files: [{ name: basename(written.path), sizeBytes: written.sizeBytes }],
    records: filed.contentCount,
    media,
    leftOut: written.leftOut,
    lostMedia: written.lostMedia,
    readBack: true,
    readFrom: written.readFrom,
    exportedAtMs: desk.world.nowMs(),
  };
}
