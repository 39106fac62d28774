// What a record is called where its files stand: its title, or the name of its ledger.
import type { NamedRecord } from "../../domain/record/named-record.ts";
import type { Workspace } from "../workspace.ts";

export function recordName(ws: Pick<Workspace, "campaign">, { title, kind }: NamedRecord): string {
  if (title !== null && title.trim() !== "") return title;
  return ws.campaign().ledgers.find((ledger) => ledger.kind === kind)?.title.zh ?? "记录";
}
