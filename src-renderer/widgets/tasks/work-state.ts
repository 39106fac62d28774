// How long work stands, from what its call answered and what is told of its task. Pure.
import type { Task, TaskResult } from "../../../src-main/api/tasks/contract.ts";
import type { ShownProblem } from "../../ui/problem-notice.tsx";

export type Kind = TaskResult["kind"];
export type ResultOf<K extends Kind> = Extract<TaskResult, { kind: K }>;

/** The call that starts it. `id`: of the task that it answered with; `problem`: why it was refused. */
export type Call = Readonly<{ id: string | undefined; isPending: boolean; problem: ShownProblem | undefined }>;

export type WorkState<K extends Kind> = Readonly<{
  /** How far it is; undefined while nothing was started or heard of, and once it is put away. */
  task: Task | undefined;
  /** From the press until it has ended, without a gap between the call's answer and the first news of the task. */
  running: boolean;
  /** Why it could not be started, or why it failed. */
  problem: ShownProblem | undefined;
  result: ResultOf<K> | undefined;
}>;

/**
 * @param task what is told of the call's task, if anything is.
 * @param heardOf the id of the task that was told of last: one that is put away is not one that is still to be heard of.
 */
export function workState<K extends Kind>(
  kind: K,
  { id, isPending, problem }: Call,
  task: Task | undefined,
  heardOf: string | undefined,
): WorkState<K> {
  const isAwaited = id !== undefined && heardOf !== id;
  return {
    task,
    running: isPending || isAwaited || task?.state === "running",
    problem: problem ?? task?.problem ?? undefined,
    result: isOf(kind, task?.result) ? task.result : undefined,
  };
}

function isOf<K extends Kind>(kind: K, result: TaskResult | null | undefined): result is ResultOf<K> {
  return result?.kind === kind;
}
