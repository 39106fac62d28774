// A record in the making as figures and checks take it, before it is saved or filed.
import type { JsonObject } from "../../../domain/json.ts";
import type { StatisticsRecord } from "../../../domain/statistics/counting/countable.ts";
import type { Needs } from "../../workspace.ts";
import type { FactReader } from "../../ports/store/facts.ts";

/** What is in the making; `evidenced`: it names a file. */
type InMaking = Readonly<{ kind: string; record: string; value: JsonObject; evidenced: boolean }>;

/** A record of this unit, made now, of which nobody has judged anything yet. */
export function recordInMaking(ws: Needs<FactReader, "world">, inMaking: InMaking): StatisticsRecord {
  const nowMs = ws.world.nowMs();
  return {
    unit: ws.store.facts().unit,
    ...inMaking,
    head: "",
    evidenceOverridden: false,
    handedIn: true,
    later: false,
    returned: false,
    needsCheck: false,
    onBehalf: false,
    conflict: false,
    pendingEvidence: false,
    smallEvidence: false,
    firstAtMs: nowMs,
    editedAtMs: nowMs,
  };
}
