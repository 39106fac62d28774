// A worker thread for shares of files. Started by age.ts only.
import { answerTasks } from "../../disk/threads/answer-tasks.ts";
import { runShare } from "./age-share.ts";
import type { AgeTask } from "./age-task.ts";

answerTasks<AgeTask, number>(runShare);
