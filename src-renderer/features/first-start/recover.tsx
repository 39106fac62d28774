// 恢复: a PC that was lost or replaced, from a backup file or from the unit's own bundles with the recovery card.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Progress, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecoveryCard } from "../../../src-main/api/contract/session.ts";
import type { Task } from "../../../src-main/api/contract/tasks.ts";
import { api, query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";
import { percentOf, TaskPace, useTaskWords } from "../../widgets/task-words.tsx";
import type { FirstStartState } from "./beginning.ts";
import { RebuildForm } from "./rebuild-form.tsx";

type RecoverProps = Readonly<{ state: FirstStartState; onBack: () => void; onCard: (card: RecoveryCard) => void }>;
type From = "backup" | "bundles";

export function Recover({ state, onBack, onCard }: RecoverProps) {
  const { t } = useTranslation("first-start");
  const [from, setFrom] = useState<From>("backup");
  const options = (["backup", "bundles"] as const).map((value) => ({ value, label: t(`recover.${value}`) }));
  return (
    <section className="sheet pad start-form">
      <h2>{t("kind.recover")}</h2>
      <Segmented block aria-label={t("recover.from")} options={options} value={from} onChange={setFrom} />
      <p className="muted">{t(`recover.${from}.what`)}</p>
      {from === "backup" ? <RestoreBackup onBack={onBack} /> : <RebuildPc state={state} onBack={onBack} onCard={onCard} />}
    </section>
  );
}

function RestoreBackup({ onBack }: Readonly<{ onBack: () => void }>) {
  const { t } = useTranslation("first-start");
  const client = useQueryClient();
  const [picking, setPicking] = useState(false);
  const restore = useMutation(query.session.restore.mutationOptions());
  const task = useTask(restore.data?.task);
  const isDone = task?.result?.kind === "restore";
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: query.session.key() });
  }, [isDone, client]);
  const problem = restore.isError ? problemOf(restore.error) : (task?.problem ?? undefined);
  if (task?.state === "running") return <Running task={task} />;
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        <Button type="primary" icon={<Icon name="file" size={16} />} loading={restore.isPending} onClick={() => setPicking(true)}>
          {t("recover.pickBackup")}
        </Button>
      </div>
      {picking && (
        <FolderPicker
          purpose="bundles"
          title={t("recover.pickBackup")}
          confirm={t("recover.restore")}
          onCancel={() => setPicking(false)}
          onPick={([path]) => {
            setPicking(false);
            if (path !== undefined) restore.mutate({ file: { from: "path", path } });
          }}
        />
      )}
    </>
  );
}

function RebuildPc({ state, onBack, onCard }: RecoverProps) {
  const rebuild = useMutation(query.session.rebuild.mutationOptions());
  const task = useTask(rebuild.data?.task);
  const id = task?.result?.kind === "rebuild" ? task.task : undefined;
  const fetchCard = useMutation({
    mutationFn: (of: string) => api.session.rebuiltCard({ task: of }),
    onSuccess: (card) => card !== null && onCard(card),
  });
  const { mutate } = fetchCard;
  useEffect(() => {
    if (id !== undefined) mutate(id);
  }, [id, mutate]);
  const problem = rebuild.isError ? problemOf(rebuild.error) : (task?.problem ?? undefined);
  const isRunning = task?.state === "running";
  return (
    <>
      {isRunning && <Running task={task} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <RebuildForm
        state={state}
        busy={rebuild.isPending || isRunning}
        onBack={onBack}
        onRebuild={(wish) => rebuild.mutate(wish)}
      />
    </>
  );
}

function Running({ task }: Readonly<{ task: Task }>) {
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
