// The demo: a believable small month, seen as a township or as the county.
import { useMutation } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { percentOf, TaskPace } from "../../widgets/task-words.tsx";

export function DemoChoice({ onBack }: Readonly<{ onBack: () => void }>) {
  const { t } = useTranslation("first-start");
  const begin = useMutation(query.session.beginDemo.mutationOptions());
  const task = useTask(begin.data?.task);
  const running = begin.isPending || task?.state === "running" || (begin.isSuccess && task === undefined);
  const problem = begin.isError ? problemOf(begin.error) : (task?.problem ?? undefined);
  return (
    <section className="sheet pad start-form">
      <h2>{t("kind.demo")}</h2>
      <p>{t("demoWhat")}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {running ? (
        <div aria-live="polite">
          <p>{t("demoBuilding")}</p>
          <Progress percent={task === undefined ? 0 : percentOf(task)} showInfo={false} aria-label={t("demoBuilding")} />
          {task !== undefined && <TaskPace task={task} />}
        </div>
      ) : (
        <div className="row">
          <Button onClick={onBack}>{t("back")}</Button>
          <span className="push" />
          <Button onClick={() => begin.mutate({ role: "county" })}>{t("demoCounty")}</Button>
          <Button type="primary" onClick={() => begin.mutate({ role: "unit" })}>
            {t("demoUnit")}
          </Button>
        </div>
      )}
    </section>
  );
}
