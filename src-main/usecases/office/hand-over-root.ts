// The root moves: handed over by the PC that holds it, or taken over when that PC is lost. Units follow a handing over by themselves;
// after a taking over every office pins the new root from a new sealed notice.
import type { Position } from "../../domain/feed/entry.ts";
import { inParts } from "../../domain/feed/listed-parts.ts";
import { valueIn } from "../../domain/kinds/values.ts";
import { Problem } from "../../domain/problem.ts";
import { actingRoot, countyPcs, officeRole, requireOffice, requireRoot } from "../trust/county-pcs.ts";
import type { Needs } from "../workspace.ts";
import { matchesCode } from "../trust/match-code.ts";
import { recordId } from "../records/versions/put-record.ts";
import { restatement, type RestateKeysReads } from "../trust/restate-keys.ts";
import { shareArrivals } from "./share-arrivals.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { DeliveryWriter } from "../ports/store/deliveries.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordWriter } from "../ports/store/records.ts";
import type { TrustWriter } from "../ports/store/trust.ts";

type HandOverRootNeeds = RestateKeysReads &
  Needs<DeliveryWriter & FactReader & FeedReader & RecordWriter & TrustWriter, "fingerprint" | "sha256" | "world">;

/**
 * Hands the root over to another approved county PC. What this PC writes afterwards does not count.
 *
 * @param typed the other PC's code, from sealed paper or its screen.
 * @throws {Problem} `county-not-root`, `successor-unknown`, `handover-reason-missing`, `not-in-force`, `key-code-*`, as {@link requireRoot}
 */
export function handOverRoot(ws: HandOverRootNeeds, typed: string, reason: string): Readonly<{ device: string }> {
  requireRoot(ws);
  const successor = countyPcs(ws).find((pc) => !pc.isSelf && !pc.ended && matchesCode(ws, pc.key, typed));
  if (successor === undefined) throw new Problem("successor-unknown", {});
  if (reason.trim() === "") throw new Problem("handover-reason-missing", {});
  shareArrivals(ws); // before the end: what is written later does not count
  const { unit, selfKey } = ws.store.facts();
  const said = { to: successor.key, reason: reason.trim() };
  const versions = inParts(endsOf(ws, selfKey), ws.world.randomHex(16)).map(({ listed, of }) => {
    const value = { ...said, ...of, lastGood: [...listed] };
    return { kind: "succession", record: recordId(ws, "succession", value), unit, audience: "all" as const, value };
  });
  ws.store.append(versions, () => actingRoot(ws.store.authority()) === successor.key);
  return { device: successor.device };
}

/**
 * Makes this PC the root because the one before is lost. What is here of the lost one stays good; what it writes later does not.
 *
 * @param typed this PC's own code, from the new sealed notice: a pin comes from a person.
 * @throws {Problem} `county-is-root`, `own-code-unmatched`, `handover-reason-missing`, `key-code-*`, as {@link requireOffice}
 */
export function takeOverRoot(ws: HandOverRootNeeds, typed: string, reason: string): Readonly<{ keys: number; lost: string }> {
  requireOffice(ws);
  if (officeRole(ws) === "root") throw new Problem("county-is-root", {});
  const { selfKey } = ws.store.facts();
  if (!matchesCode(ws, selfKey, typed)) throw new Problem("own-code-unmatched", {});
  if (reason.trim() === "") throw new Problem("handover-reason-missing", {});
  shareArrivals(ws);
  const lost = countyPcs(ws).find((pc) => pc.role === "root");
  const endOf = (key: string) => (key === lost?.key ? endsOf(ws, key) : undefined);
  const versions = restatement(ws, ws.store.authority(), endOf).map((version) =>
    version.kind === "revocation" && valueIn("revocation", version.value)?.key === lost?.key
      ? { ...version, value: { ...version.value, reason: reason.trim() } }
      : version,
  );
  ws.store.takeOver(selfKey, versions);
  return { keys: versions.filter((version) => version.kind === "enrolment").length, lost: lost?.device ?? "" };
}

/** The ends of all feeds of a key, as they are here. */
function endsOf(ws: Needs<FeedReader>, key: string): Position[] {
  return ws.store
    .feeds()
    .filter((feed) => feed.key === key)
    .flatMap((feed) => feed.heads.map(({ seq, hash }) => ({ feed: feed.hash, seq, hash })));
}
