// 分卷: a hand-in is planned, then written drive by drive; what has not arrived, at both ends.
import { Problem } from "../../domain/problem.ts";
import { askedVolumes } from "../../usecases/sending/choose/asked-volumes.ts";
import { dropParked } from "../../usecases/receiving/volumes/drop-volumes.ts";
import { forgetExplanations } from "../../usecases/hand-in/explanations.ts";
import { planHandIn } from "../../usecases/hand-in/export-hand-in.ts";
import {
  giveUpVolumes,
  resumeVolumes,
  unfinishedVolumes,
  writeVolumes,
  type VolumeExport,
  type VolumeState,
  type ExportVolumesNeeds,
} from "../../usecases/sending/write/export-volumes.ts";
import { missingOf, type MissingNeeds } from "../../usecases/receipts/missing.ts";
import { readBackBundle } from "../../usecases/sending/drive/read-back.ts";
import type { Procedures } from "../base.ts";
import type { ProblemData } from "../contract-parts.ts";
import type { ExportOptions } from "../hand-in/contract.ts";
import type { MissingOfUnitView, VolumePlan } from "./contract.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { fileReport, readyToFile, type Releasing } from "../../usecases/hand-in/ready-to-file.ts";

/** Plans whose first volume may still have to be written; they end with the program or with the next plan. */
type OpenPlans = Map<number, VolumeExport>;

export function volumeRoutes({ at, host }: Procedures) {
  const openPlans = new WeakMap<object, OpenPlans>();
  const openPlansAt = (ws: object): OpenPlans => {
    const known = openPlans.get(ws) ?? new Map<number, VolumeExport>();
    openPlans.set(ws, known);
    return known;
  };
  return {
    unfinished: at.volumes.unfinished.handler(({ context }) => unfinishedVolumes(context.workspace.ws).map(planView)),
    begin: at.volumes.begin.handler(({ input, context }) => ({
      task: startPlan(context.workspace, host, openPlansAt(context.workspace.ws), input),
    })),
    plan: at.volumes.plan.handler(({ input, context }) => {
      const { ws } = context.workspace;
      const plan = ws.store.plans().find((one) => one.number === input.number);
      if (plan === undefined) throw new Problem("volume-plan-none", {});
      return planView(plan);
    }),
    write: at.volumes.write.handler(({ input, context }) => ({
      task: startWrite(context.workspace.ws, host, openPlansAt(context.workspace.ws), {
        ...input,
        folder: host.admitTarget(input.folder),
      }),
    })),
    giveUp: at.volumes.giveUp.handler(async ({ input, context }) => {
      const { ws } = context.workspace;
      const open = openPlansAt(ws).get(input.number);
      openPlansAt(ws).delete(input.number);
      await open?.close();
      if (open === undefined || unfinishedVolumes(ws).some((plan) => plan.number === input.number))
        giveUpVolumes(ws, input.number);
      host.changes.ring("records");
      return { ok: true as const };
    }),
    missing: at.volumes.missing.handler(({ context }) => missingViews(context.workspace.ws)),
    dropParked: at.volumes.dropParked.handler(async ({ input, context }) => {
      await dropParked(context.workspace.ws, input.bundle);
      host.changes.ring("imports");
      return { ok: true as const };
    }),
    asked: at.volumes.asked.handler(({ context }) =>
      askedVolumes(context.workspace.ws).map(({ number, volumes }) => ({ number, volumes: [...volumes] })),
    ),
  };
}

type Request = Readonly<{
  report: string | null;
  reason?: string | undefined;
  options: ExportOptions;
  limitBytes: number;
  release?: Releasing | undefined;
}>;

const SENT_AGAIN = { zh: "补报", en: "Send again" } as const;

/** @throws {Problem} `hand-in-blocked` before anything is written */
function startPlan({ ws, papers }: OpenWorkspace, host: Host, standing: OpenPlans, request: Request): string {
  const ready = request.report === null ? undefined : readyToFile(ws, request.report, request.release);
  return host.tasks.start({
    kind: "export",
    subject: ready?.title ?? SENT_AGAIN,
    measure: "bytes",
    work: async (progress) => {
      for (const [number, open] of standing) {
        standing.delete(number);
        await open.close();
      }
      if (ready !== undefined) fileReport(ws, ready, request.reason);
      const { plain, full, recordsOnly, small, withoutLost } = request.options;
      const choice = {
        plain,
        full,
        recordsOnly: recordsOnly === true,
        small: small === true,
        withoutLost: withoutLost === true,
        missing: request.report === null,
      };
      const open = await planHandIn(ws, papers, choice, request.limitBytes, progress);
      if (ready !== undefined) forgetExplanations(ws, ready.report);
      standing.set(open.number, open);
      host.changes.ring("records");
      return { kind: "volumes", plan: viewOf(open), folder: null, written: [], stopped: null };
    },
  });
}

type Order = Readonly<{ number: number; folder: string; most?: number | undefined }>;

function startWrite(ws: ExportVolumesNeeds, host: Host, standing: OpenPlans, { number, folder, most }: Order): string {
  return host.tasks.start({
    kind: "export",
    subject: { zh: `第${number}包`, en: `bundle ${number}` },
    measure: "bytes",
    work: async (progress, step) => {
      const open = standing.get(number) ?? (await resumeVolumes(ws, number));
      standing.set(number, open);
      const readBack = async (path: string) => {
        step("reading-back");
        await readBackBundle(ws, path, { report: () => undefined, signal: progress.signal });
        step("writing");
      };
      step("writing");
      try {
        const { files, stopped } = await writeVolumes(open, folder, progress, { most }, readBack);
        const left = open.volumes().some((one) => one.writtenMs === null);
        if (!left) await settle(standing, number);
        return {
          kind: "volumes",
          plan: viewOf(open),
          folder,
          written: files.map((file) => file.volume),
          stopped: stopped === undefined ? null : dataOf(stopped),
        };
      } finally {
        host.changes.ring("records");
      }
    },
  });
}

async function settle(standing: OpenPlans, number: number): Promise<void> {
  const open = standing.get(number);
  standing.delete(number);
  await open?.close();
}

function dataOf(problem: Problem): ProblemData {
  return { code: problem.code, details: { ...problem.details } };
}

type Planned = Readonly<{ number: number; bundleId: string; volumes: readonly VolumeState[] }>;

function viewOf(open: VolumeExport): VolumePlan {
  return planOf({ number: open.number, bundleId: open.bundleId, volumes: open.volumes() });
}

function planView({ number, bundle, volumes }: ReturnType<typeof unfinishedVolumes>[number]): VolumePlan {
  return planOf({ number, bundleId: bundle, volumes });
}

function planOf({ number, bundleId, volumes }: Planned): VolumePlan {
  return {
    number,
    bundleId,
    volumes: volumes.map(({ number: volume, fileName, sizeBytes, writtenMs }) => ({
      number: volume,
      fileName,
      sizeBytes,
      written: writtenMs !== null,
    })),
  };
}

/** Files that a screen lists of a unit. */
const MOST_FILES = 200;

function missingViews(ws: MissingNeeds): MissingOfUnitView[] {
  return missingOf(ws).map(({ unit, unitName, bundles, files }) => ({
    unit,
    unitName,
    bundles: bundles.map((bundle) => ({ ...bundle, arrived: [...bundle.arrived], missing: [...bundle.missing] })),
    files: files.slice(0, MOST_FILES).map(({ occurred: _occurred, ...file }) => ({ ...file, volumes: [...file.volumes] })),
    fileCount: files.length,
  }));
}
