// One record of a ledger, to be read; from here it is changed or deleted.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import type { LedgerDetail } from "../../../src-main/api/ledgers/contract.ts";
import type { RecordKey } from "../../../src-main/api/contract-parts.ts";
import { sayCount } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { useDates, useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";
import { MediaStrip } from "../../widgets/media/media-strip.tsx";
import { StateTag } from "../../widgets/records/state-tag.tsx";
import { useOpenDraft } from "../../widgets/records/use-open-draft.ts";
import { useAskRemoval, useSayRemoved } from "../../widgets/records/use-removal.tsx";

type DrawerProps = Readonly<{ record: RecordKey; onClose: () => void }>;

export function RecordDrawer({ record, onClose }: DrawerProps) {
  const { t } = useTranslation("ledgers");
  const detail = useQuery(query.ledgers.get.queryOptions({ input: record }));
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={detail.data === undefined ? t("record") : <Foreign text={detail.data.title} />}
      extra={detail.data?.mayEdit === true && <Actions detail={detail.data} onClose={onClose} />}
    >
      {detail.isError && <ProblemNotice problem={problemOf(detail.error)} />}
      {detail.isPending && <Loading />}
      {detail.data !== undefined && <Facts detail={detail.data} />}
    </Drawer>
  );
}

function Facts({ detail }: Readonly<{ detail: LedgerDetail }>) {
  const { t } = useTranslation("ledgers");
  const { role } = useSession();
  const say = useWords();
  const dates = useDates();
  const words = (value: LedgerDetail["members"][number]["value"]): string => {
    if (typeof value === "number") return sayCount(value);
    if (typeof value === "boolean") return t(value ? "yes" : "no", { ns: "common" });
    return typeof value === "string" ? visibleText(/^\d{4}-\d{2}-\d{2}$/.test(value) ? dates.day(value) : value) : say(value);
  };
  return (
    <div className="stack">
      <div className="row tight">
        <StateTag state={detail.state} />
        {role === "county" && <Foreign text={detail.unitName} />}
      </div>
      <dl className="facts">
        {detail.members.map(({ label, value }) => (
          <div key={label.zh} className="fact">
            <dt>{say(label)}</dt>
            <dd className="pre">{words(value)}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>{t("edited", { ns: "activities" })}</dt>
          <dd>
            <Foreign text={detail.editedBy} /> {dates.instant(detail.editedAtMs)}
          </dd>
        </div>
      </dl>
      {detail.media.length > 0 && <MediaStrip items={detail.media} />}
    </div>
  );
}

function Actions({ detail, onClose }: Readonly<{ detail: LedgerDetail; onClose: () => void }>) {
  const { t } = useTranslation("activities");
  const open = useOpenDraft();
  const ask = useAskRemoval();
  const sayRemoved = useSayRemoved();
  const { kind, record, title } = detail;
  const remove = useMutation(
    query.ledgers.remove.mutationOptions({
      onSuccess: () => {
        onClose();
        sayRemoved({ kind, record, title });
      },
    }),
  );
  const failed = open.error ?? remove.error;
  return (
    <span className="row tight">
      <Button onClick={() => ask(() => remove.mutateAsync({ kind, record }))}>{t("remove")}</Button>
      <Button type="primary" onClick={() => open.mutate({ from: "record", kind, record })}>
        {t("edit")}
      </Button>
      {failed !== null && <ProblemNotice problem={problemOf(failed)} />}
    </span>
  );
}
