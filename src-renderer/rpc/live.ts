// What happens behind the screen: changed areas make their answers stale, and the list of tasks is kept current.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import { api } from "./api.ts";
import { markStale } from "./stale.ts";

const FRESH_AFTER_MS = 1000;

/** Follows the data side as long as the component lives; asks again when the stream breaks, for what it missed as well. */
export function useChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    // When something was heard last; at first when the screens began to load, before which nothing was asked.
    let heardMs = 0;
    return follow(async (signal) => {
      const unheardMs = performance.now() - heardMs;
      for await (const { areas } of await api.session.changes({ unheardMs }, { signal })) {
        heardMs = performance.now();
        markStale(client, areas);
      }
    });
  }, [client]);
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
