// When the program locks by itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { Loading } from "../../../ui/loading.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";

const CHOICES = [5, 10, 30, 60, 0] as const;

export function AutoLock() {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const kept = useQuery(query.settings.get.queryOptions({ staleTime: Infinity }));
  const set = useMutation(
    query.settings.set.mutationOptions({ onSuccess: (now) => client.setQueryData(query.settings.get.queryKey(), now) }),
  );
  if (kept.data === undefined) return <Loading />;
  return (
    <Sheet title={t("lock.title")} beside={t("lock.what")}>
      {set.isError && <ProblemNotice problem={problemOf(set.error)} />}
      <Radio.Group
        aria-label={t("lock.title")}
        value={kept.data.lockAfterMinutes}
        onChange={(event) => set.mutate({ lockAfterMinutes: Number(event.target.value) })}
      >
        {CHOICES.map((minutes) => (
          <Radio key={minutes} value={minutes}>
            {minutes === 0 ? t("lock.never") : t("lock.after", { minutes })}
          </Radio>
        ))}
      </Radio.Group>
    </Sheet>
  );
}
