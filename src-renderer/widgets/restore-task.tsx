// A restore under way: how far it is, and why it ended without a workspace. When it is done, the session is asked again.
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "../../src-main/api/contract/tasks.ts";
import { query } from "../rpc/api.ts";
import { problemOf } from "../rpc/failure.ts";
import { useTask } from "../rpc/live.ts";
import { Field } from "../ui/field.tsx";
import { ProblemNotice, type ShownProblem } from "../ui/problem-notice.tsx";
import { percentOf, TaskPace, useTaskWords } from "./task-words.tsx";

export type Restoring = Readonly<{ task: Task | undefined; busy: boolean; problem: ShownProblem | undefined }>;

/** @param start the call that began the restore. */
export function useRestore<Wish>(start: UseMutationResult<{ task: string }, Error, Wish>): Restoring {
  const client = useQueryClient();
  const task = useTask(start.data?.task);
  const isDone = task?.result?.kind === "restore";
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: query.session.key() });
  }, [isDone, client]);
  const problem = start.isError ? problemOf(start.error) : (task?.problem ?? undefined);
  return { task, busy: start.isPending || task?.state === "running", problem };
}

export function RestoreTask({ restore: { task, problem } }: Readonly<{ restore: Restoring }>) {
  if (task?.state === "running") return <Running task={task} />;
  return problem === undefined ? null : <ProblemNotice problem={problem} />;
}

export function Running({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const cancel = useMutation(query.tasks.cancel.mutationOptions());
  return (
    <div aria-live="polite">
      <Field label={words.title(task)}>
        <Progress percent={percentOf(task)} showInfo={false} aria-label={words.title(task)} />
      </Field>
      <TaskPace task={task} />
      <Button size="small" onClick={() => cancel.mutate({ task: task.task })}>
        {t("cancel")}
      </Button>
    </div>
  );
}
