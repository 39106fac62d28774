// What one place offers: looked for when asked, then copied and checked as a task.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UpdateFrom, UpdateOffer } from "../../../../src-main/api/updates/contract.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { RunningTask } from "../../../widgets/tasks/running-task.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";

type LookProps = Readonly<{
  from: UpdateFrom;
  /** What the buttons say. */
  look: string;
  take: string;
  /** The folder, which is looked into at once; without it the person asks. */
  at?: string;
}>;

export function UpdateLook({ from, look, take, at }: LookProps) {
  const { t } = useTranslation("updates");
  const client = useQueryClient();
  const [asked, setAsked] = useState(at !== undefined);
  const found = useQuery(
    query.updates.check.queryOptions({ input: from, enabled: asked, retry: false, staleTime: Infinity, gcTime: 0 }),
  );
  const { start, reset, task, running, result, problem: failed } = useWork("update", query.updates.take.mutationOptions());
  const ask = (): void => {
    reset();
    void client.resetQueries({ queryKey: query.updates.check.key({ input: from }) });
    setAsked(true);
  };
  if (task?.state === "running") return <RunningTask task={task} />;
  const problem = failed ?? (found.isError ? problemOf(found.error) : undefined);
  return (
    <>
      {at !== undefined && (
        <p className="small">
          <Foreign text={at} />
        </p>
      )}
      {result !== undefined && <p role="status">{t("taken")}</p>}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {problem === undefined && result === undefined && found.data !== undefined && <OfferLine offer={found.data} />}
      <div className="row tight">
        {found.data?.age === "newer" && result === undefined && (
          <Button type="primary" loading={running} onClick={() => start(from)}>
            {take}
          </Button>
        )}
        <Button loading={asked && found.isFetching} onClick={ask}>
          {look}
        </Button>
      </div>
    </>
  );
}

function OfferLine({ offer }: Readonly<{ offer: UpdateOffer }>) {
  const { t } = useTranslation("updates");
  return <p role="status">{t(`offer.${offer.age}`, { version: offer.version, size: saySize(offer.sizeBytes) })}</p>;
}
