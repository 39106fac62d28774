// Which answers a change behind the screen makes stale. Nothing of the browser: test/api/stale-screens.test.ts walks every area over a
// real data side.
import { generateOperationKey } from "@orpc/tanstack-query";
import type { Query, QueryClient } from "@tanstack/react-query";
import type { Contract } from "../../src-main/api/contract.ts";
import type { Area } from "../../src-main/api/session/contract.ts";

/** All answers of one folder of the contract, or one of them. */
type Answers = { [Part in keyof Contract]: Part | `${Part}.${keyof Contract[Part] & string}` }[keyof Contract];

const STALE: Readonly<Record<Area, "all" | readonly Answers[]>> = {
  session: ["session", "people"],
  records: [
    "home",
    "activities",
    "drafts.notes",
    "ledgers",
    "deleted",
    "conflicts",
    "reports",
    "statistics",
    "handIn",
    "drafts.budget",
    "volumes",
    "receipts",
    "review",
    "progress",
    "keeping",
    "notices",
    "media",
    "search",
    "session.frame",
    "settings.workspace",
  ],
  drafts: ["home", "session.frame", "settings.workspace", "keeping.bin"],
  campaign: "all",
  imports: "all",
  trust: ["session", "trust", "enrolment", "county", "quarantine", "home"],
  notices: ["notices"],
  settings: ["settings", "keeping", "session.frame", "updates.state"],
  drives: ["system", "receipts.waiting", "inbox.waiting"],
  opened: ["session.opened"],
  media: [
    "activities",
    "drafts.budget",
    "drafts.check",
    "drafts.notes",
    "handIn",
    "keeping",
    "ledgers",
    "media",
    "reports",
    "review",
    "settings.workspace",
    "statistics",
  ],
};

/** What is on screen is asked again at once, the rest when it is next shown. */
export function markStale(client: QueryClient, areas: readonly Area[]): void {
  for (const path of areas.flatMap(pathsOf)) {
    const queryKey = generateOperationKey(path);
    const onTheWay = client.getQueryCache().findAll({ queryKey, predicate: isFirstOnTheWay });
    void client.invalidateQueries({ queryKey });
    for (const query of onTheWay) askAfter(client, query);
  }
}

/** A first answer may have been given before the change. It is not asked for anew while it is on its way, and counts as fresh then. */
function isFirstOnTheWay({ state }: Query): boolean {
  return state.fetchStatus !== "idle" && state.data === undefined;
}

function askAfter(client: QueryClient, query: Query): void {
  const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  void query.promise?.then(again, again);
}

function pathsOf(area: Area): readonly (readonly string[])[] {
  const answers = STALE[area];
  return answers === "all" ? [[]] : answers.map((path) => path.split("."));
}
