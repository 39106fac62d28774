// Around the work: the campaign document, tasks, search, notices, settings, folders.
import { dueObligations } from "../../domain/campaign/deadlines.ts";
import type { JsonObject, Json } from "../../domain/json.ts";
import { fedRows } from "../../domain/statistics/fed-rows.ts";
import { planOf } from "../../domain/statistics/plan.ts";
import type { Desk } from "../../usecases/desk.ts";
import { unitName } from "../../usecases/export-bundle.ts";
import { typedLedgers } from "../../usecases/ledger-fields.ts";
import { conflictingRecords } from "../../usecases/list-conflicts.ts";
import { buildMatrix } from "../../usecases/obligations.ts";
import { returnedRecords } from "../../usecases/returned-records.ts";
import type { RecordView } from "../../usecases/store-port.ts";
import type { Procedures } from "../base.ts";
import type { FolderListing, Notice, SearchHit } from "../contract/surroundings.ts";
import type { Task } from "../contract/tasks.ts";
import type { CutOff, Host } from "../host.ts";

export function campaignRoutes({ at }: Procedures) {
  return {
    current: at.campaign.current.handler(({ context }) => context.workspace.desk.campaign()),
    fedRows: at.campaign.fedRows.handler(({ context }) => fedRows(planOf(context.workspace.desk.campaign()))),
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
      const { desk } = context.workspace;
      const found = desk.store.search(input.text, input.limit + 1, kindsWithScreen(desk));
      const hits = found.slice(0, input.limit).map((record) => hitOf(desk, record, input.text));
      return { hits, more: found.length > input.limit };
    }),
  };
}

/** What a hit can be opened as: an activity, or a record of one of the campaign's ledgers. */
function kindsWithScreen(desk: Desk): readonly string[] {
  return ["activity", ...typedLedgers(desk, undefined).map(({ kind }) => kind)];
}

function hitOf(desk: Desk, record: RecordView, text: string): SearchHit {
  const { unit, kind, record: id } = record;
  return {
    unit,
    kind,
    record: id,
    unitName: unitName(desk, unit),
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
      [...host.cutOff.earlier().map(cutOffNotice), ...noticesOf(context.workspace.desk)].map((notice) => ({
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

const DAY_MS = 24 * 60 * 60 * 1000;

function noticesOf(desk: Desk): Omit<Notice, "read">[] {
  const { role, unit } = desk.store.facts();
  const nowMs = desk.world.nowMs();
  const conflicts = conflictingRecords(desk);
  const about = (row: RecordView) => ({ unit: row.unit, kind: row.kind, record: row.record });
  const open = conflicts.map((row) => ({
    notice: `conflict:${row.record}:${row.heads.join()}`,
    kind: "conflict" as const,
    subject: row.title ?? "",
    atMs: row.editedAtMs ?? nowMs,
    record: about(row),
  }));
  const forks = desk.store
    .forks()
    .map((feed) => ({ notice: `fork:${feed}`, kind: "fork" as const, subject: feed.slice(0, 8), atMs: nowMs, record: null }));
  if (role === "county") {
    const requests = desk.store.pendingRequests().map((row) => ({
      notice: `request:${row.key}`,
      kind: "request" as const,
      subject: `${unitName(desk, row.unit)} ${row.device}`,
      atMs: nowMs,
      record: null,
    }));
    return [...requests, ...open, ...forks];
  }
  const returned = returnedRecords(desk, unit).map(({ record }) => ({
    notice: `returned:${record.record}:${record.heads.join()}`,
    kind: "returned" as const,
    subject: record.title ?? "",
    atMs: record.editedAtMs ?? nowMs,
    record: about(record),
  }));
  return [...returned, ...dueNotices(desk, unit, nowMs), ...open, ...forks];
}

function dueNotices(desk: Desk, unit: string, nowMs: number): Omit<Notice, "read">[] {
  const titles = new Map(dueObligations(desk.campaign()).map((row) => [row.id, row.title.zh]));
  const cells = buildMatrix(desk).cells.filter(
    (cell) => cell.unit === unit && ((cell.state === "due" && cell.dueMs - nowMs < DAY_MS) || cell.state === "missing"),
  );
  return cells.map((cell) => ({
    notice: `due:${cell.obligation}:${cell.state}`,
    kind: cell.state === "due" ? ("due-soon" as const) : ("overdue" as const),
    subject: titles.get(cell.obligation) ?? cell.obligation,
    atMs: cell.dueMs,
    record: null,
  }));
}

export function settingsRoutes({ open, inside, at, host }: Procedures) {
  return {
    get: open.settings.get.handler(() => host.personSettings.read()),
    set: inside.settings.set.handler(({ input }) => {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      host.personSettings.write({ ...host.personSettings.read(), ...given });
      return host.personSettings.read();
    }),
    diagnostics: open.settings.diagnostics.handler(() => ({ text: host.diagnostics().join("\n") })),
    workspace: at.settings.workspace.handler(async ({ context }) => {
      const { desk, folder } = context.workspace;
      const media = await mediaTotals(desk);
      const { freeBytes } = await host.folders.workspaceSpace();
      return {
        folder,
        programVersion: desk.programVersion,
        campaignVersion: desk.campaign().version,
        records: desk.store.counts().records,
        ...media,
        freeBytes,
        keychain: false,
      };
    }),
  };
}

async function mediaTotals(desk: Desk): Promise<{ mediaFiles: number; mediaBytes: number }> {
  let [mediaFiles, mediaBytes] = [0, 0];
  for await (const file of desk.media.list()) {
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
