// The whole program: which of its stages it is in, and its look.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Router } from "wouter";

import type { RecoveryCard, SessionState } from "../../src-main/api/session/contract.ts";
import { speak } from "../i18n/i18n.ts";
import { query } from "../rpc/api.ts";
import { Workspace } from "../rpc/context.tsx";
import { problemOf } from "../rpc/failure.ts";
import { useChanges } from "../rpc/live.ts";
import { Look } from "../theme/look.tsx";
import { Loading } from "../ui/loading.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Frame } from "./frame/frame.tsx";
import { useHashPath, useHashSearch } from "./hash-location.ts";

const FirstStart = lazy(() => import("../features/first-start/first-start.tsx"));
const CardScreen = lazy(() => import("../features/first-start/card-screen.tsx"));
const Unlock = lazy(() => import("../features/first-start/unlock.tsx"));

export function Program() {
  const { i18n } = useTranslation();
  const settings = useQuery(query.settings.get.queryOptions({ staleTime: Infinity }));
  const language = settings.data?.language ?? "zh-CN";
  useEffect(() => void speak(language), [language]);
  return (
    <Look choice={settings.data?.theme ?? "system"} language={i18n.language}>
      <Router hook={useHashPath} searchHook={useHashSearch}>
        <Stage />
      </Router>
    </Look>
  );
}

/** The recovery card is answered once and stored nowhere, so it is held here until the person has kept it. */
function Stage() {
  const state = useQuery(query.session.state.queryOptions());
  const [card, setCard] = useState<RecoveryCard>();
  useChanges();
  if (state.isError) return <Alone>{<ProblemNotice problem={problemOf(state.error)} />}</Alone>;
  if (state.data === undefined) return <Waiting />;
  return (
    <Suspense fallback={<Waiting />}>
      {card === undefined ? (
        <Inside state={state.data} onCard={setCard} />
      ) : (
        <CardScreen card={card} onKept={() => setCard(undefined)} />
      )}
    </Suspense>
  );
}

function Inside({ state, onCard }: Readonly<{ state: SessionState; onCard: (card: RecoveryCard) => void }>) {
  if (state.stage === "first-start" || state.stage === "troubled") return <FirstStart state={state} onCard={onCard} />;
  if (state.stage === "locked") return <Unlock state={state} />;
  return (
    <Workspace session={state}>
      <Frame />
    </Workspace>
  );
}

function Waiting() {
  return (
    <Alone>
      <Loading />
    </Alone>
  );
}

function Alone({ children }: Readonly<{ children: ReactNode }>) {
  return <main className="alone">{children}</main>;
}
