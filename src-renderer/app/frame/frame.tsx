// The one window: rail, top bar, screen, status line, and the dock of long work above them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { useSession, useWords } from "../../rpc/context.tsx";
import { Loading } from "../../ui/loading.tsx";
import { SCREENS } from "../rail-items.ts";
import { OpenedFile } from "./opened-file.tsx";
import { Rail } from "./rail.tsx";
import { ScreenBoundary } from "./screen-boundary.tsx";
import { SearchPalette } from "./search-palette.tsx";
import { StatusLine } from "./status-line.tsx";
import { TaskDock } from "./task-dock.tsx";
import { TopBar } from "./top-bar.tsx";
import { useOpenChecks } from "./use-open-checks.ts";
import { useIdleLock } from "./use-idle-lock.ts";

const FRAME_REFRESH_MS = 30_000;

export function Frame() {
  const { t } = useTranslation("frame");
  const session = useSession();
  const say = useWords();
  const settings = useQuery(query.settings.get.queryOptions({ staleTime: Infinity }));
  const facts = useQuery(query.session.frame.queryOptions({ refetchInterval: FRAME_REFRESH_MS }));
  const checks = useOpenChecks(facts.data);
  const keep = useKeepSettings();
  const collapsed = settings.data?.railCollapsed ?? false;
  const [location] = useLocation();
  usePlaceKept(keep, settings.data?.place);
  useIdleLock(session.demo ? 0 : settings.data?.lockAfterMinutes);
  useEffect(() => void (document.title = t("windowTitle", { unit: session.unit.name, campaign: say(session.campaign.title) })));
  return (
    <div className={collapsed ? "frame frame-collapsed" : "frame"}>
      <a className="skip" href="#main" onClick={focusMain}>
        {t("toContent")}
      </a>
      <TopBar facts={facts.data} />
      <Rail
        collapsed={collapsed}
        marks={{ ...facts.data?.marks, checks }}
        onCollapse={() => keep({ railCollapsed: !collapsed })}
      />
      <main id="main" className="main" tabIndex={-1} key={location.split("/")[1]}>
        <ScreenBoundary at={location}>
          <Suspense fallback={<Loading />}>
            <Screens role={session.role} />
          </Suspense>
        </ScreenBoundary>
      </main>
      <StatusLine facts={facts.data} />
      <TaskDock />
      <SearchPalette />
      <OpenedFile />
    </div>
  );
}

function Screens({ role }: Readonly<{ role: "unit" | "county" }>) {
  const screens = SCREENS.filter((place) => place.role === undefined || place.role === role);
  return (
    <Switch>
      {screens.map((place) => (
        <Route key={place.path} path={place.path} component={place.screen} />
      ))}
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** Keeps a setting at once on screen and then in the workspace. */
function useKeepSettings() {
  const client = useQueryClient();
  const set = useMutation(
    query.settings.set.mutationOptions({ onSuccess: (kept) => client.setQueryData(query.settings.get.queryKey(), kept) }),
  );
  return set.mutate;
}

/** A window opens where it was: the kept place is taken once, then every move is kept. */
function usePlaceKept(keep: (change: { place: string }) => void, place: string | undefined): void {
  const [location, go] = useLocation();
  const latest = useRef({ keep, place, go });
  const isOpened = useRef(false);
  const isKnown = place !== undefined;
  useEffect(() => void (latest.current = { keep, place, go }));
  useEffect(() => {
    if (!isKnown) return;
    const now = latest.current;
    const isFirst = !isOpened.current;
    isOpened.current = true;
    if (!isFirst) now.keep({ place: location });
    else if (location === "/" && now.place?.startsWith("/") === true && now.place !== "/") now.go(now.place, { replace: true });
  }, [isKnown, location]);
}
