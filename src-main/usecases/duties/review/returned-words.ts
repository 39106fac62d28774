// Why the county returned a record, and who said so when.
import type { Needs } from "../../workspace.ts";
import type { Returned } from "./returned-records.ts";
import { personName } from "../../records/naming/person-name.ts";
import type { RecordReader } from "../../ports/store/records.ts";

/** Who returned a record, when, and why. */
export type ReturnedWords = Readonly<{ reason: string; by: string; atMs: number }>;

/** The office where the person is not known here. */
export function returnedWords(ws: Needs<RecordReader, "campaign">, { review, reason }: Returned): ReturnedWords {
  const [written] = ws.store.history(review);
  const by = personName(ws, written?.by ?? "") || ws.campaign().committee.office;
  return { reason, by, atMs: written?.wallMs ?? 0 };
}
