// The router: every procedure of the contract over the use cases.
import { proceduresFor } from "./base.ts";
import type { Host } from "./host.ts";
import { activityRoutes } from "./activities/routes.ts";
import { conflictRoutes } from "./conflicts/routes.ts";
import { countyRoutes } from "./county/routes.ts";
import { deletedRoutes } from "./deleted/routes.ts";
import { draftRoutes } from "./drafts/routes.ts";
import { reportRoutes, statisticsRoutes } from "./figures/routes.ts";
import { handInRoutes } from "./hand-in/routes.ts";
import { homeRoutes } from "./home/routes.ts";
import { inboxRoutes } from "./inbox/routes.ts";
import { keepingRoutes } from "./keeping/routes.ts";
import { ledgerRoutes } from "./ledgers/routes.ts";
import { liaisonRoutes } from "./liaison/routes.ts";
import { mediaRoutes } from "./media/routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { progressRoutes } from "./progress/routes.ts";
import { quarantineRoutes } from "./quarantine/routes.ts";
import { receiptRoutes } from "./receipts/routes.ts";
import { reviewRoutes } from "./review/routes.ts";
import { sessionRoutes } from "./session/routes.ts";
import { campaignRoutes, noticeRoutes, searchRoutes, settingsRoutes, systemRoutes, taskRoutes } from "./surroundings/routes.ts";
import { enrolmentRoutes, trustRoutes } from "./trust/routes.ts";
import { updateRoutes } from "./updates/routes.ts";
import { uploadRoutes } from "./uploads/routes.ts";
import { volumeRoutes } from "./volumes/routes.ts";

/** Builds the router for one running program. */
export function createRouter(host: Host) {
  const procedures = proceduresFor(host);
  return procedures.open.router({
    session: sessionRoutes(procedures),
    campaign: campaignRoutes(procedures),
    home: homeRoutes(procedures),
    activities: activityRoutes(procedures),
    conflicts: conflictRoutes(procedures),
    deleted: deletedRoutes(procedures),
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
