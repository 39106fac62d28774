// The first start, unlocking, and the frame's facts.
import type { Campaign } from "../../domain/campaign/schema.ts";
import { Problem } from "../../domain/problem.ts";
import { trustState } from "../../usecases/trust/trust-state.ts";
import type { Needs } from "../../usecases/workspace.ts";
import { frameFacts, type FrameNeeds } from "../../usecases/home/frame.ts";
import { listPeople, renewPcKey } from "../../usecases/trust/people.ts";
import type { Procedures } from "../base.ts";
import type { Area, Frame, Ready, SessionState, UnitChoice } from "./contract.ts";
import type { Beginning, Host, OpenWorkspace, Trouble } from "../host.ts";
import { untilQuiet } from "../tasks.ts";
import { cardOf } from "../views/recovery-card.ts";
import { sourcePath } from "../drafts/routes.ts";
import { startRebuild, startRestore, type CardShelf } from "./recovery-tasks.ts";
import type { CopyReader } from "../../usecases/ports/store/copies.ts";

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
      await renewPcKey(stage.workspace.ws, input.person, input.pin);
      host.unlock(input.person, input.pin);
      host.changes.ring("session", "trust");
      return { ok: true as const };
    }),
    lock: open.session.lock.handler(() => {
      host.lock();
      host.changes.ring("session");
      return { ok: true as const };
    }),
    frame: at.session.frame.handler(({ context }) => frameView(context.workspace.ws)),
    changes: open.session.changes.handler(async function* ({ input, signal }) {
      yield* host.changes.heard(signal, input.unheardMs);
    }),
  };
}

/** What is wrong with the workspace of this PC, and what came from outside: both before there is anything to work in. */
function outsideRoutes({ open, inside, host }: Procedures) {
  const done = (...areas: readonly Area[]) => {
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
  const { ws } = stage.workspace;
  const people = listPeople(ws).filter((one) => one.here);
  const views = people.map(({ person, name }) => ({ id: person, name }));
  const working = { id: ws.store.facts().person, name: people.find((one) => one.working)?.name ?? "" };
  if (stage.stage === "ready") return { ...place, stage: "ready", person: working, trust: trustState(ws) };
  const mayRenew = ws.store.facts().root !== ws.store.facts().selfKey;
  const last = views.some(({ id }) => id === working.id) ? working.id : (views[0]?.id ?? "");
  return { ...place, stage: "locked", people: views, last, mayRenew, waitMs: ws.keys.waitMs() };
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

function placeOf({ ws, demo }: OpenWorkspace): Omit<Ready, "stage" | "person" | "trust"> {
  const facts = ws.store.facts();
  const campaign = ws.campaign();
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

async function beginUnit(host: Host, request: Beginning) {
  const identity = await host.begin(request);
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

function frameView(ws: FrameNeeds & Needs<CopyReader, "world">): Frame {
  const { nextDue, marks, ...facts } = frameFacts(ws);
  return {
    ...facts,
    nowMs: ws.world.nowMs(),
    nextDue: nextDue === null ? null : { obligation: nextDue.id, title: nextDue.title, dueAtMs: nextDue.dueAtMs },
    lastBackups: ws.store.lastBackups(),
    marks: { ...marks, inbox: 0 },
  };
}
