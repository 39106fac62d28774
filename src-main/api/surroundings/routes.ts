// Around the work: the campaign document, tasks, search, notices, settings, folders.
import type { JsonObject, Json } from "../../domain/json.ts";
import { fedRows } from "../../domain/statistics/figures/fed-rows.ts";
import { planOf } from "../../domain/formulas/plan.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import { typedLedgers } from "../../usecases/records/drafts/ledger-fields.ts";
import { listNotices } from "../../usecases/home/notices.ts";
import { recordStates } from "../../usecases/duties/review/record-states.ts";
import type { RecordView } from "../../usecases/ports/store/records.ts";
import type { Procedures } from "../base.ts";
import type { FolderListing, Notice, SearchHit } from "./contract.ts";
import type { Task } from "../tasks/contract.ts";
import type { CutOff, Host } from "../host.ts";
import { unitName } from "../../usecases/campaign.ts";

export function campaignRoutes({ at }: Procedures) {
  return {
    current: at.campaign.current.handler(({ context }) => context.workspace.ws.campaign()),
    fedRows: at.campaign.fedRows.handler(({ context }) => fedRows(planOf(context.workspace.ws.campaign()))),
  };
}

export function taskRoutes({ open, inside, host }: Procedures) {
  const done = { ok: true as const };
  return {
    watch: open.tasks.watch.handler(async function* ({ signal }) {
      while (signal?.aborted !== true) {
        // Asked for before the list is sent: a task that ends while it travels is told all the same.
        const changed = host.tasks.changed(signal);
        yield shownTasks(host);
        await changed;
      }
    }),
    cancel: inside.tasks.cancel.handler(({ input }) => (host.tasks.cancel(input.task), done)),
    putAway: inside.tasks.putAway.handler(({ input }) => (host.tasks.putAway(input.task), done)),
  };
}

/** At a locked door only that something goes on, and how far; what it found is for whoever comes in. */
function shownTasks(host: Host): Task[] {
  const tasks = [...host.tasks.list()] as Task[];
  if (host.stage().stage !== "locked") return tasks;
  return tasks.map((task) => (task.kind === "restore" ? task : { ...task, subject: null, result: null, problem: null }));
}

const EXCERPT = 60;

export function searchRoutes({ at }: Procedures) {
  return {
    find: at.search.find.handler(({ input, context }) => {
      const { ws } = context.workspace;
      const stateOf = recordStates(ws);
      const found = ws.store.search(input.text, input.limit + 1, kindsWithScreen(ws));
      const hits = found.slice(0, input.limit).map((record) => ({ ...hitOf(ws, record, input.text), state: stateOf(record) }));
      return { hits, more: found.length > input.limit };
    }),
  };
}

/** What a hit can be opened as: an activity, or a record of one of the campaign's ledgers. */
function kindsWithScreen(ws: Pick<Workspace, "campaign">): readonly string[] {
  return ["activity", ...typedLedgers(ws, undefined).map(({ kind }) => kind)];
}

function hitOf(ws: Pick<Workspace, "campaign">, record: RecordView, text: string): Omit<SearchHit, "state"> {
  const { unit, kind, record: id } = record;
  return {
    unit,
    kind,
    record: id,
    unitName: unitName(ws, unit),
    title: record.title ?? "",
    date: record.occurred ?? "",
    excerpt: excerptOf(record.value, text),
  };
}

/** The first text of a record that holds the words, cut around them. */
function excerptOf(value: JsonObject | null, text: string): string {
  const found = textsOf(value).find((candidate) => candidate.includes(text));
  if (found === undefined) return "";
  const from = Math.max(0, found.indexOf(text) - EXCERPT / 3);
  return `${from > 0 ? "…" : ""}${found.slice(from, from + EXCERPT)}${found.length > from + EXCERPT ? "…" : ""}`;
}

function textsOf(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** Notices are computed from what is so; those that were read stay read for this run. */
export function noticeRoutes({ at, host }: Procedures) {
  const read = new Set<string>();
  return {
    list: at.notices.list.handler(({ context }) =>
      [...host.cutOff.earlier().map(cutOffNotice), ...listNotices(context.workspace.ws)].map((notice) => ({
        ...notice,
        read: read.has(notice.notice),
      })),
    ),
    markRead: at.notices.markRead.handler(({ input }) => {
      for (const notice of input.notices) {
        read.add(notice);
        if (notice.startsWith(CUT_OFF)) host.cutOff.forget(notice.slice(CUT_OFF.length));
      }
      host.changes.ring("notices");
      return { ok: true as const };
    }),
  };
}

const CUT_OFF = "cut-off:";

function cutOffNotice({ id, atMs, kinds }: CutOff): Omit<Notice, "read"> {
  return { notice: `${CUT_OFF}${id}`, kind: "cut-off", subject: [...new Set(kinds)].join(","), atMs, record: null };
}

export function settingsRoutes({ open, inside, at, host }: Procedures) {
  return {
    get: open.settings.get.handler(() => host.personSettings.read()),
    set: inside.settings.set.handler(({ input }) => {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      host.personSettings.write({ ...host.personSettings.read(), ...given });
      // The place is read at the next start alone, and kept at every step from screen to screen.
      if (Object.keys(given).some((name) => name !== "place")) host.changes.ring("settings");
      return host.personSettings.read();
    }),
    diagnostics: open.settings.diagnostics.handler(() => ({ text: host.diagnostics().join("\n") })),
    workspace: at.settings.workspace.handler(async ({ context }) => {
      const { ws, folder } = context.workspace;
      const media = await mediaTotals(ws);
      const { freeBytes } = await host.folders.workspaceSpace();
      return {
        folder,
        programVersion: ws.programVersion,
        campaignVersion: ws.campaign().version,
        records: ws.store.counts().records,
        ...media,
        freeBytes,
        keychain: false,
      };
    }),
  };
}

async function mediaTotals(ws: Pick<Workspace, "media">): Promise<{ mediaFiles: number; mediaBytes: number }> {
  let [mediaFiles, mediaBytes] = [0, 0];
  for await (const file of ws.media.list()) {
    mediaFiles += 1;
    mediaBytes += file.sizeBytes;
  }
  return { mediaFiles, mediaBytes };
}

export function systemRoutes({ inside, host }: Procedures) {
  return {
    roots: inside.system.roots.handler(async () => [...(await host.folders.roots())]),
    listFolder: inside.system.listFolder.handler(async ({ input }) => (await host.folders.list(input.path)) as FolderListing),
    makeFolder: inside.system.makeFolder.handler(async ({ input }) => ({
      path: await host.folders.make(input.parent, input.name),
    })),
    preflight: inside.system.preflight.handler(async ({ input }) => {
      const { problem, ...found } = await host.drives.preflight(input.path, input.neededBytes);
      return { ...found, problem: problem === null ? null : { code: problem.code, details: { ...problem.details } } };
    }),
    driveOf: inside.system.driveOf.handler(({ input }) => host.drives.of(input.path)),
    eject: inside.system.eject.handler(({ input }) => host.drives.eject(input.path)),
  };
}
