// 恢复: a PC that was lost or replaced, from a backup file or from the unit's own bundles with the recovery card.
import { useMutation } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedFileView, RecoveryCard } from "../../../src-main/api/contract/session.ts";
import { api, query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";
import type { FirstStartState } from "./beginning.ts";
import { RebuildForm } from "./rebuild-form.tsx";
import { RestoreTask, Running, useRestore } from "../../widgets/restore-task.tsx";

type RecoverProps = Readonly<{
  state: FirstStartState;
  opened: OpenedFileView | undefined;
  onBack: () => void;
  onCard: (card: RecoveryCard) => void;
}>;
type From = "backup" | "bundles";

export function Recover({ state, opened, onBack, onCard }: RecoverProps) {
  const { t } = useTranslation("first-start");
  const [from, setFrom] = useState<From>("backup");
  const options = (["backup", "bundles"] as const).map((value) => ({ value, label: t(`recover.${value}`) }));
  return (
    <section className="sheet pad start-form">
      <h2>{t("kind.recover")}</h2>
      <Segmented block aria-label={t("recover.from")} options={options} value={from} onChange={setFrom} />
      <p className="muted">{t(`recover.${from}.what`)}</p>
      {from === "backup" ? (
        <RestoreBackup opened={opened} onBack={onBack} />
      ) : (
        <RebuildPc state={state} onBack={onBack} onCard={onCard} />
      )}
    </section>
  );
}

/** `opened`: the backup that brought the person here. */
function RestoreBackup({ opened, onBack }: Pick<RecoverProps, "opened" | "onBack">) {
  const { t } = useTranslation("first-start");
  const [picking, setPicking] = useState(false);
  const restore = useMutation(query.session.restore.mutationOptions());
  const restoring = useRestore(restore);
  const begin = (path: string): void => restore.mutate({ file: { from: "path", path } });
  if (restoring.task?.state === "running") return <RestoreTask restore={restoring} />;
  return (
    <>
      <RestoreTask restore={restoring} />
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        {opened !== undefined && (
          <Button type="primary" loading={restoring.busy} onClick={() => begin(opened.path)}>
            {t("opened.backup", { name: visibleText(opened.name) })}
          </Button>
        )}
        <Button
          type={opened === undefined ? "primary" : "default"}
          icon={<Icon name="file" size={16} />}
          loading={restore.isPending}
          onClick={() => setPicking(true)}
        >
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
            if (path !== undefined) begin(path);
          }}
        />
      )}
    </>
  );
}

function RebuildPc({ state, onBack, onCard }: Omit<RecoverProps, "opened">) {
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
