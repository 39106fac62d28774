// The workspace of this PC cannot be opened: why, and every way on from there. Nothing of it is changed by looking.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import type { TroubledState } from "./beginning.ts";
import { Others } from "./others.tsx";
import { RestoreTask, useRestore } from "../../widgets/tasks/restore-task.tsx";

type TroubleProps = Readonly<{ state: TroubledState; onRestore: () => void; onNew: () => void }>;

export function Trouble({ state, onRestore, onNew }: TroubleProps) {
  const { t } = useTranslation("first-start");
  const [lookingAround, setLookingAround] = useState(false);
  const ways = useQuery(query.session.waysOut.queryOptions({ staleTime: 0 }));
  const retry = useMutation(query.session.retry.mutationOptions());
  const isDamaged = state.problem.code === "workspace-damaged";
  const others = ways.data?.others ?? [];
  return (
    <section className="sheet pad start-form">
      <ProblemNotice problem={state.problem} />
      {retry.isError && <ProblemNotice problem={problemOf(retry.error)} />}
      <div className="row">
        <Button type={isDamaged ? "default" : "primary"} loading={retry.isPending} onClick={() => retry.mutate({})}>
          {t("trouble.again")}
        </Button>
        <Button type={isDamaged ? "primary" : "default"} onClick={onRestore}>
          {t("trouble.restore")}
        </Button>
        <span className="push" />
        {others.length > 0 && <Button onClick={() => setLookingAround(true)}>{t("trouble.other")}</Button>}
        <Button onClick={onNew}>{t("trouble.new")}</Button>
      </div>
      {isDamaged && <Copies copies={ways.data?.copies ?? []} />}
      {lookingAround && <Others others={others} what={t("trouble.otherWhat")} />}
    </section>
  );
}

type Copy = Readonly<{ name: string; atMs: number; sizeBytes: number }>;

function Copies({ copies }: Readonly<{ copies: readonly Copy[] }>) {
  const { t } = useTranslation("first-start");
  const dates = useDates();
  const restore = useRestore(query.session.restoreCopy.mutationOptions());
  if (copies.length === 0) return null;
  return (
    <div className="stack">
      <h2>{t("trouble.copies")}</h2>
      <p className="muted">{t("trouble.copiesWhat")}</p>
      <RestoreTask restore={restore} />
      {copies.map((copy) => (
        <div key={copy.name} className="row">
          <span>{t("trouble.copy", { at: dates.instant(copy.atMs), size: saySize(copy.sizeBytes) })}</span>
          <span className="push" />
          <Button size="small" disabled={restore.running} onClick={() => restore.start({ name: copy.name })}>
            {t("trouble.useCopy")}
          </Button>
        </div>
      ))}
    </div>
  );
}
