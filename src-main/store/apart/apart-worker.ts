// A worker thread with a connection of its own to the workspace's file. Started by apart.ts only.
import { answerTasks } from "../../disk/threads/answer-tasks.ts";
import { workApart, type ApartStep, type ApartTask } from "./apart-work.ts";

answerTasks<ApartTask, ApartStep>(workApart);
