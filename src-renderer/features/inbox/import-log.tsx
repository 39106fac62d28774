// 导入记录: every file of every import with what became of it, for good; an import is set aside or taken back here.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { LoggedItem, LoggedRun } from "../../../src-main/api/keeping/contract.ts";
import { query } from "../../rpc/api.ts";
import { useDates } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page, Sheet } from "../../ui/page.tsx";
import { ProblemNotice, useProblemClauses } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { SetAsideDialog } from "./set-aside-dialog.tsx";
import { UnfinishedRun } from "./unfinished-run.tsx";
import "./inbox.css";

const MOST_RUNS = 200;
const TONES: Readonly<Record<LoggedItem["state"], Tone>> = { waiting: "warn", done: "ok", refused: "bad", cancelled: "quiet" };

export default function ImportLog() {
  const { t } = useTranslation("keeping");
  const [, go] = useLocation();
  const runs = useQuery(query.keeping.imports.queryOptions({ input: { most: MOST_RUNS } }));
  const [asked, setAsked] = useState<LoggedItem>();
  return (
    <Page title={t("log")} actions={<Button onClick={() => go("/inbox")}>{t("log.back")}</Button>}>
      {runs.isError && <ProblemNotice problem={problemOf(runs.error)} />}
      {runs.isPending && <Loading />}
      <UnfinishedRun />
      {runs.data?.length === 0 && (
        <Sheet>
          <BlankState drawing="inbox" what={t("log.none")} how={t("log.noneHow")}>
            <Button type="primary" onClick={() => go("/inbox")}>
              {t("log.toInbox")}
            </Button>
          </BlankState>
        </Sheet>
      )}
      {(runs.data ?? []).map((run) => (
        <Run key={run.run} run={run} onAsk={setAsked} />
      ))}
      {asked !== undefined && <SetAsideDialog item={asked} onClose={() => setAsked(undefined)} />}
    </Page>
  );
}

function Run({ run, onAsk }: Readonly<{ run: LoggedRun; onAsk: (item: LoggedItem) => void }>) {
  const { t } = useTranslation("keeping");
  const dates = useDates();
  return (
    <Sheet
      flush
      title={t("log.run", {
        at: dates.instant(run.startedAtMs),
        means: t(`means.${run.means}`, { ns: "inbox" }),
        count: run.items.length,
      })}
      beside={run.backup === null ? t("log.noBackup") : t("log.backup", { name: run.backup })}
    >
      <table className="plain log">
        <thead>
          <tr>
            <th>{t("log.file")}</th>
            <th>{t("log.unit")}</th>
            <th>{t("log.bundle")}</th>
            <th className="num">{t("log.added")}</th>
            <th>{t("log.result")}</th>
            <th>{t("log.act")}</th>
          </tr>
        </thead>
        <tbody>
          {run.items.map((item) => (
            <Row key={item.item} item={item} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function Row({ item, onAsk }: Readonly<{ item: LoggedItem; onAsk: (item: LoggedItem) => void }>) {
  const { t } = useTranslation("keeping");
  const clauses = useProblemClauses();
  const { taken, setAside } = item;
  const canAct = taken?.purpose === "hand-in" && (setAside !== null || taken.added > 0);
  return (
    <tr>
      <td>
        <Foreign text={item.fileName} />
      </td>
      <td className="unit">{taken === null ? "—" : <Foreign text={taken.unitName} />}</td>
      <td className="nowrap">{taken === null ? "—" : t("log.bundleNumber", { number: taken.number })}</td>
      <td className="num">{taken === null ? "—" : taken.added}</td>
      <td>
        {setAside === null ? (
          <Tag tone={TONES[item.state]}>{t(`state.${item.state}`)}</Tag>
        ) : (
          <>
            <Tag tone="warn">{t("state.aside")}</Tag> <Foreign text={t("aside.why", { reason: setAside })} />
          </>
        )}
        {item.problem !== null && <span className="small log-why"> {clauses(item.problem).first}</span>}
      </td>
      <td>
        {canAct && (
          <button type="button" className="link small" onClick={() => onAsk(item)}>
            {t(setAside === null ? "aside" : "back")}
          </button>
        )}
      </td>
    </tr>
  );
}
