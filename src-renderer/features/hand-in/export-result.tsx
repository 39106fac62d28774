// The export while it runs, and what it left: every byte read back, the drive safe to remove, number and code.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Exported } from "../../../src-main/api/hand-in/contract.ts";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { EjectDrive } from "../../widgets/drives/eject-drive.tsx";
import { useSayMedia } from "../../widgets/media/say-media.ts";
import { RunningTask } from "../../widgets/tasks/running-task.tsx";

export function Exporting({ task }: Readonly<{ task: Task }>) {
  const { t } = useTranslation("hand-in");
  return <RunningTask task={task} beside={t("doNotRemove")} />;
}

export function ExportResult({ result }: Readonly<{ result: Exported }>) {
  const { t } = useTranslation("hand-in");
  const say = useWords();
  const dates = useDates();
  const sayMedia = useSayMedia();
  const [, go] = useLocation();
  return (
    <Page title={say(result.title)} actions={<Button onClick={() => go("/")}>{t("toHome")}</Button>}>
      <section className="sheet pad exported" aria-live="polite">
        <div className="exported-head">
          <span className="exported-mark">
            <Icon name="tick" size={28} />
          </span>
          <div>
            <h2>{t("safeToRemove")}</h2>
            <p className="muted">
              {t(result.readFrom === "drive" ? "readBackDrive" : "readBack", { count: result.files.length })}
            </p>
          </div>
        </div>
        <EjectDrive folder={result.folder} />
        <div className="exported-code">
          <div className="own-code">{t("bundle", { number: result.bundleNumber })}</div>
          <div className="muted small">{t("numberWhat")}</div>
        </div>
        <dl className="facts">
          <dt>{t("folder")}</dt>
          <dd>
            <Foreign text={result.folder} />
          </dd>
          <dt>{t("files")}</dt>
          <dd>
            {result.files.map((file) => (
              <div key={file.name}>
                {file.name} <span className="muted">{saySize(file.sizeBytes)}</span>
              </div>
            ))}
          </dd>
          <dt>{t("holds")}</dt>
          <dd>
            {[t("recordCount", { count: result.records }), sayMedia(result.media)].filter((part) => part !== "").join(" · ")}
          </dd>
          <dt>{t("exportedAt")}</dt>
          <dd>{dates.instant(result.exportedAtMs)}</dd>
        </dl>
        {result.lostMedia > 0 && <Note tone="warn">{t("lost.left", { count: result.lostMedia })}</Note>}
        <NotTaken leftOut={result.leftOut} />
        <p className="muted">{t("nextStep")}</p>
      </section>
    </Page>
  );
}

/** What a plain bundle left out. */
function NotTaken({ leftOut: { records, originals } }: Readonly<{ leftOut: Exported["leftOut"] }>) {
  const { t } = useTranslation("hand-in");
  const mark = useListMark();
  const kinds = Object.entries(records).map(([kind, count]) => t(`kind.${kind}`, { count, defaultValue: `${kind} ${count}` }));
  const count = Object.values(records).reduce((sum, one) => sum + one, 0);
  return (
    <>
      {count > 0 && <Note tone="warn">{t("leftOut.records", { count, kinds: kinds.join(mark) })}</Note>}
      {originals > 0 && <Note tone="warn">{t("leftOut.originals", { count: originals })}</Note>}
    </>
  );
}
