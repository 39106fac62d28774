// One activity as it stands: what the county said, its numbers, its story, its evidence; edited through a draft.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import type { ActivityDetail } from "../../../src-main/api/activities/contract.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { findItem } from "../../widgets/records/catalogue.ts";
import { StateTag } from "../../widgets/records/state-tag.tsx";
import { useOpenDraft } from "../../widgets/records/use-open-draft.ts";
import { useAskRemoval, useSayRemoved } from "../../widgets/records/use-removal.tsx";
import { ActivityView } from "./activity-view.tsx";
import { HistoryDrawer } from "./history-drawer.tsx";
import "./activities.css";

export default function ActivityPage() {
  const { unit = "", record = "" } = useParams<{ unit: string; record: string }>();
  const detail = useQuery(query.activities.get.queryOptions({ input: { unit, record } }));
  if (detail.isError) {
    return (
      <Page title="">
        <ProblemNotice problem={problemOf(detail.error)} />
      </Page>
    );
  }
  return detail.data === undefined ? <Loading /> : <Loaded detail={detail.data} />;
}

function Loaded({ detail }: Readonly<{ detail: ActivityDetail }>) {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const say = useWords();
  const item = findItem(useCampaign(), detail.value.code)?.item;
  const [history, setHistory] = useState(false);
  return (
    <Page
      title={<Foreign text={detail.value.title} />}
      beside={
        <>
          {role === "county" && <Foreign text={detail.unitName} />}
          <Tag tone="accent">{item === undefined ? detail.value.code : say(item.name)}</Tag>
          <StateTag state={detail.state} />
        </>
      }
      actions={
        <>
          <Button icon={<Icon name="history" size={16} />} onClick={() => setHistory(true)}>
            {t("history")}
          </Button>
          {detail.mayEdit && <EditActions detail={detail} />}
        </>
      }
    >
      <ActivityView detail={detail} />
      {history && <HistoryDrawer detail={detail} onClose={() => setHistory(false)} />}
    </Page>
  );
}

function EditActions({ detail }: Readonly<{ detail: ActivityDetail }>) {
  const { t } = useTranslation("activities");
  const [, go] = useLocation();
  const open = useOpenDraft();
  const ask = useAskRemoval();
  const sayRemoved = useSayRemoved();
  const { record, value } = detail;
  const remove = useMutation(
    query.activities.remove.mutationOptions({
      onSuccess: () => {
        go("/activities", { replace: true });
        sayRemoved({ kind: "activity", record, title: value.title });
      },
    }),
  );
  const failed = open.error ?? remove.error;
  return (
    <>
      <Button icon={<Icon name="remove" size={16} />} onClick={() => ask(() => remove.mutateAsync({ record }))}>
        {t("remove")}
      </Button>
      <Button icon={<Icon name="copy" size={16} />} onClick={() => open.mutate({ from: "copy", record })}>
        {t("duplicate")}
      </Button>
      <Button type="primary" onClick={() => open.mutate({ from: "record", record })}>
        {t("edit")}
      </Button>
      {failed !== null && <ProblemNotice problem={problemOf(failed)} />}
    </>
  );
}
