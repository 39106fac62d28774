// One hand-in: what goes and what is wrong with it on the left, where it goes on the right; then progress and the result.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import type { Assembled } from "../../../src-main/api/contract/hand-in.ts";
import { queries, query, settled } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Field } from "../../ui/field.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";
import { ChecksSheet } from "./checks-sheet.tsx";
import { ContentsSheet } from "./contents-sheet.tsx";
import { ExportResult, Exporting } from "./export-result.tsx";
import { needsRelease, ReleaseSheet, type TypedRelease } from "./release-sheet.tsx";
import { TargetSheet } from "./target-sheet.tsx";
import { limitOf, ONE_FILE, type VolumeChoice } from "./volume-choice.tsx";
import { usePlanning } from "./volumes-left.tsx";
import "./hand-in.css";

export default function HandInPage() {
  const params = useParams<{ report: string }>();
  const report = decodeURIComponent(params.report ?? "now");
  const assembled = useQuery(query.handIn.assemble.queryOptions({ input: { report }, staleTime: 0 }));
  if (assembled.isError) {
    return (
      <Page title="">
        <ProblemNotice problem={problemOf(assembled.error)} />
      </Page>
    );
  }
  return assembled.data === undefined ? null : <Assembly key={report} assembled={assembled.data} />;
}

type Block = "error" | "explanation" | "reason" | "release";

/** What keeps the export back: the first error, a warning without a 说明, a zero report's reason, a release. */
function blockOf(assembled: Assembled, { reason, release }: Options): Block | undefined {
  if (assembled.findings.some((finding) => finding.level === "error" && !(finding.explainable && finding.explanation !== null)))
    return "error";
  if (assembled.findings.some((finding) => finding.level === "warning" && finding.explanation === null)) return "explanation";
  if (isZero(assembled) && reason.trim() === "") return "reason";
  return needsRelease(assembled) && release.pin === "" ? "release" : undefined;
}

/** Where on the page a block is mended. */
const PLACE_OF: Readonly<Record<Block, string>> = { error: "checks", explanation: "checks", reason: "zero", release: "release" };

function isZero(assembled: Assembled): boolean {
  return assembled.report.startsWith("zero:");
}

type Options = Readonly<{
  reason: string;
  full: boolean;
  plain: boolean;
  recordsOnly: boolean;
  volumes: VolumeChoice;
  release: TypedRelease;
}>;
const AS_USUAL: Options = {
  reason: "",
  full: false,
  plain: false,
  recordsOnly: false,
  volumes: ONE_FILE,
  release: { person: undefined, pin: "" },
};

/** A drive that cannot take the file as one: volumes are offered. */
const WANTS_VOLUMES: ReadonlySet<string> = new Set(["drive-file-too-large", "drive-too-small"]);

function Assembly({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const [options, setOptions] = useState<Options>(AS_USUAL);
  const [picking, setPicking] = useState(false);
  const [asked, setAsked] = useState(false);
  const { task, problem, write, plan, planning } = useExport(assembled, options);
  const block = asked ? blockOf(assembled, options) : undefined;
  const set = (change: Partial<Options>): void => setOptions({ ...options, ...change });
  const press = async (): Promise<void> => {
    setAsked(true);
    await settled(query.handIn.explain.mutationKey());
    const fresh = queries.getQueryData(query.handIn.assemble.queryKey({ input: { report: assembled.report } }));
    const now = blockOf(fresh ?? assembled, options);
    if (now === undefined && limitOf(options.volumes) !== undefined) plan();
    else if (now === undefined) setPicking(true);
    else document.getElementById(PLACE_OF[now])?.scrollIntoView({ block: "center" });
  };
  if (task?.result?.kind === "export") return <ExportResult result={task.result.export} />;
  return (
    <HandInFrame assembled={assembled} running={task?.state === "running" || planning} onExport={() => void press()}>
      {task?.state === "running" && <Exporting task={task} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {problem !== undefined && WANTS_VOLUMES.has(problem.code) && (
        <Note tone="accent">
          {t("offer", { ns: "volumes" })}{" "}
          <button type="button" className="link" onClick={() => set({ volumes: { ...options.volumes, size: "fat32" } })}>
            {t("offerTake", { ns: "volumes" })}
          </button>
        </Note>
      )}
      {task?.state === "cancelled" && <Note tone="quiet">{t("cancelled")}</Note>}
      {block !== undefined && <Note tone="bad">{t(`block.${block}`)}</Note>}
      <div className="assembly">
        <div className="stack">
          {isZero(assembled) && (
            <ZeroReason reason={options.reason} missing={block === "reason"} onChange={(reason) => set({ reason })} />
          )}
          <ChecksSheet report={assembled.report} findings={assembled.findings} asked={asked} />
          <ContentsSheet assembled={assembled} />
        </div>
        <div className="assembly-beside stack">
          <TargetSheet
            assembled={assembled}
            full={options.full}
            plain={options.plain}
            recordsOnly={options.recordsOnly}
            volumes={options.volumes}
            onFull={(full) => set({ full })}
            onPlain={(plain) => set({ plain })}
            onRecordsOnly={(recordsOnly) => set({ recordsOnly })}
            onVolumes={(volumes) => set({ volumes })}
          />
          <ReleaseSheet
            assembled={assembled}
            value={options.release}
            missing={block === "release"}
            onChange={(release) => set({ release })}
          />
        </div>
      </div>
      {picking && (
        <FolderPicker
          purpose="folder"
          neededBytes={assembled.estimateBytes}
          title={t("pickFolder")}
          confirm={t("exportHere")}
          onCancel={() => setPicking(false)}
          onPick={([folder]) => {
            setPicking(false);
            if (folder !== undefined) write(folder);
          }}
        />
      )}
    </HandInFrame>
  );
}

type FrameProps = Readonly<{ assembled: Assembled; running: boolean; onExport: () => void; children: ReactNode }>;

/** Title, deadline and the buttons, which are away while the export runs. */
function HandInFrame({ assembled, running, onExport, children }: FrameProps) {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const dates = useDates();
  const actions = (
    <>
      <ZeroButton assembled={assembled} />
      <Button type="primary" onClick={onExport}>
        {t("export")}
      </Button>
    </>
  );
  const due = assembled.dueAtMs === null ? undefined : t("due", { at: dates.deadline(assembled.dueAtMs) });
  return (
    <Page title={say(assembled.title)} beside={due} actions={running ? undefined : actions}>
      {children}
    </Page>
  );
}

function useExport(assembled: Assembled, { reason, full, plain, recordsOnly, volumes, release }: Options) {
  const begin = useMutation(query.handIn.export.mutationOptions());
  const planning = usePlanning();
  const exporting = useTask(begin.data?.task);
  const options = { full, plain, recordsOnly };
  const person = release.person ?? assembled.release.people[0]?.id;
  const stated = {
    report: assembled.report,
    ...(isZero(assembled) && { reason: reason.trim() }),
    ...(needsRelease(assembled) && person !== undefined && { release: { person, pin: release.pin } }),
  };
  const failed = begin.isError ? problemOf(begin.error) : (exporting?.problem ?? undefined);
  return {
    task: planning.task?.state === "running" ? planning.task : exporting,
    planning: planning.busy,
    write: (folder: string): void => begin.mutate({ ...stated, folder, options }),
    plan: (): void => {
      const limitBytes = limitOf(volumes);
      if (limitBytes !== undefined) planning.begin({ ...stated, options, limitBytes });
    },
    problem: planning.problem ?? failed,
  };
}

function ZeroReason({
  reason,
  missing,
  onChange,
}: Readonly<{ reason: string; missing: boolean; onChange: (reason: string) => void }>) {
  const { t } = useTranslation("hand-in");
  return (
    <section className="sheet pad" id="zero">
      <Field label={t("zeroReason")} required error={missing ? t("block.reason") : undefined} hint={t("zeroHint")}>
        <TextInput lines={2} value={reason} maxLength={2000} onChange={onChange} />
      </Field>
    </section>
  );
}

/** A period without any record may be reported as such, with a reason. */
function ZeroButton({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  if (!assembled.mayBeZero || isZero(assembled)) return null;
  return (
    <Button onClick={() => go(`/hand-in/${encodeURIComponent(`zero:${assembled.report.split(":")[1] ?? ""}`)}`)}>
      {t("zero")}
    </Button>
  );
}
