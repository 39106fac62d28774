// 说明 that a clerk types to the checks of a hand-in: kept per workspace until it is filed; one that is made once more begins with
// those that were filed.
import type { Desk } from "../../usecases/desk.ts";
import { reportId } from "../../usecases/report-names.ts";
import type { Host } from "../host.ts";

type Explanations = Readonly<Record<string, string>>;
type Kept = Pick<Host, "explanations">;

/** By check. */
export function explanationsOf(desk: Desk, { explanations }: Kept, report: string): Explanations {
  const kept = explanations.read(keyOf(desk, report));
  return Object.keys(kept).length > 0 ? kept : filed(desk, report);
}

/** An empty text takes it away. */
export function explain(desk: Desk, host: Kept, report: string, check: string, text: string): void {
  const said = { ...explanationsOf(desk, host, report), [check]: text };
  for (const [one, words] of Object.entries(said)) host.explanations.write(keyOf(desk, report), one, words);
}

/** What was said of one report now says nothing of the next. */
export function forgetExplanations(desk: Desk, { explanations }: Kept, report: string): void {
  const key = keyOf(desk, report);
  for (const check of Object.keys(explanations.read(key))) explanations.write(key, check, "");
}

function keyOf(desk: Desk, report: string): string {
  return `${desk.store.facts().selfKey} ${report}`;
}

function filed(desk: Desk, report: string): Explanations {
  const made = desk.store.reports(desk.store.facts().unit).find((one) => reportId(desk, one) === report);
  return (made?.value["explanations"] as Explanations | undefined) ?? {};
}
