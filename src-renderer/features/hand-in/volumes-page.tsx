// 分卷导出: the plan before anything is written; then drive by drive, each volume read back; on another day where it was left.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import type { VolumePlan } from "../../../src-main/api/volumes/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { EjectDrive } from "../../widgets/drives/eject-drive.tsx";
import { PickButton } from "../../widgets/drives/pick-button.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";
import { Exporting } from "./export-result.tsx";
import "./hand-in.css";

export default function VolumesPage() {
  const { number = "" } = useParams<{ number: string }>();
  const plan = useQuery(query.volumes.plan.queryOptions({ input: { number: Number(number) }, staleTime: 0 }));
  if (plan.isError) {
    return (
      <Page title="">
        <ProblemNotice problem={problemOf(plan.error)} />
      </Page>
    );
  }
  return plan.data === undefined ? <Loading /> : <Writing plan={plan.data} />;
}

function Writing({ plan }: Readonly<{ plan: VolumePlan }>) {
  const { t } = useTranslation("volumes");
  const [, go] = useLocation();
  const [most, setMost] = useState<number | null>(null);
  const { start, task, running, problem } = useWork("volumes", query.volumes.write.mutationOptions());
  const giveUp = useMutation(query.volumes.giveUp.mutationOptions({ onSuccess: () => go("/hand-in") }));
  const left = plan.volumes.filter((volume) => !volume.written);
  const actions =
    left.length === 0 ? (
      <Button onClick={() => go("/hand-in")}>{t("back")}</Button>
    ) : (
      <>
        <Button loading={giveUp.isPending} onClick={() => giveUp.mutate({ number: plan.number })}>
          {t(left.length === plan.volumes.length ? "drop" : "giveUp")}
        </Button>
        <PickButton
          type="primary"
          icon="drive"
          purpose="folder"
          title={t("pickTitle")}
          confirm={t("writeHere")}
          onPick={([folder]) => start({ number: plan.number, folder, ...(most !== null && { most }) })}
        >
          {t(left.length === plan.volumes.length ? "pick" : "pickNext")}
        </PickButton>
      </>
    );
  return (
    <Page title={t("title", { number: plan.number })} beside={sayPlan(plan, t)} actions={running ? undefined : actions}>
      {task?.state === "running" && <Exporting task={task} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {giveUp.isError && <ProblemNotice problem={problemOf(giveUp.error)} />}
      {task?.state === "cancelled" && <Note tone="quiet">{t("cancelled")}</Note>}
      {!running && <Ended task={task} left={left.length} />}
      {!running && left.length > 1 && (
        <label className="row tight">
          {t("most")}
          <InputNumber
            className="most-volumes"
            min={1}
            max={left.length}
            precision={0}
            value={most}
            placeholder={t("asFit")}
            onChange={setMost}
          />
        </label>
      )}
      <PlanTable plan={plan} />
    </Page>
  );
}

type Say = (key: string, values: Record<string, string | number>) => string;

function sayPlan({ volumes }: VolumePlan, t: Say): string {
  const total = volumes.reduce((sum, volume) => sum + volume.sizeBytes, 0);
  const largest = Math.max(...volumes.map((volume) => volume.sizeBytes));
  return t("plan", { count: volumes.length, total: saySize(total), largest: saySize(largest) });
}

/** What the last drive took, and what comes next. */
function Ended({ task, left }: Readonly<{ task: Task | undefined; left: number }>) {
  const { t } = useTranslation("volumes");
  const mark = useListMark();
  const result = task?.result?.kind === "volumes" ? task.result : undefined;
  if (result === undefined) return left === 0 ? <AllWritten /> : null;
  return (
    <>
      {left === 0 && <AllWritten />}
      {result.written.length > 0 && (
        <Note tone="ok">
          {t("written", {
            volumes: result.written.join(mark),
            folder: visibleText(result.folder ?? ""),
          })}{" "}
          {left > 0 && t("readBack")}
        </Note>
      )}
      {result.folder !== null && result.written.length > 0 && <EjectDrive folder={result.folder} />}
      {left > 0 && result.written.length > 0 && <Note tone="warn">{t("next", { count: left })}</Note>}
    </>
  );
}

function AllWritten() {
  const { t } = useTranslation("volumes");
  return (
    <p className="all-well" aria-live="polite">
      <Icon name="tick" size={18} /> {t("allWritten")}
    </p>
  );
}

function PlanTable({ plan }: Readonly<{ plan: VolumePlan }>) {
  const { t } = useTranslation("volumes");
  return (
    <Sheet flush title={t("volumes")} beside={t("volumesWhat")}>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("column.volume")}</th>
            <th>{t("column.file")}</th>
            <th className="num">{t("column.size")}</th>
            <th>{t("column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {plan.volumes.map((volume) => (
            <tr key={volume.number}>
              <td>{t("volume", { number: volume.number })}</td>
              <td>{volume.fileName}</td>
              <td className="num">{saySize(volume.sizeBytes)}</td>
              <td>
                <Tag tone={volume.written ? "ok" : "quiet"}>{t(volume.written ? "state.written" : "state.left")}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
