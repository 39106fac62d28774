// After an import: one receipt bundle per unit, written back to each stick that a bundle of the unit came on.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "../../../src-main/api/contract/tasks.ts";
import type { ImportResult } from "../../../src-main/api/contract/inbox.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Icon } from "../../ui/icons.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { EjectDrive } from "../../widgets/eject-drive.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";
import { percentOf, TaskPace } from "../../widgets/task-words.tsx";

/** `place`: the folder or file that was looked through; empty where files were sent by the browser. */
export function WriteReceipts({ result, place }: Readonly<{ result: ImportResult; place: string }>) {
  const { t } = useTranslation("receipts");
  const due = useQuery(query.receipts.due.queryOptions());
  const begin = useMutation(query.receipts.write.mutationOptions());
  const task = useTask(begin.data?.task);
  const [picking, setPicking] = useState(false);
  const came = new Set(result.bundles.map((bundle) => bundle.unit));
  const units = (due.data ?? []).filter(({ unit }) => came.has(unit)).map(({ unit }) => unit);
  const isFromHere = place !== "";
  const write = (to: string | null): void => begin.mutate({ folder: to, units });
  const done = task?.result?.kind === "receipt" ? task.result : undefined;
  const problem = begin.isError ? problemOf(begin.error) : task?.problem;
  const running = begin.isPending || task?.state === "running";
  if (due.data === undefined || (units.length === 0 && begin.data === undefined)) return null;
  return (
    <Sheet title={t("write")} beside={t("writeWhat")}>
      <div className="stack">
        {problem !== undefined && problem !== null && <ProblemNotice problem={problem} />}
        {task?.state === "running" && <TaskPace task={task} />}
        {done !== undefined && <Written done={done} />}
        {done === undefined && (
          <div className="row tight">
            <Button
              type="primary"
              icon={<Icon name="drive" size={16} />}
              loading={running}
              onClick={() => (isFromHere ? write(null) : setPicking(true))}
            >
              {t("write")}
            </Button>
            {isFromHere && <Button onClick={() => setPicking(true)}>{t("writeElsewhere")}</Button>}
            <span className="muted small">
              {t("units", { count: units.length })} {task?.state === "running" ? `${percentOf(task)}%` : ""}
            </span>
          </div>
        )}
      </div>
      {picking && (
        <FolderPicker
          purpose="folder"
          title={t("folder")}
          confirm={t("here")}
          onCancel={() => setPicking(false)}
          onPick={([to]) => {
            setPicking(false);
            if (to !== undefined) write(to);
          }}
        />
      )}
    </Sheet>
  );
}

type Done = Extract<NonNullable<Task["result"]>, { kind: "receipt" }>;

/** Each stick with its receipts, and the units whose receipt could not be written. */
function Written({ done }: Readonly<{ done: Done }>) {
  const { t } = useTranslation("receipts");
  return (
    <>
      {[...Map.groupBy(done.files, (file) => file.folder)].map(([folder, files]) => (
        <div key={folder} className="stack">
          <p className="all-well">
            <Icon name="tick" size={18} /> {t("written", { folder: visibleText(folder), count: files.length })}
          </p>
          <EjectDrive folder={folder} />
        </div>
      ))}
      {done.failed.map(({ unitName, problem }) => (
        <ProblemNotice key={unitName} problem={problem}>
          {t("notWritten", { unit: visibleText(unitName) })}
        </ProblemNotice>
      ))}
    </>
  );
}
