// 备份: when the data were copied last, one button that copies them now, and the copies that imports leave.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { KeepingState } from "../../../../src-main/api/keeping/contract.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { useDates, useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Loading } from "../../../ui/loading.tsx";
import { Note } from "../../../ui/note.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { ForkNote } from "../../../widgets/records/fork-note.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";
import { WriteTo } from "../../../widgets/tasks/write-to.tsx";
import { CareSheet } from "./care.tsx";
import { GiveBack } from "./give-back.tsx";
import { SoundnessSheet } from "./soundness.tsx";

export function BackupSettings() {
  const { t } = useTranslation("keeping");
  const { role } = useSession();
  const dates = useDates();
  const state = useQuery(query.keeping.state.queryOptions({ staleTime: 0 }));
  if (state.isError) return <ProblemNotice problem={problemOf(state.error)} />;
  if (state.data === undefined) return <Loading />;
  const { origin } = state.data;
  return (
    <div className="stack">
      <ForkNote />
      {origin !== null && <Note tone="accent">{t(`origin.${origin.why}`, { at: dates.instant(origin.atMs) })}</Note>}
      <WholeBackup last={state.data.lastBackups} />
      <SoundnessSheet />
      <CareSheet />
      <Copies state={state.data} />
      {role === "county" && <GiveBack />}
    </div>
  );
}

function WholeBackup({ last }: Readonly<{ last: KeepingState["lastBackups"] }>) {
  const { t } = useTranslation("keeping");
  const dates = useDates();
  const { start, result, ...work } = useWork("backup", query.keeping.backUp.mutationOptions());
  const [file] = result?.files ?? [];
  return (
    <Sheet
      title={t("backup")}
      beside={last.away === null ? t("backup.never") : t("backup.last", { at: dates.instant(last.away) })}
    >
      <div className="stack">
        <p className="muted">{t("backup.what")}</p>
        {last.here !== null && last.here > (last.away ?? 0) && (
          <Note tone="warn">{t("backup.onSameDrive", { at: dates.instant(last.here) })}</Note>
        )}
        <WriteTo
          work={work}
          done={result && file && t("backup.done", { folder: result.folder, file: file.name, size: saySize(file.sizeBytes) })}
          type="primary"
          icon="drive"
          label={t("backup.now")}
          title={t("backup.folder")}
          confirm={t("backup.here")}
          onFolder={(folder) => start({ folder })}
        >
          {result !== undefined && result.leftOut > 0 && (
            <Note tone="warn">{t("backup.leftOut", { count: result.leftOut })}</Note>
          )}
        </WriteTo>
      </div>
    </Sheet>
  );
}

function Copies({ state }: Readonly<{ state: KeepingState }>) {
  const { t } = useTranslation("keeping");
  const dates = useDates();
  return (
    <Sheet title={t("copies")}>
      <div className="stack">
        <p className="muted">
          <Foreign text={t("copies.what", { folder: state.folder })} />
        </p>
        {state.copies.length === 0 ? (
          <p className="muted">{t("copies.none")}</p>
        ) : (
          <table className="plain">
            <thead>
              <tr>
                <th>{t("copies.at")}</th>
                <th className="num">{t("copies.size")}</th>
                <th>{t("copies.file")}</th>
              </tr>
            </thead>
            <tbody>
              {state.copies.map((copy) => (
                <tr key={copy.name}>
                  <td>{dates.instant(copy.atMs)}</td>
                  <td className="num">{saySize(copy.sizeBytes)}</td>
                  <td>
                    <code>{copy.name}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Sheet>
  );
}
