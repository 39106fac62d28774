// 收件: pick files or a folder; what was looked through waits here until it is merged; what was taken in lately.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { FileSource, ProblemData } from "../../../src-main/api/contract-parts.ts";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Drawing } from "../../ui/drawings.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { BundlesOnDrives } from "../../widgets/drives/bundles-on-drives.tsx";
import { PickButton } from "../../widgets/drives/pick-button.tsx";
import { ImportResults } from "../../widgets/bundles/import-results.tsx";
import { MissingSheet } from "../../widgets/figures/missing-sheet.tsx";
import { useGivenFiles, type GivenFar } from "../../widgets/media/use-given-files.ts";
import { CancelTask } from "../../widgets/tasks/cancel-task.tsx";
import { percentOf, TaskPace, useTaskWords } from "../../widgets/tasks/task-words.tsx";
import { useTakeOpened } from "../../widgets/tasks/use-opened.ts";
import { useWork } from "../../widgets/tasks/use-work.ts";
import { UnfinishedRun } from "./unfinished-run.tsx";
import "./inbox.css";

export default function Inbox() {
  const { t } = useTranslation("inbox");
  const [, go] = useLocation();
  return (
    <Page title={t("title")} actions={<Button onClick={() => go("/inbox/log")}>{t("log", { ns: "keeping" })}</Button>}>
      <UnfinishedRun />
      <Looking />
      <MissingSheet />
      <Recent />
    </Page>
  );
}

/** What is plugged in comes first; anything else is picked below. */
function Looking() {
  const { t } = useTranslation("inbox");
  const look = useLook();
  useTakeOpened((path) => look.take([{ from: "path", path }]), !look.busy);
  return (
    <>
      <BundlesOnDrives action={t("onDrive.look")} busy={look.busy} onOpen={(path) => look.take([{ from: "path", path }])} />
      <Picker look={look} />
    </>
  );
}

function Picker({ look }: Readonly<{ look: ReturnType<typeof useLook> }>) {
  const { t } = useTranslation("inbox");
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    look.takeFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      className={over ? "sheet inbox-drop inbox-over" : "sheet inbox-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Drawing name="inbox" />
      {look.busy ? (
        <LookProgress task={look.task} far={look.far} onCancelGiving={look.cancelGiving} />
      ) : (
        <>
          <p className="blank-what">{t("pickWhat")}</p>
          <p className="muted">{t("pickHow")}</p>
          <PickButtons look={look} />
        </>
      )}
      {look.problem !== undefined && <ProblemNotice problem={look.problem} />}
    </section>
  );
}

function PickButtons({ look }: Readonly<{ look: ReturnType<typeof useLook> }>) {
  const { t } = useTranslation("inbox");
  const files = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      <PickButton
        type="primary"
        icon="drive"
        purpose="bundles"
        title={t("pickFolder")}
        confirm={t("lookThrough")}
        onPick={(paths) => look.take(paths.map((path) => ({ from: "path", path })))}
      >
        {t("pickFolder")}
      </PickButton>
      <Button icon={<Icon name="file" size={16} />} onClick={() => files.current?.click()}>
        {t("pickFiles")}
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t("pickFiles")}
        onChange={(event) => {
          look.takeFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}

/** Files of the browser are uploaded first; then all are looked through, and the preview opens. */
function useLook() {
  const [, go] = useLocation();
  const goTo = useRef(go);
  const look = useWork("look", query.inbox.look.mutationOptions());
  const given = useGivenFiles();
  const upload = useMutation({
    mutationFn: given.give,
    onSuccess: (sources) => look.start({ sources }),
  });
  const preview = look.result?.preview;
  useEffect(() => {
    if (preview !== undefined) goTo.current(`/inbox/${preview}`);
  }, [preview]);
  return {
    task: look.task,
    busy: upload.isPending || look.running,
    far: given.far,
    cancelGiving: given.cancel,
    problem: upload.isError ? unlessCancelled(problemOf(upload.error)) : look.problem,
    take: (sources: readonly FileSource[]): void => {
      upload.reset();
      look.start({ sources: [...sources] });
    },
    takeFiles: (picked: readonly File[]): void => {
      if (picked.length > 0) upload.mutate(picked);
    },
  };
}

/** The person stopped it: nothing is wrong. */
function unlessCancelled(problem: ProblemData): ProblemData | undefined {
  return problem.code === "cancelled" ? undefined : problem;
}

type LookProps = Readonly<{ task: Task | undefined; far: GivenFar | undefined; onCancelGiving: () => void }>;

function LookProgress({ task, far, onCancelGiving }: LookProps) {
  const { t } = useTranslation("inbox");
  const words = useTaskWords();
  if (far !== undefined) return <Giving far={far} onCancel={onCancelGiving} />;
  return (
    <div className="inbox-looking" aria-live="polite">
      <p className="blank-what">{task === undefined ? t("looking") : words.title(task)}</p>
      <Progress percent={task === undefined ? 0 : percentOf(task)} showInfo={false} aria-label={t("looking")} />
      {task !== undefined && (
        <>
          <TaskPace task={task} />
          <CancelTask task={task} small />
        </>
      )}
    </div>
  );
}

/** Files whose bytes the page has to send: how much is sent. */
function Giving({ far: { doneBytes, totalBytes }, onCancel }: Readonly<{ far: GivenFar; onCancel: () => void }>) {
  const { t } = useTranslation("inbox");
  const percent = totalBytes === 0 ? 0 : Math.floor((doneBytes / totalBytes) * 100);
  return (
    <div className="inbox-looking" aria-live="polite">
      <p className="blank-what">{t("giving")}</p>
      <Progress percent={percent} showInfo={false} aria-label={t("giving")} />
      <p className="small muted">{`${saySize(doneBytes)} / ${saySize(totalBytes)}`}</p>
      <Button size="small" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}

function Recent() {
  const { t } = useTranslation("inbox");
  const recent = useQuery(query.inbox.recent.queryOptions());
  if (recent.isError) return <ProblemNotice problem={problemOf(recent.error)} />;
  if (recent.data === undefined || recent.data.length === 0) return null;
  return (
    <Sheet flush title={t("recent")}>
      <ImportResults imports={recent.data} />
    </Sheet>
  );
}
