// Shares with the other county PCs what this one received: one `arrival` in the office's own feed for every bundle of a unit. It is written
// when the PCs exchange, not when a bundle is read: importing adds nothing to the union but what was handed in.
import type { Frontier } from "../../domain/feed/entry.ts";
import type { JsonObject } from "../../domain/json.ts";
import { uuidV7 } from "../../domain/feed/record-id.ts";
import type { Needs } from "../workspace.ts";
import type { Untold, DeliveryWriter } from "../ports/store/deliveries.ts";
import type { FactReader } from "../ports/store/facts.ts";

/** Arrivals written in one transaction. */
const AT_ONCE = 100;
const LONGEST_REASON = 2000;

/** Writes what was not told yet. Every arrival is a record of its own, so that no two ever conflict. */
export function shareArrivals(ws: Needs<DeliveryWriter & FactReader, "world">): void {
  const { unit } = ws.store.facts();
  const untold = ws.store.untold();
  for (let from = 0; from < untold.length; from += AT_ONCE) {
    ws.store.tell(
      untold.slice(from, from + AT_ONCE).map((one) => ({
        import: one.import,
        version: {
          kind: "arrival",
          record: uuidV7(ws.world.nowMs(), ws.world.randomHex(16)),
          unit,
          audience: "own" as const,
          value: arrivalOf(one),
        },
      })),
    );
  }
}

function arrivalOf(one: Untold): JsonObject {
  return {
    bundle: one.bundle,
    signer: one.signer,
    purpose: one.purpose,
    unit: one.unit,
    device: one.device,
    number: one.number,
    previous: one.previous,
    exportedMs: one.exportedMs,
    readMs: one.readMs,
    receivedMs: one.receivedMs,
    means: one.means,
    earlyReason: one.earlyReason === null ? null : one.earlyReason.slice(0, LONGEST_REASON),
    claimed: withoutEmpty(one.claimed),
    carried: one.carried.map((stretch) => ({ ...stretch })),
    brought: one.brought.map((stretch) => ({ ...stretch })),
    entries: { added: one.added, known: one.known, quarantined: one.quarantined },
  };
}

function withoutEmpty(claimed: Frontier): Frontier {
  return Object.fromEntries(Object.entries(claimed).filter(([, heads]) => heads.length > 0));
}
