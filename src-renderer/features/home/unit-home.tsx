// 首页: what do I do now? Duties in order of time, each with one button; then what came back, what lacks evidence,
// what the county has received. Nothing else.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { UnitHome as HomeData } from "../../../src-main/api/home/contract.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { DamageNote } from "../../widgets/records/damage-note.tsx";
import { CountyLacks, WaitingOnDrives } from "../../widgets/bundles/take-receipts.tsx";
import { DutyCard } from "./duty-card.tsx";
import { EndedNote } from "./ended-note.tsx";
import { Drafts, Lacking, Received, Returned } from "./home-lists.tsx";
import { SetupSteps } from "./setup-steps.tsx";
import "./home.css";

const SHOWN_DUTIES = 3;

/** However much is overdue, the duty whose deadline comes next is in sight. */
function shownCount(duties: HomeData["duties"]): number {
  return Math.max(SHOWN_DUTIES, duties.findIndex((duty) => duty.state === "open") + 1);
}

export default function UnitHome() {
  const { t } = useTranslation("home");
  const [, go] = useLocation();
  const home = useQuery(query.home.unit.queryOptions());
  const record = (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => go("/activities/new")}>
      {t("record")}
    </Button>
  );
  return (
    <Page title={t("title")} actions={record}>
      {home.isError && <ProblemNotice problem={problemOf(home.error)} />}
      {home.isPending && <Loading />}
      {home.data !== undefined && <HomeBody home={home.data} />}
    </Page>
  );
}

function HomeBody({ home }: Readonly<{ home: HomeData }>) {
  return (
    <div className="home">
      <div className="stack">
        <EndedNote />
        <DamageNote />
        <WaitingOnDrives undecided={<Undecided />} />
        <CountyLacks />
        <SetupSteps steps={home.setup} />
        <Duties home={home} />
      </div>
      <div className="stack">
        <Returned home={home} />
        <Lacking home={home} />
        <Drafts home={home} />
        <Received home={home} />
      </div>
    </div>
  );
}

/** Two PCs of this unit entered something differently: only a person can say which holds. */
function Undecided() {
  const { t } = useTranslation("home");
  const [, go] = useLocation();
  const frame = useQuery(query.session.frame.queryOptions());
  const count = frame.data?.marks.conflicts ?? 0;
  if (count === 0) return null;
  return (
    <Note tone="warn">
      <span className="row tight">
        {t("undecided", { count })}
        <Button size="small" onClick={() => go("/conflicts")}>
          {t("decide")}
        </Button>
      </span>
    </Note>
  );
}

function Duties({ home }: Readonly<{ home: HomeData }>) {
  const { t } = useTranslation("home");
  const [all, setAll] = useState(false);
  if (home.duties.length === 0) {
    return (
      <section className="sheet">
        <BlankState drawing="calm" what={t("allDone")} how={t("allDoneHow", { count: home.doneDuties })} />
      </section>
    );
  }
  const shown = all ? home.duties : home.duties.slice(0, shownCount(home.duties));
  return (
    <>
      {shown.map((duty, index) => (
        <DutyCard key={duty.obligation} duty={duty} first={index === 0} />
      ))}
      <p className="muted small">
        {t("done", { count: home.doneDuties })}
        {home.duties.length > shown.length && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            {t("more", { count: home.duties.length - shown.length })}
          </button>
        )}
      </p>
    </>
  );
}
