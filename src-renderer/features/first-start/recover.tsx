// 恢复: a PC that was lost or replaced, from a backup file or from the unit's own bundles with the recovery card.
import { useMutation } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedFileView, RecoveryCard } from "../../../src-main/api/session/contract.ts";
import { api, query } from "../../rpc/api.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { PickButton } from "../../widgets/drives/pick-button.tsx";
import type { FirstStartState } from "./beginning.ts";
import { RebuildForm } from "./rebuild-form.tsx";
import { RestoreTask, Running, useRestore } from "../../widgets/tasks/restore-task.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";

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
  const restore = useRestore(query.session.restore.mutationOptions());
  const begin = (path: string): void => restore.start({ file: { from: "path", path } });
  if (restore.task?.state === "running") return <RestoreTask restore={restore} />;
  return (
    <>
      <RestoreTask restore={restore} />
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        {opened !== undefined && (
          <Button type="primary" loading={restore.running} onClick={() => begin(opened.path)}>
            {t("opened.backup", { name: visibleText(opened.name) })}
          </Button>
        )}
        <PickButton
          type={opened === undefined ? "primary" : "default"}
          icon="file"
          purpose="bundles"
          title={t("recover.pickBackup")}
          confirm={t("recover.restore")}
          loading={restore.running}
          onPick={([path]) => begin(path)}
        >
          {t("recover.pickBackup")}
        </PickButton>
      </div>
    </>
  );
}

function RebuildPc({ state, onBack, onCard }: Omit<RecoverProps, "opened">) {
  const { start, task, running, result, problem } = useWork("rebuild", query.session.rebuild.mutationOptions());
  const id = result === undefined ? undefined : task?.task;
  const fetchCard = useMutation({
    mutationFn: (of: string) => api.session.rebuiltCard({ task: of }),
    onSuccess: (card) => card !== null && onCard(card),
  });
  const { mutate } = fetchCard;
  useEffect(() => {
    if (id !== undefined) mutate(id);
  }, [id, mutate]);
  return (
    <>
      {task?.state === "running" && <Running task={task} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <RebuildForm state={state} busy={running} onBack={onBack} onRebuild={start} />
    </>
  );
}
