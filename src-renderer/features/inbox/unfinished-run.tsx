// An import that was cut off, by a power cut or a crash: it goes on with what is left, or the rest is given up.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useTasks } from "../../rpc/live.ts";
import { Note } from "../../ui/note.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";

/** A running import is unfinished as well: its own progress shows that. */
export function UnfinishedRun() {
  const { t } = useTranslation("keeping");
  const runs = useQuery(query.keeping.imports.queryOptions({ input: { most: 1 } }));
  const resume = useWork("merge", query.keeping.resume.mutationOptions());
  const drop = useMutation(query.keeping.drop.mutationOptions());
  const open = runs.data?.find((run) => run.endedAtMs === null);
  // What is said is of the last press.
  const goOn = () => (drop.reset(), resume.start(undefined));
  const giveUp = () => (resume.reset(), drop.mutate(undefined));
  const problem = drop.isError ? problemOf(drop.error) : resume.problem;
  const isRunning = useTasks().some((one) => one.kind === "merge" && one.state === "running");
  if (open === undefined || isRunning)
    return (
      <>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {resume.result !== undefined && <Resumed bundles={resume.result.import.bundles} />}
      </>
    );
  const left = open.items.filter((item) => item.state === "waiting").length;
  return (
    <Note tone="warn">
      <p>{t("cut", { count: left })}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <div className="row tight">
        <Button type="primary" loading={resume.running} onClick={goOn}>
          {t("cut.resume")}
        </Button>
        <Button onClick={giveUp}>{t("cut.drop")}</Button>
      </div>
    </Note>
  );
}

/** What became of the rest: each file of it stands in the log. */
function Resumed({ bundles }: Readonly<{ bundles: readonly Readonly<{ outcome: string }>[] }>) {
  const { t } = useTranslation("keeping");
  const [, go] = useLocation();
  const refused = bundles.filter(({ outcome }) => outcome === "refused").length;
  return (
    <Note tone={refused === 0 ? "ok" : "warn"}>
      {t("cut.done", { count: bundles.length - refused, refused })}{" "}
      <button type="button" className="link" onClick={() => go("/inbox/log")}>
        {t("cut.toLog")}
      </button>
    </Note>
  );
}
