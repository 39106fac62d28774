// 报送: what goes and what is wrong with it, the export with its read-back, the hand-ins made so far.
import { basename } from "node:path";
import type { Campaign } from "../../domain/campaign/schema.ts";
import type { Statistics } from "../../domain/statistics/figures/compute.ts";
import type { Needs } from "../../usecases/workspace.ts";
import { recordStates } from "../../usecases/duties/review/record-states.ts";
import { assembleHandIn, type AssembleNeeds } from "../../usecases/hand-in/assemble.ts";
import { estimateHandIn } from "../../usecases/hand-in/estimate-size.ts";
import { explain, forgetExplanations } from "../../usecases/hand-in/explanations.ts";
import { exportHandIn } from "../../usecases/hand-in/export-hand-in.ts";
import { pastHandIns } from "../../usecases/hand-in/past-hand-ins.ts";
import { fileReport, readyToFile, type ReadyReport, type Releasing } from "../../usecases/hand-in/ready-to-file.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { RecordView, RecordReader } from "../../usecases/ports/store/records.ts";
import { countOriginals } from "../../usecases/records/originals/count-media.ts";
import type { Person } from "../../usecases/trust/people.ts";
import type { Procedures } from "../base.ts";
import type { Assembled, Exported, ExportOptions } from "./contract.ts";
import type { Task } from "../tasks/contract.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { findingView } from "../views/finding-view.ts";
import { activityRow } from "../views/record-view.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { ReportReader } from "../../usecases/ports/store/reports.ts";

type HandInRoutesNeeds = AssembleNeeds & Needs<FactReader & RecordReader & ReportReader, "campaign">;

type Request = Readonly<{
  report: string;
  reason?: string | undefined;
  folder: string;
  options: ExportOptions;
  release?: Releasing | undefined;
}>;

export function handInRoutes({ at, host }: Procedures) {
  return {
    list: at.handIn.list.handler(({ context }) =>
      pastHandIns(context.workspace.ws).map((one) => ({ ...one, lacking: [...one.lacking] })),
    ),
    holds: at.handIn.holds.handler(({ input, context }) =>
      estimateHandIn(context.workspace.ws, { ...input, recordsOnly: input.recordsOnly === true, small: input.small === true }),
    ),
    assemble: at.handIn.assemble.handler(({ input, context }) => assembledView(context.workspace.ws, input.report)),
    explain: at.handIn.explain.handler(({ input, context }) => {
      explain(context.workspace.ws, input.report, input.findings, input.text);
      host.changes.ring("records");
      return { ok: true as const };
    }),
    export: at.handIn.export.handler(({ input, context }) => ({
      task: startExport(context.workspace, host, { ...input, folder: host.admitTarget(input.folder) }),
    })),
  };
}

/** @throws {Problem} as {@link assembleHandIn} */
function assembledView(ws: HandInRoutesNeeds, report: string): Assembled {
  const made = assembleHandIn(ws, report);
  const { activities, beside, explanations, bundle } = made;
  const counts = Map.groupBy([...activities, ...beside], (record) => record.kind);
  const stateOf = recordStates(ws);
  return {
    report,
    title: made.title,
    period: made.period,
    dueAtMs: made.named.obligation?.dueAtMs ?? null,
    zeroReport: made.zeroReport,
    recorded: made.recorded,
    unwritten: made.unwritten,
    insteadOf: made.insteadOf,
    activities: activities.map((record) => activityRow(ws, record, stateOf)),
    beside: beside.map(besideRow),
    records: [...counts].map(([kind, list]) => ({ kind, count: list.length })),
    sinceBundle: made.sinceBundle,
    figures: figureRows(ws.campaign(), made.figures),
    findings: made.findings.map((found) => findingView(ws, found, explanations)),
    bundle: { number: bundle.number, fileName: bundle.fileName },
    sealing: bundle.encrypted ? "encrypted" : "no-county-key",
    release: releaseView(made.releasers),
    trustWarning: made.trustWarning,
  };
}

function besideRow({ unit, kind, record, title, occurred }: RecordView): Assembled["beside"][number] {
  return { unit, kind, record, title: title ?? "", date: occurred?.slice(0, 10) ?? "" };
}

function figureRows({ indicators }: Campaign, { rows }: Statistics): Assembled["figures"] {
  const labels = new Map(indicators.map((row) => [row.code, row]));
  return rows.flatMap(({ row, period, cumulative }) => {
    const indicator = labels.get(row);
    return indicator === undefined ? [] : [{ row, label: indicator.label, unit: indicator.unit, period, cumulative }];
  });
}

function releaseView(may: readonly Person[]): Assembled["release"] {
  return { own: may.some(({ working }) => working), people: may.map(({ person, name }) => ({ id: person, name })) };
}

function startExport(workspace: OpenWorkspace, host: Host, request: Request): string {
  const ready = readyToFile(workspace.ws, request.report, request.release);
  return host.tasks.start({
    kind: "export",
    subject: ready.title,
    measure: "bytes",
    work: async (progress, step) => ({
      kind: "export",
      export: await exportNow(workspace, host, request, ready, progress, step),
    }),
  });
}

async function exportNow(
  { ws, papers }: OpenWorkspace,
  host: Host,
  request: Request,
  ready: ReadyReport,
  progress: Progress,
  step: (step: Task["step"]) => void,
): Promise<Exported> {
  fileReport(ws, ready, request.reason);
  step("writing");
  const written = await exportHandIn(
    ws,
    papers,
    {
      folder: request.folder,
      plain: request.options.plain,
      full: request.options.full,
      recordsOnly: request.options.recordsOnly === true,
      small: request.options.small === true,
      withoutLost: request.options.withoutLost === true,
    },
    progress,
  );
  forgetExplanations(ws, request.report);
  host.changes.ring("records");
  return {
    title: ready.title,
    bundleNumber: written.number,
    bundleId: written.bundleId,
    folder: request.folder,
    files: [{ name: basename(written.path), sizeBytes: written.sizeBytes }],
    records: written.carried.records,
    media: countOriginals(ws, written.carried.media),
    leftOut: written.leftOut,
    lostMedia: written.lostMedia,
    readBack: true,
    readFrom: written.readFrom,
    exportedAtMs: ws.world.nowMs(),
  };
}
