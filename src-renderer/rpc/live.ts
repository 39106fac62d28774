// What happens behind the screen: changed areas make their answers stale, and the list of tasks is kept current.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Task } from "../../src-main/api/contract/tasks.ts";
import { api, query } from "./api.ts";

type Area = "session" | "records" | "drafts" | "campaign" | "imports" | "trust" | "notices" | "settings" | "drives" | "opened";
const FRESH_AFTER_MS = 1000;

/** The answers that each area makes stale. */
const STALE: Readonly<Record<Area, readonly (readonly unknown[])[]>> = {
  session: [query.session.key()],
  records: [
    query.home.key(),
    query.activities.key(),
    query.ledgers.key(),
    query.conflicts.key(),
    query.reports.key(),
    query.statistics.key(),
    query.handIn.key(),
    query.volumes.key(),
    query.receipts.key(),
    query.review.key(),
    query.progress.key(),
    query.keeping.key(),
    query.session.frame.key(),
  ],
  drafts: [query.home.key()],
  campaign: [query.key()],
  imports: [query.key()],
  trust: [
    query.session.key(),
    query.trust.key(),
    query.enrolment.key(),
    query.county.key(),
    query.quarantine.key(),
    query.home.key(),
  ],
  notices: [query.notices.key()],
  settings: [query.settings.key(), query.keeping.key(), query.session.frame.key(), query.updates.state.key()],
  drives: [query.system.key(), query.receipts.waiting.key(), query.inbox.waiting.key()],
  opened: [query.session.opened.key()],
};

/** Follows the data side as long as the component lives; asks again when the stream breaks. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      follow(async (signal) => {
        for await (const change of await api.session.changes(undefined, { signal })) markStale(client, change.areas);
      }),
    [client],
  );
}

function markStale(client: QueryClient, areas: readonly Area[]): void {
  for (const key of areas.flatMap((area) => STALE[area])) void client.invalidateQueries({ queryKey: key });
}

/** The tasks of this workspace, newest first, as one store that every component reads. */
export type TaskStore = Readonly<{ subscribe(changed: () => void): () => void; read(): readonly Task[] }>;

/** Watches the tasks while anything on screen reads them. */
export function createTaskStore(): TaskStore {
  let tasks: readonly Task[] = [];
  let stop: (() => void) | undefined;
  const readers = new Set<() => void>();
  const watch = async (signal: AbortSignal): Promise<void> => {
    for await (const list of await api.tasks.watch(undefined, { signal })) {
      tasks = list;
      for (const reader of readers) reader();
    }
  };
  return {
    read: () => tasks,
    subscribe(changed) {
      readers.add(changed);
      stop ??= follow(watch);
      return () => {
        readers.delete(changed);
        if (readers.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

const taskStore = createTaskStore();

/** All tasks, newest first. */
export function useTasks(): readonly Task[] {
  return useSyncExternalStore(taskStore.subscribe, taskStore.read);
}

/** One task by its id; undefined until the data side has told of it. */
export function useTask(task: string | undefined): Task | undefined {
  return useTasks().find((one) => one.task === task);
}

/** Runs a stream again and again until it is stopped; a broken one waits a moment first. */
function follow(stream: (signal: AbortSignal) => Promise<void>): () => void {
  const controller = new AbortController();
  const again = (): void => {
    if (controller.signal.aborted) return;
    stream(controller.signal).then(later, later);
  };
  const later = (): void => void window.setTimeout(again, FRESH_AFTER_MS);
  again();
  return () => controller.abort();
}
