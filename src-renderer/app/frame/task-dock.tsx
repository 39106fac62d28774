// The task dock: what runs, how far, how fast, how long still; finished work with its result until it is put away.
import { useMutation } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { query } from "../../rpc/api.ts";
import { useTasks } from "../../rpc/live.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { percentOf, TaskPace, useTaskWords } from "../../widgets/tasks/task-words.tsx";
import { OPEN_DOCK } from "./openers.ts";

/**
 * While something runs the dock shows it, and then how it ended until the person goes elsewhere; all tasks stay readable
 * behind the button of the top bar.
 */
export function TaskDock() {
  const { t } = useTranslation("tasks");
  const tasks = useTasks();
  const { shown, hide } = useShownTasks(tasks);
  if (shown === undefined) return null;
  return (
    <section className="dock" aria-label={t("dock")}>
      <div className="row">
        <h2>{t("dock")}</h2>
        <span className="push" />
        <Button type="text" size="small" aria-label={t("hide")} icon={<Icon name="close" size={16} />} onClick={hide} />
      </div>
      {shown.length === 0 && <p className="muted">{t("none")}</p>}
      {shown.map((task) => (
        <DockTask key={task.task} task={task} />
      ))}
    </section>
  );
}

/** Undefined: the dock is away. */
function useShownTasks(tasks: readonly Task[]): Readonly<{ shown: readonly Task[] | undefined; hide: () => void }> {
  const [location] = useLocation();
  const [all, setAll] = useState(false);
  const [hidden, setHidden] = useState(false);
  const [watched, setWatched] = useState<ReadonlySet<string>>(new Set());
  const running = tasks
    .filter((task) => task.state === "running")
    .map((task) => task.task)
    .join(" ");
  const latest = useRef(running);
  useEffect(() => {
    latest.current = running;
    setHidden(false);
    setWatched((was) => new Set([...was, ...idsIn(running)]));
  }, [running]);
  useEffect(() => setWatched(new Set(idsIn(latest.current))), [location]);
  useEffect(() => {
    const turn = (): void => setAll((was) => !was);
    window.addEventListener(OPEN_DOCK, turn);
    return () => window.removeEventListener(OPEN_DOCK, turn);
  }, []);
  const now = tasks.filter((task) => watched.has(task.task));
  const hide = (): void => {
    setAll(false);
    setHidden(true);
  };
  return { shown: all ? tasks : hidden || now.length === 0 ? undefined : now, hide };
}

function idsIn(joined: string): readonly string[] {
  return joined === "" ? [] : joined.split(" ");
}

function DockTask({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const cancel = useMutation(query.tasks.cancel.mutationOptions());
  const putAway = useMutation(query.tasks.putAway.mutationOptions());
  return (
    <div className="dock-task">
      <div className="row tight">
        <strong>{words.title(task)}</strong>
        <span className="push" />
        {task.state === "running" ? (
          <button type="button" className="link small" onClick={() => cancel.mutate({ task: task.task })}>
            {t("cancel")}
          </button>
        ) : (
          <button type="button" className="link small" onClick={() => putAway.mutate({ task: task.task })}>
            {t("putAway")}
          </button>
        )}
      </div>
      {task.state === "running" && (
        <>
          <Progress
            percent={percentOf(task)}
            showInfo={false}
            size={["100%", 6]}
            status="active"
            aria-label={words.title(task)}
          />
          <TaskPace task={task} />
        </>
      )}
      <Ending task={task} />
    </div>
  );
}

function Ending({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const [, go] = useLocation();
  if (task.state === "failed" && task.problem !== null) return <ProblemNotice problem={task.problem} />;
  if (task.state === "cancelled") return <p className="muted small">{t("cancelled")}</p>;
  if (task.result === null) return null;
  const place = task.result.kind === "look" ? `/inbox/${task.result.preview}` : undefined;
  return (
    <div className="row tight small">
      <span className="dock-done">
        <Icon name="tick" size={16} />
        {words.result(task.result)}
      </span>
      {place !== undefined && (
        <button type="button" className="link" onClick={() => go(place)}>
          {t("seePreview")}
        </button>
      )}
    </div>
  );
}
