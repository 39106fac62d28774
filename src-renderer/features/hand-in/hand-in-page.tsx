// One hand-in: what goes and what is wrong with it on the left, where it goes on the right; then progress and the result.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import type { Assembled } from "../../../src-main/api/hand-in/contract.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Field } from "../../ui/field.tsx";
import { FolderPicker } from "../../widgets/drives/folder-picker.tsx";
import { pathOfKind } from "../../widgets/records/record-path.ts";
import { ChecksSheet } from "./checks-sheet.tsx";
import { ContentsSheet } from "./contents-sheet.tsx";
import { ExportResult, Exporting } from "./export-result.tsx";
import { AS_USUAL, isUntrueZero, isZero, type Options } from "./export-options.ts";
import { ReleaseSheet } from "./release-sheet.tsx";
import { TargetSheet } from "./target-sheet.tsx";
import { useExport, usePress } from "./use-export.ts";
import { useHolds } from "./use-holds.ts";
import "./hand-in.css";
import { asksForSmall } from "../../../src-main/domain/renditions/renditions.ts";

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
  return assembled.data === undefined ? <Loading /> : <Assembly key={report} assembled={assembled.data} />;
}

function Assembly({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const campaign = useCampaign();
  const [options, setOptions] = useState<Options>({ ...AS_USUAL, small: asksForSmall(campaign) });
  const { task, result, problem, write, plan, planning } = useExport(assembled, options);
  const holds = useHolds(options);
  const { picking, asked, block, press, putAway } = usePress(assembled, options, plan);
  const set = (change: Partial<Options>): void => setOptions({ ...options, ...change });
  if (result !== undefined) return <ExportResult result={result.export} />;
  return (
    <HandInFrame assembled={assembled} running={task?.state === "running" || planning} onExport={() => void press()}>
      {task?.state === "running" && <Exporting task={task} />}
      <Trouble
        problem={problem}
        onVolumes={() => set({ volumes: { ...options.volumes, size: "fat32" } })}
        withoutLost={options.withoutLost}
        onWithoutLost={() => set({ withoutLost: true })}
      />
      {task?.state === "cancelled" && <Note tone="quiet">{t("cancelled")}</Note>}
      {block !== undefined && <Note tone="bad">{t(`block.${block}`)}</Note>}
      <div className="assembly">
        <div className="stack">
          {assembled.unwritten !== null && <Unwritten kind={assembled.unwritten} />}
          {isUntrueZero(assembled) && (
            <div id="zero">
              <Note tone="warn">{t("notZero", { count: assembled.recorded })}</Note>
            </div>
          )}
          {isZero(assembled) && !isUntrueZero(assembled) && (
            <ZeroReason reason={options.reason} missing={block === "reason"} onChange={(reason) => set({ reason })} />
          )}
          <ChecksSheet report={assembled.report} findings={assembled.findings} asked={asked} />
          <ContentsSheet assembled={assembled} />
        </div>
        <div className="assembly-beside stack">
          <TargetSheet assembled={assembled} options={options} onChange={set} />
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
          neededBytes={holds?.estimateBytes ?? 0}
          title={t("pickFolder")}
          confirm={t("exportHere")}
          onCancel={putAway}
          onPick={([folder]) => {
            putAway();
            write(folder);
          }}
        />
      )}
    </HandInFrame>
  );
}

/** A plan or a summary is written first; the report only carries it. */
function Unwritten({ kind }: Readonly<{ kind: string }>) {
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  return (
    <div id="unwritten">
      <Note tone="warn">
        <span className="row tight">
          {t("unwritten")}
          <Button size="small" onClick={() => go(pathOfKind(kind))}>
            {t("unwrittenTo")}
          </Button>
        </span>
      </Note>
    </div>
  );
}

/** A drive that cannot take the file as one: volumes are offered. */
const WANTS_VOLUMES: ReadonlySet<string> = new Set(["drive-file-too-large", "drive-too-small"]);

type TroubleProps = Readonly<{
  problem: Parameters<typeof ProblemNotice>[0]["problem"] | undefined;
  onVolumes: () => void;
  withoutLost: boolean;
  onWithoutLost: () => void;
}>;

function Trouble({ problem, onVolumes, withoutLost, onWithoutLost }: TroubleProps) {
  const { t } = useTranslation("volumes");
  if (problem === undefined) return null;
  return (
    <>
      <ProblemNotice problem={problem} />
      {WANTS_VOLUMES.has(problem.code) && (
        <Note tone="accent">
          {t("offer")}{" "}
          <button type="button" className="link" onClick={onVolumes}>
            {t("offerTake")}
          </button>
        </Note>
      )}
      {problem.code === "original-lost" && <WithoutLost chosen={withoutLost} onChoose={onWithoutLost} />}
    </>
  );
}

/** The rest may go now; what is gone follows when its file is added again. */
function WithoutLost({ chosen, onChoose }: Readonly<{ chosen: boolean; onChoose: () => void }>) {
  const { t } = useTranslation("hand-in");
  if (chosen) return <Note tone="accent">{t("lost.chosen")}</Note>;
  return (
    <Note tone="accent">
      {t("lost.offer")}{" "}
      <button type="button" className="link" onClick={onChoose}>
        {t("lost.take")}
      </button>
    </Note>
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

/** A period without any record may be reported as such, with a reason; from there the way leads back to the report itself. */
function ZeroButton({ assembled }: Readonly<{ assembled: Assembled }>) {
  const { t } = useTranslation("hand-in");
  const [, go] = useLocation();
  const to = (report: string): void => go(`/hand-in/${encodeURIComponent(report)}`);
  const { insteadOf, zeroReport } = assembled;
  if (insteadOf !== null) return <Button onClick={() => to(insteadOf)}>{t("notZeroTo")}</Button>;
  return zeroReport === null ? null : <Button onClick={() => to(zeroReport)}>{t("zero")}</Button>;
}
