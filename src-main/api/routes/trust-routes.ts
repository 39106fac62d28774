// Trust between a county and its units: always by a code that a person types. No answer holds the value to be typed.
import { isOver, keyState } from "../../domain/key-state.ts";
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import { keyCode } from "../../domain/key-code.ts";
import { unitWord } from "../../domain/bundle-names.ts";
import { Problem } from "../../domain/problem.ts";
import { currentCampaign } from "../../usecases/adopt-campaign.ts";
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import { approveEnrolment, requestEnrolment, unaskedKeys } from "../../usecases/enrol.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { importBundle } from "../../usecases/import-bundle.ts";
import { keyHandle } from "../../usecases/quarantine.ts";
import { matchesCode } from "../../usecases/match-code.ts";
import { refusalOf, refuseEnrolment } from "../../usecases/refuse-enrolment.ts";
import { revokeKey } from "../../usecases/revoke-key.ts";
import { rootDoubts } from "../../usecases/root-doubts.ts";
import { trustedSigners } from "../../usecases/trusted-signers.ts";
import { inspectPack, packCampaign, trustRoot } from "../../usecases/trust-root.ts";
import type { Procedures } from "../base.ts";
import type { EnrolmentRequest, InspectedPack, Standing } from "../contract/trust.ts";
import type { Host } from "../host.ts";
import { sourcePath } from "./draft-routes.ts";
import { trustOf } from "./session-routes.ts";

export function trustRoutes({ at, host }: Procedures) {
  /** Packs that were looked at in this run, by handle. */
  const looked = new Map<string, Readonly<{ path: string; state: InspectedPack["state"] }>>();
  return {
    standing: at.trust.standing.handler(({ context }) => standingOf(context.workspace.desk)),
    inspectPack: at.trust.inspectPack.handler(async ({ input, context }) => {
      const { desk } = context.workspace;
      const path = await sourcePath(host, input.source);
      const pack = await inspectPack(desk, path, UNWATCHED);
      const handle = desk.world.uuid();
      looked.set(handle, { path, state: pack.state });
      const { state, ...claims } = pack;
      return { pack: handle, fileName: input.name, claims, state };
    }),
    takePack: at.trust.takePack.handler(async ({ input, context }) => {
      const { desk } = context.workspace;
      const pack = looked.get(input.pack);
      if (pack === undefined) throw new Problem("preview-unknown", {});
      const asksCode = pack.state === "needs-code" || pack.state === "foreign" || input.code !== null;
      if (asksCode) await trustRoot(desk, pack.path, input.code ?? "", UNWATCHED, input.replace === true);
      else await importBundle(desk, pack.path, { means: "usb" }, UNWATCHED);
      host.changes.ring("trust", "campaign", "records", "session");
      return standingOf(desk);
    }),
    exportRequest: at.trust.exportRequest.handler(({ input, context }) => ({
      task: startRequest(context.workspace.desk, host, host.admitTarget(input.folder)),
    })),
  };
}

function standingOf(desk: Desk): Standing {
  const facts = desk.store.facts();
  const pinnedAt = desk.store.rootPinnedMs() ?? desk.store.imports().find((row) => row.purpose === "pack")?.readMs;
  return {
    pinned:
      facts.root === null
        ? null
        : {
            county: desk.campaign().committee.office,
            atMs: pinnedAt ?? desk.world.nowMs(),
            campaignVersion: currentCampaign(desk)?.version ?? desk.campaign().version,
          },
    enrolment: trustOf(desk).enrolment,
    doubts: doubtsOf(desk),
    ownCode: keyCode(desk.fingerprint(facts.selfKey)),
    device: facts.device,
  };
}

function doubtsOf(desk: Desk): Standing["doubts"] {
  const { disputed, claimants } = rootDoubts(desk);
  return { disputed, claimants: [...claimants] };
}

function requestName(desk: Desk, day: string): string {
  const { unit } = desk.store.facts();
  return `${unitWord({ code: unit, name: unitName(desk, unit) })}-核准申请-${day}`;
}

function startRequest(desk: Desk, host: Host, folder: string): string {
  const day = formatLocalDateTime(desk.world.nowMs(), desk.campaign().calendar.offsetMinutes).replace(/\D/g, "").slice(0, 12);
  return host.tasks.start({
    kind: "request",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const written = await requestEnrolment(desk, { folder, baseName: requestName(desk, day) }, progress);
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
    list: at.enrolment.list.handler(({ context }) => requestsOf(context.workspace.desk)),
    approve: at.enrolment.approve.handler(({ input, context }) => {
      const { desk } = context.workspace;
      const key = keyOfRequest(desk, input.request);
      if (!matchesCode(desk, key, input.code)) throw new Problem("key-code-unmatched", {});
      const { replaces } = input;
      const { released } = approveEnrolment(desk, input.code, {
        asCounty: input.asCounty === true,
        ...(replaces !== undefined && {
          replaces: {
            key: keyOfRequest(desk, replaces.request),
            reason: replaces.reason,
            ...(replaces.sinceMs !== null && { sinceMs: replaces.sinceMs }),
          },
        }),
      });
      host.changes.ring("trust", "records");
      return { entries: released };
    }),
    revoke: at.enrolment.revoke.handler(({ input, context }) => {
      const { desk } = context.workspace;
      const code = keyCode(desk.fingerprint(keyOfRequest(desk, input.request)));
      const { cut } = revokeKey(desk, code, { reason: input.reason, ...(input.sinceMs !== null && { sinceMs: input.sinceMs }) });
      host.changes.ring("trust", "records");
      return { entries: cut };
    }),
    refuse: at.enrolment.refuse.handler(({ input, context }) => {
      const { desk } = context.workspace;
      refuseEnrolment(desk, keyOfRequest(desk, input.request), input.reason);
      host.changes.ring("trust", "records");
      return { ok: true as const };
    }),
    signers: at.enrolment.signers.handler(({ context }) => {
      const { desk } = context.workspace;
      const text = desk.bundles.signersFile(trustedSigners(desk));
      return { url: host.offerDownload("allowed_signers", "text/plain", Buffer.from(text, "utf8")) };
    }),
    exportPack: at.enrolment.exportPack.handler(({ input, context }) => ({
      task: startPack(context.workspace.desk, host, host.admitTarget(input.folder), input.unit),
    })),
    ownCode: at.enrolment.ownCode.handler(({ context }) => ({
      code: keyCode(context.workspace.desk.fingerprint(context.workspace.desk.store.facts().selfKey)),
    })),
  };
}

/** @throws {Problem} `request-unknown` */
function keyOfRequest(desk: Desk, handle: string): string {
  const keys = [...desk.store.pendingRequests().map((request) => request.key), ...desk.store.authority().grants.keys()];
  const key = keys.find((candidate) => keyHandle(desk, candidate) === handle);
  if (key === undefined) throw new Problem("request-unknown", {});
  return key;
}

function requestsOf(desk: Desk): EnrolmentRequest[] {
  const { selfKey } = desk.store.facts();
  const grants = [...desk.store.authority().grants].filter(
    ([key, grant]) => grant.role !== "root" && key !== selfKey && grant.device !== "",
  );
  const requests = desk.store.pendingRequests();
  const others = (unit: string, own?: string) =>
    grants.filter(([key, grant]) => grant.unit === unit && keyState(grant) === "in-force" && key !== own).length;
  const name = (unit: string) => ({ unit, unitName: unitName(desk, unit), decidedAtMs: null });
  const waiting = requests.map(({ key, unit, role, device, quarantined, arrivedMs }) => ({
    ...name(unit),
    request: keyHandle(desk, key),
    role,
    device,
    arrivedAtMs: arrivedMs,
    ...stateOfRequest(desk, unit, key),
    waitingEntries: quarantined,
    otherDevices: others(unit),
  }));
  const unasked = unaskedKeys(desk, new Set(requests.map(({ key }) => key))).map(({ key, unit, entries, sinceMs }) => ({
    ...name(unit),
    request: keyHandle(desk, key),
    role: "unit" as const,
    device: "",
    arrivedAtMs: sinceMs,
    state: "unasked" as const,
    reason: null,
    waitingEntries: entries,
    otherDevices: others(unit),
  }));
  const decided = grants.map(([key, grant]) => ({
    ...name(grant.unit),
    request: keyHandle(desk, key),
    role: grant.role === "unit" ? ("unit" as const) : ("county" as const),
    device: grant.device,
    arrivedAtMs: firstHeard(desk, key),
    state: isOver(grant) ? ("revoked" as const) : ("approved" as const),
    reason: null,
    waitingEntries: 0,
    otherDevices: others(grant.unit, key),
  }));
  return [...waiting, ...unasked, ...decided];
}

/** When the first bundle of a PC came to the office. */
function firstHeard(desk: Desk, key: string): number | null {
  return desk.store.deliveries().find((row) => row.signer === key)?.readMs ?? null;
}

function stateOfRequest(desk: Desk, unit: string, key: string): Pick<EnrolmentRequest, "state" | "reason"> {
  const reason = refusalOf(desk, unit, key);
  return reason === undefined ? { state: "waiting", reason: null } : { state: "refused", reason };
}

function startPack(desk: Desk, host: Host, folder: string, unit: string | undefined): string {
  return host.tasks.start({
    kind: "pack",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const written = await packCampaign(desk, folder, unit, progress);
      return { kind: "pack", folder, files: [{ name: nameOf(written.path), sizeBytes: written.sizeBytes }] };
    },
  });
}
