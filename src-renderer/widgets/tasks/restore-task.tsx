// A restore under way: how far it is, and why it ended without a workspace. When it is done, the session is asked again.
import { useQueryClient, type UseMutationOptions } from "@tanstack/react-query";
import { Progress } from "antd";
import { useEffect } from "react";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { query } from "../../rpc/api.ts";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { CancelTask } from "./cancel-task.tsx";
import { percentOf, TaskPace, useTaskWords } from "./task-words.tsx";
import { useWork, type Work } from "./use-work.ts";

/** @param start the call that begins the restore. */
export function useRestore<Request, Failure>(
  start: UseMutationOptions<{ task: string }, Failure, Request>,
): Work<Request, "restore"> {
  const client = useQueryClient();
  const work = useWork("restore", start);
  const isDone = work.result !== undefined;
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: query.session.key() });
  }, [isDone, client]);
  return work;
}

export function RestoreTask({
  restore: { task, problem },
}: Readonly<{ restore: Pick<Work<never, "restore">, "task" | "problem"> }>) {
  if (task?.state === "running") return <Running task={task} />;
  return problem === undefined ? null : <ProblemNotice problem={problem} />;
}

export function Running({ task }: Readonly<{ task: Task }>) {
  const words = useTaskWords();
  return (
    <div aria-live="polite">
      <Field label={words.title(task)}>
        <Progress percent={percentOf(task)} showInfo={false} aria-label={words.title(task)} />
      </Field>
      <TaskPace task={task} />
      <CancelTask task={task} small />
    </div>
  );
}
