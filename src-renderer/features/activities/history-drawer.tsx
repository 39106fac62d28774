// The history of a record: every version, newest first, with what it changed.
import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import type { ActivityDetail, Version } from "../../../src-main/api/activities/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";
import { useValueWords } from "../../widgets/records/value-words.ts";

export function HistoryDrawer({ detail, onClose }: Readonly<{ detail: ActivityDetail; onClose: () => void }>) {
  const { t } = useTranslation("activities");
  const history = useQuery(query.activities.history.queryOptions({ input: { unit: detail.unit, record: detail.record } }));
  return (
    <Drawer open title={t("history")} size={480} onClose={onClose}>
      {history.isError && <ProblemNotice problem={problemOf(history.error)} />}
      {history.isPending && <Loading />}
      <ol className="versions">
        {history.data?.versions.map((version) => (
          <OneVersion key={version.hash} version={version} />
        ))}
      </ol>
      {history.data !== undefined && history.data.earlier > 0 && (
        <p className="muted small">{t("versionsEarlier", { count: history.data.earlier })}</p>
      )}
    </Drawer>
  );
}

function OneVersion({ version }: Readonly<{ version: Version }>) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  const words = useValueWords();
  return (
    <li>
      <div className="row tight wrap">
        <strong>{dates.instant(version.atMs)}</strong>
        <span className="muted small">
          <Foreign text={`${version.by} · ${version.device}`} />
        </span>
        <code className="muted small">{version.hash.slice(0, 8)}</code>
      </div>
      {version.op === "delete" ? (
        <p className="bad-ink">{t("versionRemoved")}</p>
      ) : (
        <dl className="facts">
          {version.changes.map((change) => (
            <VersionChange
              key={change.path}
              label={words.label(change.path)}
              from={words.value(change.from, change.path)}
              to={words.value(change.to, change.path)}
            />
          ))}
        </dl>
      )}
    </li>
  );
}

function VersionChange({ label, from, to }: Readonly<{ label: string; from: string; to: string }>) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {from !== "—" && <span className="muted">{visibleText(from)} → </span>}
        {visibleText(to)}
      </dd>
    </>
  );
}
