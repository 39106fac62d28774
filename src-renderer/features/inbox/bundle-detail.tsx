// The bundle that is pointed at: its conflicts field by field, or the reason why it is refused, held or incomplete.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OpenedConflict as Opened, PreviewedBundle } from "../../../src-main/api/inbox/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { ConflictTable } from "../../widgets/records/conflict-table.tsx";

export function BundleDetail({ preview, bundle }: Readonly<{ preview: string; bundle: PreviewedBundle | undefined }>) {
  const { t } = useTranslation("inbox");
  const mark = useListMark();
  if (bundle === undefined) return null;
  const unit = bundle.sender?.unitName ?? bundle.fileName;
  const name = bundle.outcome === "held" ? t("claims", { unit }) : unit;
  return (
    <div className="bundle-detail">
      <Sheet title={<Foreign text={`${name}${bundle.number === null ? "" : ` · ${t("bundle", { number: bundle.number })}`}`} />}>
        <div className="stack">
          {bundle.problem !== null && <ProblemNotice problem={bundle.problem} />}
          {bundle.outcome === "held" && <p>{t("heldWhat")}</p>}
          {bundle.outcome === "waiting" && <p>{t("waitingWhat")}</p>}
          {bundle.outcome === "ended" && <p>{t("endedWhat")}</p>}
          {bundle.outcome === "gap" && <p>{t("gapWhat", { missing: bundle.missingBundles.join(mark) })}</p>}
          {bundle.outcome === "already" && <p>{t("alreadyWhat")}</p>}
          <BundleFacts bundle={bundle} />
        </div>
      </Sheet>
      {bundle.conflicts > 0 && <Conflicts preview={preview} bundle={bundle.bundle} />}
    </div>
  );
}

function BundleFacts({ bundle }: Readonly<{ bundle: PreviewedBundle }>) {
  const { t } = useTranslation("inbox");
  const dates = useDates();
  return (
    <dl className="facts">
      <dt>{t("fact.file")}</dt>
      <dd>
        <Foreign text={bundle.fileName} /> <span className="muted">{saySize(bundle.sizeBytes)}</span>
      </dd>
      {bundle.sender !== null && (
        <>
          <dt>{t("fact.device")}</dt>
          <dd>
            <Foreign text={bundle.sender.device} />
          </dd>
        </>
      )}
      {bundle.exportedAtMs !== null && (
        <>
          <dt>{t("fact.exported")}</dt>
          <dd>{dates.instant(bundle.exportedAtMs)}</dd>
        </>
      )}
    </dl>
  );
}

function Conflicts({ preview, bundle }: Readonly<{ preview: string; bundle: string }>) {
  const found = useQuery(query.inbox.conflicts.queryOptions({ input: { preview, bundle } }));
  if (found.isError) return <ProblemNotice problem={problemOf(found.error)} />;
  return (
    <div className="stack">
      {(found.data ?? []).map((record) => (
        <OpenedConflict key={`${record.unit}/${record.kind}/${record.record}`} record={record} />
      ))}
    </div>
  );
}

/** What differs between two reports of one duty says nothing to a person: the unit hands in again. */
function OpenedConflict({ record }: Readonly<{ record: Opened }>) {
  const { t } = useTranslation("inbox");
  const title = record.title === "" ? t(`kind.${record.kind}`, { ns: "conflicts", defaultValue: record.kind }) : record.title;
  const isReport = record.kind === "report";
  return (
    <Sheet title={<Foreign text={title} />}>
      {!isReport && record.fields.map((field) => <ConflictTable key={field.path} conflict={field} />)}
      <p className="muted small">{t(isReport ? "reportTwice" : "conflictKept")}</p>
    </Sheet>
  );
}
