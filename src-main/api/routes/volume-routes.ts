// 分卷: a hand-in is planned, then written drive by drive; what has not arrived, at both ends.
import { Problem } from "../../domain/problem.ts";
import { askedVolumes } from "../../usecases/asked-volumes.ts";
import type { Desk } from "../../usecases/desk.ts";
import { dropParked } from "../../usecases/drop-volumes.ts";
import { forgetExplanations } from "../../usecases/explanations.ts";
import { planHandIn } from "../../usecases/export-hand-in.ts";
import {
  giveUpVolumes,
  resumeVolumes,
  unfinishedVolumes,
  writeVolumes,
  type VolumeExport,
  type VolumeState,
} from "../../usecases/export-volumes.ts";
import { missingOf } from "../../usecases/missing.ts";
import { readBackBundle } from "../../usecases/read-back.ts";
import type { Procedures } from "../base.ts";
import type { ProblemData } from "../contract/parts.ts";
import type { MissingOfUnitView, VolumePlan } from "../contract/volumes.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { fileReport, readyToFile, type ReleaseWish } from "./hand-in-routes.ts";

/** Plans whose first volume may still have to be written; they end with the program or with the next plan. */
type Standing = Map<number, VolumeExport>;

export function volumeRoutes({ at, host }: Procedures) {
  const standing = new WeakMap<Desk, Standing>();
  const standingAt = (desk: Desk): Standing => {
    const known = standing.get(desk) ?? new Map<number, VolumeExport>();
    standing.set(desk, known);
    return known;
  };
  return {
    unfinished: at.volumes.unfinished.handler(({ context }) => unfinishedVolumes(context.workspace.desk).map(planView)),
    begin: at.volumes.begin.handler(({ input, context }) => ({
      task: startPlan(context.workspace, host, standingAt(context.workspace.desk), input),
    })),
    plan: at.volumes.plan.handler(({ input, context }) => {
      const { desk } = context.workspace;
      const plan = desk.store.plans().find((one) => one.number === input.number);
      if (plan === undefined) throw new Problem("volume-plan-none", {});
      return planView(plan);
    }),
    write: at.volumes.write.handler(({ input, context }) => ({
      task: startWrite(context.workspace.desk, host, standingAt(context.workspace.desk), {
        ...input,
        folder: host.admitTarget(input.folder),
      }),
    })),
    giveUp: at.volumes.giveUp.handler(async ({ input, context }) => {
      const { desk } = context.workspace;
      const open = standingAt(desk).get(input.number);
      standingAt(desk).delete(input.number);
      await open?.close();
      if (open === undefined || unfinishedVolumes(desk).some((plan) => plan.number === input.number))
        giveUpVolumes(desk, input.number);
      host.changes.ring("records");
      return { ok: true as const };
    }),
    missing: at.volumes.missing.handler(({ context }) => missingViews(context.workspace.desk)),
    dropParked: at.volumes.dropParked.handler(async ({ input, context }) => {
      await dropParked(context.workspace.desk, input.bundle);
      host.changes.ring("imports");
      return { ok: true as const };
    }),
    asked: at.volumes.asked.handler(({ context }) =>
      askedVolumes(context.workspace.desk).map(({ number, volumes }) => ({ number, volumes: [...volumes] })),
    ),
  };
}

type Wish = Readonly<{
  report: string | null;
  reason?: string | undefined;
  options: Readonly<{ full: boolean; plain: boolean; recordsOnly?: boolean | undefined; withoutLost?: boolean | undefined }>;
  limitBytes: number;
  release?: ReleaseWish | undefined;
}>;

const SENT_AGAIN = { zh: "补报", en: "Send again" } as const;

/** @throws {Problem} `hand-in-blocked` before anything is written */
function startPlan({ desk, papers }: OpenWorkspace, host: Host, standing: Standing, wish: Wish): string {
  const said = wish.report === null ? undefined : readyToFile(desk, wish.report, wish.release);
  return host.tasks.start({
    kind: "export",
    subject: said?.title ?? SENT_AGAIN,
    measure: "bytes",
    work: async (progress) => {
      for (const [number, open] of standing) {
        standing.delete(number);
        await open.close();
      }
      if (said !== undefined && wish.report !== null) fileReport(desk, wish.report, wish.reason, said);
      const { plain, full, recordsOnly, withoutLost } = wish.options;
      const choice = {
        plain,
        full,
        recordsOnly: recordsOnly === true,
        withoutLost: withoutLost === true,
        missing: wish.report === null,
      };
      const open = await planHandIn(desk, papers, choice, wish.limitBytes, progress);
      if (wish.report !== null) forgetExplanations(desk, wish.report);
      standing.set(open.number, open);
      host.changes.ring("records");
      return { kind: "volumes", plan: viewOf(open), folder: null, written: [], stopped: null };
    },
  });
}

type Order = Readonly<{ number: number; folder: string; most?: number | undefined }>;

function startWrite(desk: Desk, host: Host, standing: Standing, { number, folder, most }: Order): string {
  return host.tasks.start({
    kind: "export",
    subject: { zh: `第${number}包`, en: `bundle ${number}` },
    measure: "bytes",
    work: async (progress, step) => {
      const open = standing.get(number) ?? (await resumeVolumes(desk, number));
      standing.set(number, open);
      const readBack = async (path: string) => {
        step("reading-back");
        await readBackBundle(desk, path, { report: () => undefined, signal: progress.signal });
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

async function settle(standing: Standing, number: number): Promise<void> {
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

function missingViews(desk: Desk): MissingOfUnitView[] {
  return missingOf(desk).map(({ unit, unitName, bundles, files }) => ({
    unit,
    unitName,
    bundles: bundles.map((bundle) => ({ ...bundle, arrived: [...bundle.arrived], missing: [...bundle.missing] })),
    files: files.slice(0, MOST_FILES).map(({ occurred: _occurred, ...file }) => ({ ...file, volumes: [...file.volumes] })),
    fileCount: files.length,
  }));
}
