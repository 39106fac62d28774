// All that the renderer sees: one contract over a MessagePort (Electron) and over HTTP (browser shell).
// Task-shaped: a procedure answers what one screen asks. Outcomes that a person acts on are unions; the rest are problems.
import { activities } from "./activities/contract.ts";
import { campaign } from "./campaign/contract.ts";
import { conflicts } from "./conflicts/contract.ts";
import { county } from "./county/contract.ts";
import { deleted } from "./deleted/contract.ts";
import { drafts } from "./drafts/contract.ts";
import { reports, statistics } from "./figures/contract.ts";
import { uploads } from "./uploads/contract.ts";
import { handIn } from "./hand-in/contract.ts";
import { home } from "./home/contract.ts";
import { inbox } from "./inbox/contract.ts";
import { keeping } from "./keeping/contract.ts";
import { ledgers } from "./ledgers/contract.ts";
import { liaison } from "./liaison/contract.ts";
import { media } from "./media/contract.ts";
import { peopleContract as people } from "./people/contract.ts";
import { progress } from "./progress/contract.ts";
import { quarantine } from "./quarantine/contract.ts";
import { receipts } from "./receipts/contract.ts";
import { review } from "./review/contract.ts";
import { session } from "./session/contract.ts";
import { notices, search, settings, system } from "./surroundings/contract.ts";
import { tasks } from "./tasks/contract.ts";
import { enrolment, trust } from "./trust/contract.ts";
import { updates } from "./updates/contract.ts";
import { volumes } from "./volumes/contract.ts";

/** The router in api/router.ts implements exactly this. @see design.md §4 */
export const contract = {
  session,
  campaign,
  home,
  activities,
  conflicts,
  deleted,
  drafts,
  uploads,
  reports,
  statistics,
  handIn,
  volumes,
  trust,
  enrolment,
  county,
  quarantine,
  inbox,
  receipts,
  review,
  keeping,
  ledgers,
  liaison,
  media,
  people,
  progress,
  tasks,
  search,
  notices,
  settings,
  system,
  updates,
};
export type Contract = typeof contract;
