// On the list of hand-ins: bundles whose volumes are not all written, and volumes that the county asks for (补报).
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { VOLUME_PRESETS } from "../../../src-main/domain/bundle/volumes.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { query } from "../../rpc/api.ts";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";

export function UnfinishedVolumes() {
  const { t } = useTranslation("volumes");
  const mark = useListMark();
  const [, go] = useLocation();
  const unfinished = useQuery(query.volumes.unfinished.queryOptions());
  return (unfinished.data ?? []).map(({ number, volumes }) => {
    const left = volumes.filter((volume) => !volume.written).map((volume) => volume.number);
    return (
      <Sheet
        key={number}
        title={t("unfinished", { number })}
        actions={
          <Button type="primary" onClick={() => go(`/hand-in/volumes/${number}`)}>
            {t("goOn")}
          </Button>
        }
      >
        <p className="muted">{t("unfinishedWhat", { left: left.join(mark), count: volumes.length })}</p>
      </Sheet>
    );
  });
}

/** Only while the county lacks something by its last receipt. */
export function SendAgain() {
  const { t } = useTranslation("volumes");
  const mark = useListMark();
  const last = useQuery(query.receipts.last.queryOptions());
  const asked = useQuery(query.volumes.asked.queryOptions());
  const { start, running, problem } = usePlanning();
  const volumes = asked.data ?? [];
  const lacking = (last.data?.lackingEntries ?? 0) + (last.data?.lackingFiles ?? 0);
  if (volumes.length === 0 && lacking === 0) return null;
  const what = volumes.map(({ number, volumes: list }) => t("asked", { number, volumes: list.join(mark) })).join(t("clauseMark"));
  const again = { report: null, options: { full: false, plain: false }, limitBytes: VOLUME_PRESETS.fat32 };
  return (
    <Sheet
      title={t("again")}
      actions={
        <Button type="primary" loading={running} onClick={() => start(again)}>
          {t("againNow")}
        </Button>
      }
    >
      <p className="muted">{what === "" ? t("againWhat") : what}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
    </Sheet>
  );
}

/** Plans volumes; when the plan stands, its page opens. */
export function usePlanning() {
  const [, go] = useLocation();
  const goTo = useRef(go);
  const planning = useWork("volumes", query.volumes.begin.mutationOptions());
  const number = planning.result?.plan.number;
  useEffect(() => {
    if (number !== undefined) goTo.current(`/hand-in/volumes/${number}`);
  }, [number]);
  return planning;
}
