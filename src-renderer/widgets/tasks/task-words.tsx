// How long work is said: its title, its step, its pace, its result.
import { useTranslation } from "react-i18next";
import type { Task, TaskResult } from "../../../src-main/api/tasks/contract.ts";
import { sayCount, saySize } from "../../format/amounts.ts";
import { useWords } from "../../rpc/context.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

/** Whole percent; 0 while the total is not known. */
export function percentOf(task: Task): number {
  return task.total === 0 ? 0 : Math.min(100, Math.floor((task.done / task.total) * 100));
}

export function useTaskWords() {
  const { t } = useTranslation("tasks");
  const say = useWords();
  return {
    title: (task: Task): string => t(`kind.${task.kind}`, { subject: task.subject === null ? "" : say(task.subject) }).trim(),
    step: (task: Task): string => t(`step.${task.step}`),
    result: (result: TaskResult): string => {
      if (result.kind === "export") return t("result.export", { bundle: result.export.bundleNumber });
      if (result.kind === "volumes")
        return t(result.folder === null ? "result.planned" : "result.volumes", {
          number: result.plan.number,
          count: result.folder === null ? result.plan.volumes.length : result.written.length,
        });
      if (result.kind === "look") return t("result.look", { count: result.bundles });
      if (result.kind === "merge")
        return t("result.merge", {
          count: result.import.bundles.filter((one) => one.outcome !== "already" && one.outcome !== "refused").length,
        });
      if (result.kind === "take") return t("result.take", { count: result.taken.bundles });
      if (result.kind === "demo" || result.kind === "restore") return t(`result.${result.kind}`);
      if (result.kind === "update") return t("result.update", { version: result.version });
      if (result.kind === "save") return t("result.save", { path: visibleText(result.path) });
      if (result.kind === "check") return t(result.found === 0 ? "result.sound" : "result.check", { count: result.found });
      if (result.kind === "mend")
        return t("result.mend", { healed: result.healed, originals: result.originals, left: result.left });
      if (result.kind === "rebuild") return t("result.rebuild", { count: result.taken });
      if (result.kind === "originals") return t("result.originals", { count: result.files });
      return t(`result.${result.kind}`, { count: result.files.length });
    },
  };
}

/** 1.9 / 3.1 GB · 28 MB/s · 约 43 秒 */
export function TaskPace({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const bytes = task.measure === "bytes";
  const amount = (value: number): string => (bytes ? saySize(value) : sayCount(value));
  const rate = task.perSecond === null || !bytes ? "" : `${saySize(Math.round(task.perSecond))}/s`;
  const files = task.files === null || task.files.total < 2 ? "" : t("files", task.files);
  const parts = [words.step(task), files, task.total === 0 ? "" : `${amount(task.done)} / ${amount(task.total)}`, rate];
  return (
    <div className="row tight small muted">
      <span>{parts.filter((part) => part !== "").join(" · ")}</span>
      <span className="push" />
      <span>{task.leftMs === null ? "" : sayLeft(task.leftMs, t)}</span>
    </div>
  );
}

function sayLeft(leftMs: number, t: (key: string, values: Record<string, number>) => string): string {
  const seconds = Math.max(1, Math.round(leftMs / 1000));
  return seconds < 100 ? t("leftSeconds", { seconds }) : t("leftMinutes", { minutes: Math.round(seconds / 60) });
}

/** Says how long something will take, to the second or minute that a person waits by. */
export function useSayLeft(): (leftMs: number) => string {
  const { t } = useTranslation("tasks");
  return (leftMs) => sayLeft(leftMs, t);
}
