// A draft, loaded: the form on the left, its evidence on the right.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { Loading } from "../../../ui/loading.tsx";
import { Page } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { DraftForm } from "./draft-form.tsx";
import "../activities.css";

export default function DraftPage() {
  const { draft = "" } = useParams<{ draft: string }>();
  const { t } = useTranslation("activities");
  const [, go] = useLocation();
  const client = useQueryClient();
  const options = query.drafts.open.queryOptions({ input: { from: "draft", draft }, staleTime: Infinity });
  const opened = useQuery(options);
  useEffect(() => () => client.removeQueries({ queryKey: query.drafts.open.key() }), [client]);
  if (opened.isError) {
    return (
      <Page title="">
        <ProblemNotice problem={problemOf(opened.error)}>
          <Button size="small" onClick={() => go("/activities")}>
            {t("toList")}
          </Button>
        </ProblemNotice>
      </Page>
    );
  }
  return opened.data === undefined ? <Loading /> : <DraftForm key={opened.data.draft} opened={opened.data} />;
}
