// All that the renderer sees: one contract over a MessagePort (Electron) and over HTTP (browser shell).
// Task-shaped: a procedure answers what one screen asks. Outcomes that a person acts on are unions; the rest are problems.
import { activities } from "./contract/activities.ts";
import { campaign } from "./contract/campaign.ts";
import { conflicts } from "./contract/conflicts.ts";
import { county } from "./contract/county.ts";
import { drafts } from "./contract/drafts.ts";
import { reports, statistics } from "./contract/figures.ts";
import { uploads } from "./contract/files.ts";
import { handIn } from "./contract/hand-in.ts";
import { home } from "./contract/home.ts";
import { inbox } from "./contract/inbox.ts";
import { keeping } from "./contract/keeping.ts";
import { ledgers } from "./contract/ledgers.ts";
import { liaison } from "./contract/liaison.ts";
import { media } from "./contract/media.ts";
import { peopleContract as people } from "./contract/people.ts";
import { progress } from "./contract/progress.ts";
import { quarantine } from "./contract/quarantine.ts";
import { receipts } from "./contract/receipts.ts";
import { review } from "./contract/review.ts";
import { session } from "./contract/session.ts";
import { notices, search, settings, system } from "./contract/surroundings.ts";
import { tasks } from "./contract/tasks.ts";
import { enrolment, trust } from "./contract/trust.ts";
import { updates } from "./contract/updates.ts";
import { volumes } from "./contract/volumes.ts";

/** The router in api/router.ts implements exactly this. @see design.md §4 */
export const contract = {
  session,
  campaign,
  home,
  activities,
  conflicts,
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
