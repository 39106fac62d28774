// The facts of this workspace: where it lies, how large it is, which versions are in use.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sayCount, saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Loading } from "../../../ui/loading.tsx";
import { Note } from "../../../ui/note.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import { CopyDiagnostics } from "../copy-diagnostics.tsx";

export function WorkspaceFacts() {
  const { t } = useTranslation("settings");
  const session = useSession();
  const facts = useQuery(query.settings.workspace.queryOptions({ staleTime: 0 }));
  if (facts.isError) return <ProblemNotice problem={problemOf(facts.error)} />;
  if (facts.data === undefined) return <Loading />;
  const rows: readonly (readonly [string, string])[] = [
    [t("fact.unit"), `${session.unit.name} ${session.unit.code}`],
    [t("fact.device"), session.device],
    [t("fact.folder"), facts.data.folder],
    [t("fact.records"), sayCount(facts.data.records)],
    [t("fact.media"), t("fact.mediaValue", { count: sayCount(facts.data.mediaFiles), size: saySize(facts.data.mediaBytes) })],
    [t("fact.free"), saySize(facts.data.freeBytes)],
    [t("fact.campaign"), String(facts.data.campaignVersion)],
    [t("fact.program"), facts.data.programVersion],
  ];
  return (
    <div className="stack">
      {!facts.data.keychain && <Note tone="warn">{t("noKeychain")}</Note>}
      <Sheet>
        <dl className="facts">
          {rows.map(([label, value]) => (
            <FactRow key={label} label={label} value={value} />
          ))}
        </dl>
      </Sheet>
      <CopyDiagnostics />
    </div>
  );
}

function FactRow({ label, value }: Readonly<{ label: string; value: string }>) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{visibleText(value)}</dd>
    </>
  );
}
