// The first start, unlocking, and the frame's facts.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { Campaign } from "../../domain/campaign/schema.ts";
import { Problem } from "../../domain/problem.ts";
import { officeStanding } from "../../usecases/county-pcs.ts";
import type { Desk } from "../../usecases/desk.ts";
import { lastReceipt } from "../../usecases/last-receipt.ts";
import { conflictingRecords } from "../../usecases/list-conflicts.ts";
import { buildMatrix } from "../../usecases/obligations.ts";
import { listPeople, renewPcKey } from "../../usecases/people.ts";
import { waitingRequests } from "../../usecases/refuse-enrolment.ts";
import { returnedRecords } from "../../usecases/returned-records.ts";
import type { Procedures } from "../base.ts";
import type { Frame, Ready, SessionState, UnitChoice } from "../contract/session.ts";
import type { Beginning, Host, OpenWorkspace, Trouble } from "../host.ts";
import type { Change } from "../session-view.ts";
import { untilQuiet } from "../tasks.ts";
import { cardOf } from "../views/recovery-card.ts";
import { sourcePath } from "./draft-routes.ts";
import { startRebuild, startRestore, type CardShelf } from "./recovery-tasks.ts";

export function sessionRoutes({ open, inside, at, host }: Procedures) {
  const cards: CardShelf = new Map();
  return {
    state: open.session.state.handler(() => sessionState(host)),
    units: open.session.units.handler(({ input }) => unitChoices(campaignNamed(host, input.campaign))),
    beginUnit: open.session.beginUnit.handler(({ input }) =>
      beginUnit(host, { role: "unit", unit: input.unit, ...beginning(input) }),
    ),
    beginCounty: open.session.beginCounty.handler(async ({ input }) => {
      await host.begin({ role: "county", ...beginning(input), ...(input.join === true && { join: true }) });
      host.changes.ring("session");
      return { ok: true as const };
    }),
    ...outsideRoutes({ open, inside, at, host }),
    restore: open.session.restore.handler(({ input }) => ({ task: startRestore(host, () => sourcePath(host, input.file)) })),
    rebuild: open.session.rebuild.handler(({ input }) => ({ task: startRebuild(host, cards, input) })),
    rebuiltCard: at.session.rebuiltCard.handler(({ input }) => {
      const card = cards.get(input.task);
      cards.delete(input.task);
      return card === undefined ? null : cardOf(host, card);
    }),
    beginDemo: open.session.beginDemo.handler(({ input }) => ({ task: startDemo(host, input.role) })),
    unlock: open.session.unlock.handler(({ input }) => {
      host.unlock(input.person, input.pin);
      host.changes.ring("session");
      return { ok: true as const };
    }),
    renewKey: open.session.renewKey.handler(async ({ input }) => {
      const stage = host.stage();
      if (stage.stage !== "locked") throw new Problem("workspace-not-found", { path: "" });
      await untilQuiet(host.tasks); // a task that was begun before the lock keeps the key that it began with
      await renewPcKey(stage.workspace.desk, input.person, input.pin);
      host.unlock(input.person, input.pin);
      host.changes.ring("session", "trust");
      return { ok: true as const };
    }),
    lock: open.session.lock.handler(() => {
      host.lock();
      host.changes.ring("session");
      return { ok: true as const };
    }),
    frame: at.session.frame.handler(({ context }) => frameOf(context.workspace.desk)),
    changes: open.session.changes.handler(async function* ({ signal }) {
      yield* host.changes.heard(signal);
    }),
  };
}

/** What is wrong with the workspace of this PC, and what came from outside: both before there is anything to work in. */
function outsideRoutes({ open, inside, host }: Procedures) {
  const done = (...areas: Change["areas"]) => {
    host.changes.ring(...areas);
    return { ok: true as const };
  };
  return {
    retry: open.session.retry.handler(async () => {
      await host.retry();
      return done("session");
    }),
    waysOut: inside.session.waysOut.handler(async () => {
      const { copies, others } = await host.waysOut();
      return { copies: [...copies], others: [...others] };
    }),
    openOther: inside.session.openOther.handler(async ({ input }) => {
      await host.openOther(input.name);
      return done("session");
    }),
    restoreCopy: inside.session.restoreCopy.handler(({ input }) => ({
      task: startRestore(host, () => host.keptCopy(input.name)),
    })),
    opened: inside.session.opened.handler(() => host.opened.peek() ?? null),
    openedDone: inside.session.openedDone.handler(({ input }) => {
      host.opened.done(input.id);
      return done("opened");
    }),
  };
}

function sessionState(host: Host): SessionState {
  const stage = host.stage();
  if (stage.stage === "first-start") return { stage: "first-start", ...beginningFacts(host) };
  if (stage.stage === "troubled") return { stage: "troubled", ...beginningFacts(host), problem: problemView(stage.problem) };
  const place = placeOf(stage.workspace);
  const { desk } = stage.workspace;
  const people = listPeople(desk).filter((one) => one.here);
  const views = people.map(({ person, name }) => ({ id: person, name }));
  const working = { id: desk.store.facts().person, name: people.find((one) => one.working)?.name ?? "" };
  if (stage.stage === "ready") return { ...place, stage: "ready", person: working, trust: trustOf(desk) };
  const mayRenew = desk.store.facts().root !== desk.store.facts().selfKey;
  const last = views.some(({ id }) => id === working.id) ? working.id : (views[0]?.id ?? "");
  return { ...place, stage: "locked", people: views, last, mayRenew, waitMs: desk.keys.waitMs() };
}

/** What can be begun on this PC. */
function beginningFacts(host: Host) {
  const campaigns = host
    .campaigns()
    .map(({ id, campaign }) => ({ id, title: campaign.title, county: campaign.committee.county, builtin: true }));
  return { campaigns, deviceName: host.deviceName, keychain: false };
}

function problemView({ code, details }: Trouble) {
  return { code, details: { ...details } };
}

function placeOf({ desk, demo }: OpenWorkspace): Omit<Ready, "stage" | "person" | "trust"> {
  const facts = desk.store.facts();
  const campaign = desk.campaign();
  const unit = campaign.units.find((candidate) => candidate.code === facts.unit);
  return {
    role: facts.role,
    unit: { code: facts.unit, name: unit?.name ?? facts.unit, kind: unit?.kind ?? "" },
    campaign: {
      id: campaign.id,
      title: campaign.title,
      theme: campaign.notice.theme,
      version: campaign.version,
      ...(campaign.disclaimer && { disclaimer: campaign.disclaimer }),
    },
    device: facts.device,
    demo,
  };
}

/** Where this PC stands with the county; also used by the trust routes. */
export function trustOf(desk: Desk): Ready["trust"] {
  const { root, selfKey, role } = desk.store.facts();
  if (role === "county") return countyTrust(desk);
  const grant = root === null ? undefined : desk.store.authority().grants.get(selfKey);
  const enrolled = desk.store.records({ kind: "enrolment", limit: 10_000 }).records.some((row) => row.value?.["key"] === selfKey);
  // A PC that was restored, or that took a new key, has given its request up with its feeds.
  const requested =
    desk.store.ownFeed("enrolment-request") !== undefined &&
    desk.store.exports().some((row) => row.purpose === "enrolment-request");
  const standing =
    grant !== undefined && grant.cuts.length > 0 ? "revoked" : enrolled ? "approved" : requested ? "requested" : "none";
  return { pinned: root !== null, enrolment: standing };
}

function countyTrust(desk: Desk): Ready["trust"] {
  const standing = officeStanding(desk);
  const asked = desk.store.exports().some((row) => row.purpose === "enrolment-request") ? "requested" : "none";
  if (standing === "unpinned") return { pinned: false, enrolment: asked };
  if (standing === "waiting") return { pinned: true, enrolment: asked };
  return { pinned: true, enrolment: standing === "root" || standing === "second" ? "approved" : "revoked" };
}

/** @throws {Problem} `file-not-found` */
function campaignNamed(host: Host, id: string): Campaign {
  const found = host.campaigns().find((candidate) => candidate.id === id);
  if (found === undefined) throw new Problem("file-not-found", { name: id });
  return found.campaign;
}

function unitChoices(campaign: Campaign): UnitChoice[] {
  const kinds = new Map(campaign.unitKinds.map((kind) => [kind.id, kind]));
  return campaign.units
    .filter((unit) => kinds.get(unit.kind)?.files === true && unit.active !== false)
    .map(({ code, name, kind }) => ({ code, name, kind, kindLabel: kinds.get(kind)?.label ?? { zh: kind, en: kind } }));
}

type Asked = Readonly<{
  campaign: string;
  device: string;
  person: Readonly<{ name: string; post?: string | undefined }>;
  pin: string;
}>;

function beginning({ campaign, device, person, pin }: Asked): Omit<Beginning, "role" | "unit"> {
  return { campaign, device, person: person.name, pin, ...(person.post !== undefined && { post: person.post }) };
}

async function beginUnit(host: Host, wish: Beginning) {
  const identity = await host.begin(wish);
  host.changes.ring("session");
  return cardOf(host, identity ?? "");
}

function startDemo(host: Host, role: "unit" | "county"): string {
  return host.tasks.start({
    kind: "demo",
    subject: null,
    measure: "things",
    work: async (progress, step) => {
      step("drawing");
      await host.beginDemo(role, progress.report);
      host.changes.ring("session");
      return { kind: "demo" };
    },
  });
}

function frameOf(desk: Desk): Frame {
  const { unit, role } = desk.store.facts();
  const receipt = lastReceipt(desk);
  return {
    nowMs: desk.world.nowMs(),
    nextDue: nextDue(desk, role === "unit" ? unit : undefined),
    savedAtMs: lastSaved(desk),
    lastBackups: desk.store.lastBackups(),
    lastReceipt: receipt === undefined ? null : { atMs: receipt.readMs, bundle: receipt.number },
    lastImport: lastImport(desk),
    marks: {
      returned: returnedRecords(desk, role === "unit" ? unit : undefined).length,
      inbox: 0,
      requests: role === "county" ? waitingRequests(desk).length : 0,
      conflicts: conflictingRecords(desk).length,
    },
  };
}

/** The last run of imports, or a bundle that was read by itself. */
function lastImport(desk: Desk): Frame["lastImport"] {
  const last = desk.store.imports().at(-1);
  const [run] = desk.store.runs(1, "all");
  if (last === undefined) return null;
  const isOfRun = run?.items.some((item) => item.taken?.bundle === last.bundle) === true;
  return { atMs: last.readMs, bundles: isOfRun ? run.items.filter((item) => item.state === "done").length : 1 };
}

function nextDue(desk: Desk, unit: string | undefined): Frame["nextDue"] {
  const nowMs = desk.world.nowMs();
  const open = new Set(
    unit === undefined
      ? []
      : buildMatrix(desk)
          .cells.filter((cell) => cell.unit === unit && cell.state === "due")
          .map((cell) => cell.obligation),
  );
  const next = dueObligations(desk.campaign()).find((row) => row.dueAtMs > nowMs && (unit === undefined || open.has(row.id)));
  return next === undefined ? null : { obligation: next.id, title: next.title, dueAtMs: next.dueAtMs };
}

/** An entry's clock may run ahead of this PC's, for it follows what was read in. */
function lastSaved(desk: Desk): number | null {
  const savedMs = desk.store.lastSavedMs();
  return savedMs === null ? null : Math.min(savedMs, desk.world.nowMs());
}
