// Trust between a county and its units: always by a code that a person types. No answer holds the value to be typed.
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { keyCode } from "../../domain/trust/key-code.ts";
import { unitWord } from "../../domain/bundle/bundle-names.ts";
import { Problem } from "../../domain/problem.ts";
import { currentCampaign } from "../../usecases/receiving/bundles/adopt-campaign.ts";
import { UNWATCHED, type Workspace, type Needs } from "../../usecases/workspace.ts";
import { approveEnrolment, requestEnrolment, type EnrolNeeds } from "../../usecases/trust/enrol.ts";
import { importBundle } from "../../usecases/receiving/bundles/import-bundle.ts";
import { keyOfPc, knownPcs, type KnownPc } from "../../usecases/trust/known-pcs.ts";
import { matchesCode } from "../../usecases/trust/match-code.ts";
import { refuseEnrolment } from "../../usecases/trust/refuse-enrolment.ts";
import { revokeKey } from "../../usecases/trust/revoke-key.ts";
import { rootDoubts } from "../../usecases/trust/root-doubts.ts";
import { trustedSigners } from "../../usecases/trust/trusted-signers.ts";
import { inspectPack, packCampaign, trustRoot, type TrustRootNeeds } from "../../usecases/trust/trust-root.ts";
import type { Procedures } from "../base.ts";
import type { EnrolmentRequest, InspectedPack, TrustStateView } from "./contract.ts";
import type { Host } from "../host.ts";
import { sourcePath } from "../drafts/routes.ts";
import { trustState } from "../../usecases/trust/trust-state.ts";
import { unitName } from "../../usecases/campaign.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { ExportReader } from "../../usecases/ports/store/exports.ts";
import type { ImportReader } from "../../usecases/ports/store/imports.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";

type TrustRoutesNeeds = EnrolNeeds & Needs<FactReader, "campaign" | "world">;

type TrustRoutesReads = Needs<
  ExportReader & FactReader & ImportReader & RecordReader & TrustReader,
  "campaign" | "fingerprint" | "world"
>;

export function trustRoutes({ at, host }: Procedures) {
  /** Packs that were looked at in this run, by handle. */
  const looked = new Map<string, Readonly<{ path: string; state: InspectedPack["state"] }>>();
  return {
    standing: at.trust.standing.handler(({ context }) => trustStateOf(context.workspace.ws)),
    inspectPack: at.trust.inspectPack.handler(async ({ input, context }) => {
      const { ws } = context.workspace;
      const path = await sourcePath(host, input.source);
      const pack = await inspectPack(ws, path, UNWATCHED);
      const handle = ws.world.uuid();
      looked.set(handle, { path, state: pack.state });
      const { state, ...claims } = pack;
      return { pack: handle, fileName: input.name, claims, state };
    }),
    takePack: at.trust.takePack.handler(async ({ input, context }) => {
      const { ws } = context.workspace;
      const pack = looked.get(input.pack);
      if (pack === undefined) throw new Problem("preview-unknown", {});
      const asksCode = pack.state === "needs-code" || pack.state === "foreign" || input.code !== null;
      if (asksCode) await trustRoot(ws, pack.path, input.code ?? "", UNWATCHED, input.replace === true);
      else await importBundle(ws, pack.path, { means: "usb" }, UNWATCHED);
      host.changes.ring("trust", "campaign", "records", "session");
      return trustStateOf(ws);
    }),
    exportRequest: at.trust.exportRequest.handler(({ input, context }) => ({
      task: startRequest(context.workspace.ws, host, host.admitTarget(input.folder)),
    })),
  };
}

function trustStateOf(ws: TrustRoutesReads): TrustStateView {
  const facts = ws.store.facts();
  const pinnedAt = ws.store.rootPinnedMs() ?? ws.store.imports().find((row) => row.purpose === "pack")?.readMs;
  return {
    pinned:
      facts.root === null
        ? null
        : {
            county: ws.campaign().committee.office,
            atMs: pinnedAt ?? ws.world.nowMs(),
            campaignVersion: currentCampaign(ws)?.version ?? ws.campaign().version,
          },
    enrolment: trustState(ws).enrolment,
    doubts: doubtsOf(ws),
    ownCode: keyCode(ws.fingerprint(facts.selfKey)),
    device: facts.device,
  };
}

function doubtsOf(ws: Needs<TrustReader>): TrustStateView["doubts"] {
  const { disputed, claimants } = rootDoubts(ws);
  return { disputed, claimants: [...claimants] };
}

function requestName(ws: Needs<FactReader, "campaign">, day: string): string {
  const { unit } = ws.store.facts();
  return `${unitWord({ code: unit, name: unitName(ws, unit) })}-核准申请-${day}`;
}

function startRequest(ws: TrustRoutesNeeds, host: Host, folder: string): string {
  const day = formatLocalDateTime(ws.world.nowMs(), ws.campaign().calendar.offsetMinutes).replace(/\D/g, "").slice(0, 12);
  return host.tasks.start({
    kind: "request",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const written = await requestEnrolment(ws, { folder, baseName: requestName(ws, day) }, progress);
      host.changes.ring("trust", "session", "records");
      const { liaison } = written;
      const files = [written, ...(liaison.sent === null ? [] : [liaison.sent])];
      return {
        kind: "request",
        folder,
        files: files.map(({ path, sizeBytes }) => ({ name: nameOf(path), sizeBytes })),
        liaison: liaison.sent === null ? liaison.why : "sent",
      };
    },
  });
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

export function enrolmentRoutes({ at, host }: Procedures) {
  return {
    list: at.enrolment.list.handler(({ context }) => {
      const { ws } = context.workspace;
      return knownPcs(ws).map((pc) => requestView(ws, pc));
    }),
    approve: at.enrolment.approve.handler(({ input, context }) => {
      const { ws } = context.workspace;
      const key = keyOfPc(ws, input.request);
      if (!matchesCode(ws, key, input.code)) throw new Problem("key-code-unmatched", {});
      const { replaces } = input;
      const { released } = approveEnrolment(ws, input.code, {
        asCounty: input.asCounty === true,
        ...(replaces !== undefined && {
          replaces: {
            key: keyOfPc(ws, replaces.request),
            reason: replaces.reason,
            ...(replaces.sinceMs !== null && { sinceMs: replaces.sinceMs }),
          },
        }),
      });
      host.changes.ring("trust", "records");
      return { entries: released };
    }),
    revoke: at.enrolment.revoke.handler(({ input, context }) => {
      const { ws } = context.workspace;
      const code = keyCode(ws.fingerprint(keyOfPc(ws, input.request)));
      const { cut } = revokeKey(ws, code, { reason: input.reason, ...(input.sinceMs !== null && { sinceMs: input.sinceMs }) });
      host.changes.ring("trust", "records");
      return { entries: cut };
    }),
    refuse: at.enrolment.refuse.handler(({ input, context }) => {
      const { ws } = context.workspace;
      refuseEnrolment(ws, keyOfPc(ws, input.request), input.reason);
      host.changes.ring("trust", "records");
      return { ok: true as const };
    }),
    signers: at.enrolment.signers.handler(({ context }) => {
      const { ws } = context.workspace;
      const text = ws.bundles.signersFile(trustedSigners(ws));
      return { url: host.offerDownload("allowed_signers", "text/plain", Buffer.from(text, "utf8")) };
    }),
    exportPack: at.enrolment.exportPack.handler(({ input, context }) => ({
      task: startPack(context.workspace.ws, host, host.admitTarget(input.folder), input.unit),
    })),
    ownCode: at.enrolment.ownCode.handler(({ context }) => ({
      code: keyCode(context.workspace.ws.fingerprint(context.workspace.ws.store.facts().selfKey)),
    })),
  };
}

function requestView(ws: Pick<Workspace, "campaign">, { handle, arrivedMs, ...pc }: KnownPc): EnrolmentRequest {
  return { request: handle, unitName: unitName(ws, pc.unit), arrivedAtMs: arrivedMs, decidedAtMs: null, ...pc };
}

function startPack(ws: TrustRootNeeds, host: Host, folder: string, unit: string | undefined): string {
  return host.tasks.start({
    kind: "pack",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const written = await packCampaign(ws, folder, unit, progress);
      host.changes.ring("records");
      return { kind: "pack", folder, files: [{ name: nameOf(written.path), sizeBytes: written.sizeBytes }] };
    },
  });
}
