// 核对并合并: every bundle before anything is written; one time of receipt and one way it came for the whole batch.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "wouter";
import { lacksEarlyReason } from "../../../src-main/domain/bundle/early-receipt.ts";
import type { ImportPreview, PreviewedBundle } from "../../../src-main/api/inbox/contract.ts";
import { api, query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { useNow } from "../../rpc/use-now.ts";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { ImportResults } from "../../widgets/bundles/import-results.tsx";
import { RunningTask } from "../../widgets/tasks/running-task.tsx";
import { useWork } from "../../widgets/tasks/use-work.ts";
import { BundleDetail } from "./bundle-detail.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { RECEIVED_NOW, ReceiptFields, type Receipt } from "./receipt-fields.tsx";
import { WriteReceipts } from "./write-receipts.tsx";
import "./inbox.css";

export default function PreviewPage() {
  const { preview = "" } = useParams<{ preview: string }>();
  const found = useQuery(query.inbox.preview.queryOptions({ input: { preview }, staleTime: Infinity }));
  if (found.isError) {
    return (
      <Page title="">
        <ProblemNotice problem={problemOf(found.error)} />
      </Page>
    );
  }
  return found.data === undefined ? <Loading /> : <Looked key={preview} found={found.data} />;
}

/** Bundles that may be merged: all but the refused ones; already known ones bring nothing and are left out. */
function isMergeable(bundle: PreviewedBundle): boolean {
  return bundle.outcome !== "refused" && bundle.outcome !== "already";
}

/** Bundles of which more is to be said than their row says. */
function needsEyes({ conflicts, outcome }: PreviewedBundle): boolean {
  return conflicts > 0 || (outcome !== "ready" && outcome !== "already");
}

function Looked({ found }: Readonly<{ found: ImportPreview }>) {
  const { t } = useTranslation("inbox");
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(found.bundles.filter(isMergeable).map((bundle) => bundle.bundle)),
  );
  const [shown, setShown] = useState<string | undefined>(() => found.bundles.find(needsEyes)?.bundle);
  const [asked, setAsked] = useState(false);
  const { receipt, setReceipt, early, task, problem, running, result, start } = useMerge(found, chosen);
  const press = (): void => {
    setAsked(true);
    if (chosen.size > 0 && receipt.unclear.length === 0) start();
  };
  if (result !== undefined) return <Merged result={result.import} place={found.place} />;
  return (
    <Page
      title={t("previewTitle")}
      beside={<Foreign text={t("found", { place: found.place, count: found.bundles.length })} />}
      actions={
        <>
          <ReceiptFields receipt={receipt} onChange={setReceipt} />
          <Button onClick={() => go("/inbox")}>{t("pickOther")}</Button>
          <Button type="primary" loading={running} onClick={press}>
            {t("merge", { count: chosen.size })}
          </Button>
        </>
      }
    >
      {asked && chosen.size === 0 && <Note tone="bad">{t("noneChosen")}</Note>}
      {asked && receipt.unclear.length > 0 && <Note tone="bad">{t("unclearTime")}</Note>}
      {early && <EarlyReason asked={asked} receipt={receipt} onChange={setReceipt} />}
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {task?.state === "running" && <RunningTask task={task} />}
      {task?.state === "cancelled" && <Note tone="quiet">{t("cancelled")}</Note>}
      {found.bundles.length === 0 ? (
        <NoBundles />
      ) : (
        <div className="sheet scroll">
          <PreviewTable
            bundles={found.bundles}
            sum={found.sum}
            chosen={chosen}
            shown={shown}
            onChoose={setChosen}
            onShow={setShown}
          />
        </div>
      )}
      {found.capped && <Note tone="warn">{t("capped", { ns: "keeping" })}</Note>}
      {found.unreadFolders > 0 && <Note tone="warn">{t("unread", { ns: "keeping", count: found.unreadFolders })}</Note>}
      {found.ignoredFiles > 0 && <p className="muted small">{t("ignored", { count: found.ignoredFiles })}</p>}
      <BundleDetail preview={found.preview} bundle={found.bundles.find((bundle) => bundle.bundle === shown)} />
    </Page>
  );
}

/** The merge of the ticked bundles: its time of receipt, the reason that an early one needs, its task. */
function useMerge(found: ImportPreview, chosen: ReadonlySet<string>) {
  const [receipt, setReceipt] = useState<Receipt>(RECEIVED_NOW);
  const now = useNow();
  const among = found.bundles.filter(({ bundle }) => chosen.has(bundle));
  const lacksReason = (receivedAtMs: number, said: string): boolean =>
    among.some(({ exportedAtMs }) => lacksEarlyReason(receivedAtMs, exportedAtMs, said));
  const work = useWork("merge", {
    mutationFn: async () => {
      const receivedAtMs = receipt.typedAtMs ?? (await api.session.frame()).nowMs;
      const reason = receipt.reason.trim();
      if (lacksReason(receivedAtMs, reason)) return undefined;
      const batch = { preview: found.preview, bundles: [...chosen], receivedAtMs, means: receipt.means };
      return api.inbox.merge(reason === "" ? batch : { ...batch, reason });
    },
  });
  const receivedMs = receipt.typedAtMs ?? now;
  const early = receivedMs !== undefined && lacksReason(receivedMs, "");
  return { ...work, receipt, setReceipt, early };
}

function NoBundles() {
  const { t } = useTranslation("inbox");
  const [, go] = useLocation();
  return (
    <Sheet>
      <BlankState drawing="inbox" what={t("noBundles")} how={t("noBundlesHow")}>
        <Button onClick={() => go("/inbox")}>{t("pickOther")}</Button>
      </BlankState>
    </Sheet>
  );
}

function EarlyReason({
  asked,
  receipt,
  onChange,
}: Readonly<{ asked: boolean; receipt: Receipt; onChange: (receipt: Receipt) => void }>) {
  const { t } = useTranslation("inbox");
  return (
    <Note tone={asked && receipt.reason.trim() === "" ? "bad" : "warn"}>
      {t("early")}
      <input
        className="early-reason"
        aria-label={t("earlyReason")}
        placeholder={t("earlyReason")}
        maxLength={200}
        value={receipt.reason}
        onChange={(event) => onChange({ ...receipt, reason: event.target.value })}
      />
    </Note>
  );
}

type MergedProps = Readonly<{ result: Parameters<typeof ImportResults>[0]["imports"][number]; place: string }>;

function Merged({ result, place }: MergedProps) {
  const { t } = useTranslation("inbox");
  const [, go] = useLocation();
  const of = (...outcomes: readonly string[]): number => result.bundles.filter((one) => outcomes.includes(one.outcome)).length;
  const [merged, held, waiting] = [of("merged", "ended"), of("held"), of("waiting")];
  const only = merged > 0 ? "merged" : held > 0 ? "heldOnly" : waiting > 0 ? "waitingOnly" : "merged";
  return (
    <Page
      title={t(only, { count: { merged, heldOnly: held, waitingOnly: waiting }[only] })}
      actions={
        <>
          <Button onClick={() => go("/inbox")}>{t("pickOther")}</Button>
          {held > 0 && (
            <Button type={only === "heldOnly" ? "primary" : "default"} onClick={() => go("/requests")}>
              {t("toRequests")}
            </Button>
          )}
          <Button type={only === "heldOnly" ? "default" : "primary"} onClick={() => go("/progress")}>
            {t("toProgress")}
          </Button>
        </>
      }
    >
      <p className="all-well">
        <Icon name="tick" size={18} /> {t("mergedWhat")}
        {result.bundles.some((one) => one.code !== null) && `${t("betweenSentences", { ns: "receipts" })}${t("mergedCodes")}`}
      </p>
      <WriteReceipts result={result} place={place} />
      <Sheet flush>
        <ImportResults imports={[result]} />
      </Sheet>
    </Page>
  );
}
