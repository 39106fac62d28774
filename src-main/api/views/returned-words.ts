// Why the county returned a record, and who said so when.
import type { Desk } from "../../usecases/desk.ts";
import type { Returned } from "../../usecases/returned-records.ts";
import { personName } from "./record-view.ts";

export function returnedWords(desk: Desk, { review, reason }: Returned): Readonly<{ reason: string; by: string; atMs: number }> {
  const [written] = desk.store.history(review);
  const by = personName(desk, written?.by ?? "") || desk.campaign().committee.office;
  return { reason, by, atMs: written?.wallMs ?? 0 };
}
