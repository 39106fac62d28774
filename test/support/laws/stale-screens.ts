// A screen as the data side sees it: every answer that screens show, kept as the page keeps them, so that a test can ask after each
// change which of them went stale without anybody saying so.
import { setImmediate } from "node:timers/promises";
import type { ContractRouterClient } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import { generateOperationKey } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import { expect, onTestFinished, vi } from "vitest";
import { contract, type Contract } from "../../../src-main/api/contract.ts";
import type { DataSide } from "../../../src-main/api/data-side.ts";
import type { Area } from "../../../src-main/api/session/contract.ts";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { openDataSide, PRODUCT } from "../../../src-main/compose/door.ts";
import { markStale } from "../../../src-renderer/rpc/stale.ts";
import { PIN, TOWN, type TestClock } from "../offices/office.ts";

export type Client = ContractRouterClient<Contract>;
type Procedures = Readonly<Record<string, Readonly<Record<string, (input?: unknown) => Promise<unknown>>>>>;

/** What there is to ask about, as it becomes known. */
export type Known = { activity: string; hazard: string; row: string; volumes: number };
export type Inputs = (known: Readonly<Known>) => readonly unknown[];

const none: Inputs = () => [undefined];
const unit = TOWN;
const cell = (of: string) => (known: Readonly<Known>) => ({
  cell: { row: known.row, period: "weekly:1", column: "period", of },
  cursor: null,
});

/** What screens ask: `test/api/stale-screens.test.ts` compares the names with the renderer's. */
export const ASKED: Readonly<Record<string, Inputs>> = {
  "activities.get": ({ activity }) => [{ unit, record: activity }],
  "activities.history": ({ activity }) => [{ unit, record: activity }],
  "activities.list": () => [{ filter: {}, cursor: null, limit: 50 }],
  "campaign.current": none,
  "campaign.fedRows": none,
  "conflicts.list": none,
  "county.office": none,
  "deleted.list": () => [{ kind: "activity" }, { kind: "hazard" }],
  "drafts.budget": () => [{ files: [] }],
  "enrolment.list": none,
  "handIn.assemble": () => [{ report: "weekly:1" }],
  "handIn.holds": () => [{ full: false, plain: false, recordsOnly: false, small: false }],
  "handIn.list": none,
  "home.desk": none,
  "home.unit": none,
  "inbox.recent": none,
  "keeping.bin": none,
  "keeping.imports": () => [{ most: 50 }],
  "keeping.soundness": none,
  "keeping.state": none,
  "ledgers.get": ({ hazard }) => [{ unit, kind: "hazard", record: hazard }],
  "ledgers.kinds": none,
  "ledgers.list": () => [{ kind: "hazard", cursor: null, limit: 50 }],
  "media.doubts": () => [{ which: "open", from: 0 }],
  "media.gallery": () => [{ filter: {}, sort: "time", cursor: null, limit: 50 }],
  "media.galleryCounts": () => [{ filter: {} }],
  "media.smallOnes": () => [{ files: [] }],
  "notices.list": none,
  "people.list": none,
  "progress.cell": () => [{ unit, obligation: "weekly:1" }],
  "progress.matrix": () => [{}],
  "progress.reminder": () => [{ obligation: "weekly:1", units: [] }],
  "quarantine.list": none,
  "receipts.due": none,
  "receipts.last": none,
  "reports.behind": (known) => [cell(TOWN)(known), cell("total")(known)],
  "reports.figures": () => [{ unit, period: "weekly:1" }],
  "review.get": ({ activity }) => [{ unit, kind: "activity", record: activity }],
  "review.list": () => ["activity", "ledger"].map((kind) => ({ kind, filter: "pending", cursor: null })),
  "search.find": () => [{ text: "宣讲", limit: 20 }],
  "session.frame": none,
  "session.opened": none,
  "session.state": none,
  "settings.get": none,
  "settings.workspace": none,
  "statistics.checks": () => [{ period: "weekly:1" }],
  "statistics.consolidated": () => [{ period: "weekly:1", column: "period" }],
  "trust.standing": none,
  "updates.state": none,
  "volumes.asked": none,
  "volumes.missing": none,
  "volumes.plan": ({ volumes }) => [{ number: volumes }],
  "volumes.unfinished": none,
};

/** An answer as text; free bytes of the disk are everybody's. */
const textOf = (answer: unknown): string =>
  JSON.stringify(answer, (name, value: unknown) => (name === "freeBytes" ? undefined : value)) ?? "";

type Shown = ReadonlyMap<string, Readonly<{ path: readonly string[]; input: unknown; answer: string }>>;

async function askAll(client: Procedures, known: Readonly<Known>, asked = ASKED): Promise<Shown> {
  const shown = new Map<string, Readonly<{ path: readonly string[]; input: unknown; answer: string }>>();
  for (const [name, inputs] of Object.entries(asked)) {
    const [area = "", procedure = ""] = name.split(".");
    for (const input of inputs(known)) {
      const answer = await Promise.resolve(client[area]?.[procedure]?.(input)).then(textOf, (cause: unknown) =>
        textOf((cause as Readonly<{ data?: unknown }>).data),
      );
      shown.set(`${name}(${JSON.stringify(input) ?? ""})`, { path: [area, procedure], input, answer });
    }
  }
  return shown;
}

/** What one change left on screen though the data say otherwise now, and what it rang. */
export type Seen = Readonly<{ stale: readonly string[]; areas: readonly Area[]; changed: readonly string[] }>;

export type Screens = Readonly<{
  /** What is called through it is noted in `called`. */
  client: Client;
  called: ReadonlySet<string>;
  data: DataSide;
  /** Asks everything, lets the change be made and its tasks end, and asks everything again. `asked`: other questions than {@link ASKED}. */
  watch(known: Readonly<Known>, change: () => Promise<unknown>, asked?: Readonly<Record<string, Inputs>>): Promise<Seen>;
  /** Resolves once an area has rung that the program rings by itself. */
  heard(area: Area): Promise<void>;
}>;

/** Opens a workspace with its screens; the clock stands still but for what the test does. */
export async function openScreens(home: string, workspace: string, clock: TestClock): Promise<Screens> {
  const surroundings = { world: { ...PRODUCT.world, nowMs: () => clock.nowMs }, pinCost: { n: 16, r: 8, p: 1 } };
  const data = await openDataSide({ mediaUrl: () => "", home, workspace, surroundings });
  onTestFinished(() => data.close());
  const client = createRouterClient(data.router) as unknown as Client;
  const state = await client.session.state();
  await client.session.unlock({ person: "people" in state ? (state.people[0]?.id ?? "") : "", pin: PIN });
  // The look over the data that begins at every start is not what a test does.
  await vi.waitFor(async () => expect((await client.keeping.soundness()).running).toBe(false), { timeout: 120_000 });
  const rung = await listen(client);
  const called = new Set<string>();
  return {
    client: noting(client as unknown as Procedures, called),
    called,
    data,
    heard: (area) => vi.waitFor(() => expect([...rung]).toContain(area), { timeout: 120_000 }),
    watch: async (known, change, asked) => {
      clock.nowMs += 60_000;
      const before = await askAll(client as unknown as Procedures, known, asked);
      await setImmediate();
      rung.clear();
      await change();
      await quiet(client);
      await setImmediate();
      const areas = [...rung];
      const after = await askAll(client as unknown as Procedures, known, asked);
      return { ...staleAmong(before, after, areas), areas };
    },
  };
}

/** Puts the answers where the page keeps them, marks them as the page does, and compares with what is so now. */
function staleAmong(before: Shown, after: Shown, areas: readonly Area[]): Omit<Seen, "areas"> {
  const page = new QueryClient();
  const keyOf = (name: string) => {
    const { path = [], input } = before.get(name) ?? {};
    return generateOperationKey(path, { type: "query", input });
  };
  for (const [name, { answer }] of before) page.setQueryData(keyOf(name), answer);
  markStale(page, areas);
  const changed = [...before]
    .filter(([name, { answer }]) => answer !== (after.get(name)?.answer ?? answer))
    .map(([name]) => name);
  const stale = changed.filter((name) => page.getQueryState(keyOf(name))?.isInvalidated !== true);
  return { stale, changed };
}

async function listen(client: Client): Promise<Set<Area>> {
  const rung = new Set<Area>();
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const heard = await client.session.changes({ unheardMs: 0 }, { signal: end.signal });
  void (async () => {
    for await (const { areas } of heard) for (const area of areas) rung.add(area);
  })();
  return rung;
}

/** Resolves when no task runs any more. @throws what a task failed with */
async function quiet({ tasks }: Client): Promise<void> {
  for await (const list of await tasks.watch()) {
    if (list.some(({ state }) => state === "running")) continue;
    for (const { task, kind, state, problem } of list) {
      if (state !== "done") throw new Error(`the task ${kind} ${state}: ${JSON.stringify(problem)}`);
      await tasks.putAway({ task });
    }
    return;
  }
}

/** What the last task of a kind came to, asked before it is put away. */
export async function resultOf(
  client: Client,
  started: Promise<Readonly<{ task: string }>>,
): Promise<NonNullable<Task["result"]>> {
  const { task } = await started;
  for await (const list of await client.tasks.watch()) {
    const found = list.find((one) => one.task === task && one.state !== "running");
    if (found?.result) return found.result;
    if (found !== undefined) throw new Error(`the task ${found.kind} ${found.state}: ${JSON.stringify(found.problem)}`);
  }
  throw new Error("the tasks ended first");
}

/** Names of all procedures. */
export const PROCEDURES: readonly (readonly [string, string])[] = Object.entries(contract).flatMap(([part, procedures]) =>
  Object.keys(procedures).map((name) => [part, name] as const),
);

/** The same client; what is called through it is noted. */
function noting(client: Procedures, called: Set<string>): Client {
  const noted: Record<string, Record<string, (input?: unknown) => Promise<unknown>>> = {};
  for (const [part, name] of PROCEDURES)
    (noted[part] ??= {})[name] = (...input) => {
      called.add(`${part}.${name}`);
      return client[part]?.[name]?.(...input) ?? Promise.reject(new Error(`no ${part}.${name}`));
    };
  return noted as unknown as Client;
}
