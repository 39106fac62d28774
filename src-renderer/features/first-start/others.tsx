// Workspaces that lie on this PC and are not the one that is open: each can be opened from here.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { WaysOut } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

/** At a first start that is none: which workspace was open is forgotten with a damaged settings file, but the data are there. */
export function FoundHere() {
  const { t } = useTranslation("first-start");
  const others = useQuery(query.session.waysOut.queryOptions({ staleTime: 0 })).data?.others ?? [];
  if (others.length === 0) return null;
  return (
    <section className="sheet pad start-form">
      <Others others={others} what={t("found")} />
    </section>
  );
}

/** `what`: a sentence above them. */
export function Others({ others, what }: Readonly<{ others: WaysOut["others"]; what: string }>) {
  const { t } = useTranslation("first-start");
  const dates = useDates();
  const client = useQueryClient();
  const open = useMutation(
    query.session.openOther.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.session.key() }),
    }),
  );
  return (
    <div className="stack">
      <p className="muted">{what}</p>
      {open.isError && <ProblemNotice problem={problemOf(open.error)} />}
      {others.map(({ name, kind, unit, usedAtMs }) => (
        <div key={name} className="row">
          <span>
            {t(`data.${kind}`, { name: visibleText(name), unit: visibleText(unit ?? "") })}
            <span className="muted small"> {t("data.used", { at: dates.instant(usedAtMs) })}</span>
          </span>
          <span className="push" />
          <Button size="small" loading={open.isPending && open.variables.name === name} onClick={() => open.mutate({ name })}>
            {t("trouble.open")}
          </Button>
        </div>
      ))}
    </div>
  );
}
