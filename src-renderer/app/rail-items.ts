// The rail of each role and the screen behind every address. Screens are loaded when they are first opened.
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Role } from "../../src-main/api/session/contract.ts";
import type { IconName } from "../ui/icons.tsx";

export type RailMark = "returned" | "inbox" | "requests" | "checks";
/** One entry of the rail. `mark` names the count beside it. */
export type RailItem = Readonly<{ path: string; word: string; icon: IconName; mark?: RailMark }>;

export const RAILS: Readonly<Record<Role, readonly RailItem[]>> = {
  unit: [
    { path: "/", word: "home", icon: "home" },
    { path: "/activities", word: "activities", icon: "activity", mark: "returned" },
    { path: "/ledgers", word: "ledgers", icon: "ledger" },
    { path: "/media", word: "media", icon: "photo" },
    { path: "/reports", word: "reports", icon: "report" },
    { path: "/hand-in", word: "handIn", icon: "handIn" },
    { path: "/settings", word: "settings", icon: "settings" },
  ],
  county: [
    { path: "/", word: "desk", icon: "home" },
    { path: "/inbox", word: "inbox", icon: "inbox", mark: "inbox" },
    { path: "/requests", word: "requests", icon: "requests", mark: "requests" },
    { path: "/progress", word: "progress", icon: "progress" },
    { path: "/review", word: "review", icon: "review" },
    { path: "/statistics", word: "statistics", icon: "statistics", mark: "checks" },
    { path: "/activities", word: "records", icon: "activity" },
    { path: "/ledgers", word: "ledgers", icon: "ledger" },
    { path: "/media", word: "media", icon: "photo" },
    { path: "/settings", word: "settings", icon: "settings" },
  ],
};

type Screen = LazyExoticComponent<ComponentType>;
/** An address pattern and its screen; `role` where only one may see it. */
export type ScreenPlace = Readonly<{ path: string; screen: Screen; role?: Role }>;

const UnitHome = lazy(() => import("../features/home/unit-home.tsx"));
const CountyHome = lazy(() => import("../features/county-home/county-home.tsx"));
const ActivityList = lazy(() => import("../features/activities/activity-list.tsx"));
const ActivityPage = lazy(() => import("../features/activities/activity-page.tsx"));
const DraftPage = lazy(() => import("../features/activities/form/draft-page.tsx"));
const NewActivity = lazy(() => import("../features/activities/new-activity.tsx"));
const LedgerPage = lazy(() => import("../features/ledgers/ledger-page.tsx"));
const ConflictsPage = lazy(() => import("../features/conflicts/conflicts-page.tsx"));
const Gallery = lazy(() => import("../features/gallery/gallery.tsx"));
const Reports = lazy(() => import("../features/reports/reports.tsx"));
const PaperPage = lazy(() => import("../features/reports/paper-page.tsx"));
const HandInList = lazy(() => import("../features/hand-in/hand-in-list.tsx"));
const HandInPage = lazy(() => import("../features/hand-in/hand-in-page.tsx"));
const VolumesPage = lazy(() => import("../features/hand-in/volumes-page.tsx"));
const Inbox = lazy(() => import("../features/inbox/inbox.tsx"));
const PreviewPage = lazy(() => import("../features/inbox/preview-page.tsx"));
const ImportLog = lazy(() => import("../features/inbox/import-log.tsx"));
const Requests = lazy(() => import("../features/requests/requests.tsx"));
const Progress = lazy(() => import("../features/progress/progress.tsx"));
const Review = lazy(() => import("../features/review/review-page.tsx"));
const DoubtsPage = lazy(() => import("../features/doubts/doubts-page.tsx"));
const Statistics = lazy(() => import("../features/statistics/statistics.tsx"));
const Settings = lazy(() => import("../features/settings/settings.tsx"));

/** In the order in which an address is tried. */
export const SCREENS: readonly ScreenPlace[] = [
  { path: "/", screen: UnitHome, role: "unit" },
  { path: "/", screen: CountyHome, role: "county" },
  { path: "/activities", screen: ActivityList },
  { path: "/activities/new", screen: NewActivity, role: "unit" },
  { path: "/activities/draft/:draft", screen: DraftPage, role: "unit" },
  { path: "/activities/:unit/:record", screen: ActivityPage },
  { path: "/conflicts", screen: ConflictsPage },
  { path: "/ledgers", screen: LedgerPage },
  { path: "/ledgers/draft/:draft", screen: DraftPage, role: "unit" },
  { path: "/ledgers/:kind", screen: LedgerPage },
  { path: "/media", screen: Gallery },
  { path: "/reports", screen: Reports, role: "unit" },
  { path: "/paper/:form", screen: PaperPage },
  { path: "/hand-in", screen: HandInList, role: "unit" },
  { path: "/hand-in/volumes/:number", screen: VolumesPage, role: "unit" },
  { path: "/hand-in/:report", screen: HandInPage, role: "unit" },
  { path: "/inbox", screen: Inbox, role: "county" },
  { path: "/inbox/log", screen: ImportLog, role: "county" },
  { path: "/inbox/:preview", screen: PreviewPage, role: "county" },
  { path: "/requests", screen: Requests, role: "county" },
  { path: "/progress", screen: Progress, role: "county" },
  { path: "/doubts", screen: DoubtsPage },
  { path: "/review", screen: Review, role: "county" },
  { path: "/statistics", screen: Statistics, role: "county" },
  { path: "/settings", screen: Settings },
  { path: "/settings/:section", screen: Settings },
];

/** Where a bundle that was opened from outside is read: a unit that does not know its county yet begins with the pack. */
export function bundlePlace(role: Role, knowsCounty: boolean): string {
  if (role === "county") return "/inbox";
  return knowsCounty ? "/" : "/settings/trust";
}
