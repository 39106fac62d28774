// The router: every procedure of the contract over the use cases.
import { proceduresFor } from "./base.ts";
import type { Host } from "./host.ts";
import { activityRoutes } from "./routes/activity-routes.ts";
import { conflictRoutes } from "./routes/conflict-routes.ts";
import { countyRoutes } from "./routes/county-routes.ts";
import { draftRoutes } from "./routes/draft-routes.ts";
import { reportRoutes, statisticsRoutes } from "./routes/figure-routes.ts";
import { handInRoutes } from "./routes/hand-in-routes.ts";
import { homeRoutes } from "./routes/home-routes.ts";
import { inboxRoutes } from "./routes/inbox-routes.ts";
import { keepingRoutes } from "./routes/keeping-routes.ts";
import { ledgerRoutes } from "./routes/ledger-routes.ts";
import { liaisonRoutes } from "./routes/liaison-routes.ts";
import { mediaRoutes } from "./routes/media-routes.ts";
import { peopleRoutes } from "./routes/people-routes.ts";
import { progressRoutes } from "./routes/progress-routes.ts";
import { quarantineRoutes } from "./routes/quarantine-routes.ts";
import { receiptRoutes } from "./routes/receipt-routes.ts";
import { reviewRoutes } from "./routes/review-routes.ts";
import { sessionRoutes } from "./routes/session-routes.ts";
import {
  campaignRoutes,
  noticeRoutes,
  searchRoutes,
  settingsRoutes,
  systemRoutes,
  taskRoutes,
} from "./routes/surrounding-routes.ts";
import { enrolmentRoutes, trustRoutes } from "./routes/trust-routes.ts";
import { updateRoutes } from "./routes/update-routes.ts";
import { uploadRoutes } from "./routes/upload-routes.ts";
import { volumeRoutes } from "./routes/volume-routes.ts";

/** Builds the router for one running program. */
export function createRouter(host: Host) {
  const procedures = proceduresFor(host);
  return procedures.open.router({
    session: sessionRoutes(procedures),
    campaign: campaignRoutes(procedures),
    home: homeRoutes(procedures),
    activities: activityRoutes(procedures),
    conflicts: conflictRoutes(procedures),
    drafts: draftRoutes(procedures),
    uploads: uploadRoutes(procedures),
    reports: reportRoutes(procedures),
    statistics: statisticsRoutes(procedures),
    handIn: handInRoutes(procedures),
    volumes: volumeRoutes(procedures),
    trust: trustRoutes(procedures),
    enrolment: enrolmentRoutes(procedures),
    county: countyRoutes(procedures),
    quarantine: quarantineRoutes(procedures),
    inbox: inboxRoutes(procedures),
    receipts: receiptRoutes(procedures),
    review: reviewRoutes(procedures),
    keeping: keepingRoutes(procedures),
    ledgers: ledgerRoutes(procedures),
    liaison: liaisonRoutes(procedures),
    media: mediaRoutes(procedures),
    people: peopleRoutes(procedures),
    progress: progressRoutes(procedures),
    tasks: taskRoutes(procedures),
    search: searchRoutes(procedures),
    notices: noticeRoutes(procedures),
    settings: settingsRoutes(procedures),
    system: systemRoutes(procedures),
    updates: updateRoutes(procedures),
  });
}
