// The demo: a believable small month, seen as a township or as the county.
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { percentOf, TaskPace } from "../../widgets/tasks/task-words.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";

export function DemoChoice({ onBack }: Readonly<{ onBack: () => void }>) {
  const { t } = useTranslation("first-start");
  const { start, task, running, problem } = useWork("demo", query.session.beginDemo.mutationOptions());
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
          <Button onClick={() => start({ role: "county" })}>{t("demoCounty")}</Button>
          <Button type="primary" onClick={() => start({ role: "unit" })}>
            {t("demoUnit")}
          </Button>
        </div>
      )}
    </section>
  );
}
