// Long work on the screen that began it: what it is, how far, and a button that stops it.
import { useMutation } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { Task } from "../../src-main/api/contract/tasks.ts";
import { query } from "../rpc/api.ts";
import { Sheet } from "../ui/page.tsx";
import { percentOf, TaskPace, useTaskWords } from "./task-words.tsx";

export function RunningTask({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const cancel = useMutation(query.tasks.cancel.mutationOptions());
  return (
    <Sheet title={words.title(task)} actions={<Button onClick={() => cancel.mutate({ task: task.task })}>{t("cancel")}</Button>}>
      <Progress percent={percentOf(task)} showInfo={false} aria-label={words.title(task)} />
      <TaskPace task={task} />
    </Sheet>
  );
}
