// After an import: one receipt bundle per unit, written back to each stick that a bundle of the unit came on.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportResult } from "../../../src-main/api/inbox/contract.ts";
import { query } from "../../rpc/api.ts";
import { Icon } from "../../ui/icons.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { EjectDrive } from "../../widgets/drives/eject-drive.tsx";
import { PickButton } from "../../widgets/drives/pick-button.tsx";
import { percentOf, TaskPace } from "../../widgets/tasks/task-words.tsx";
import { useWork, type ResultOf } from "../../widgets/tasks/use-work.ts";

/** `place`: the folder or file that was looked through; empty where files were sent by the browser. */
export function WriteReceipts({ result, place }: Readonly<{ result: ImportResult; place: string }>) {
  const { t } = useTranslation("receipts");
  const due = useQuery(query.receipts.due.queryOptions());
  const { start, task, running, problem, result: done } = useWork("receipt", query.receipts.write.mutationOptions());
  const came = new Set(result.bundles.map((bundle) => bundle.unit));
  const units = (due.data ?? []).filter(({ unit }) => came.has(unit)).map(({ unit }) => unit);
  const isFromHere = place !== "";
  const write = (to: string | null): void => start({ folder: to, units });
  if (due.data === undefined || (units.length === 0 && task === undefined && !running)) return null;
  return (
    <Sheet title={t("write")} beside={t("writeWhat")}>
      <div className="stack">
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {task?.state === "running" && <TaskPace task={task} />}
        {done !== undefined && <Written done={done} />}
        {done === undefined && (
          <div className="row tight">
            {isFromHere && (
              <Button type="primary" icon={<Icon name="drive" size={16} />} loading={running} onClick={() => write(null)}>
                {t("write")}
              </Button>
            )}
            <PickButton
              {...(isFromHere ? {} : { type: "primary", icon: "drive", loading: running })}
              purpose="folder"
              title={t("folder")}
              confirm={t("here")}
              onPick={([to]) => write(to)}
            >
              {t(isFromHere ? "writeElsewhere" : "write")}
            </PickButton>
            <span className="muted small">
              {t("units", { count: units.length })} {task?.state === "running" ? `${percentOf(task)}%` : ""}
            </span>
          </div>
        )}
      </div>
    </Sheet>
  );
}

/** Each stick with its receipts, and the units whose receipt could not be written. */
function Written({ done }: Readonly<{ done: ResultOf<"receipt"> }>) {
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
