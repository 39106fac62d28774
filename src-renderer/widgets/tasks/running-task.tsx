// Long work on the screen that began it: what it is, how far, and a button that stops it.
import { Progress } from "antd";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { Sheet } from "../../ui/page.tsx";
import { CancelTask } from "./cancel-task.tsx";
import { percentOf, TaskPace, useTaskWords } from "./task-words.tsx";

export function RunningTask({ task, beside }: Readonly<{ task: Task; beside?: string }>) {
  const words = useTaskWords();
  return (
    <Sheet title={words.title(task)} beside={beside} actions={<CancelTask task={task} />}>
      <Progress percent={percentOf(task)} showInfo={false} aria-label={words.title(task)} />
      <TaskPace task={task} />
    </Sheet>
  );
}
