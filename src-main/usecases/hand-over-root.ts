// The root moves: handed over by the PC that holds it, or taken over when that PC is lost. Units follow a handing over by themselves;
// after a taking over every office pins the new root from a new sealed notice.
import type { Position } from "../domain/entry.ts";
import { inParts } from "../domain/listed-parts.ts";
import { Problem } from "../domain/problem.ts";
import { actingRoot, countyPcs, officeStanding, requireOffice, requireRoot } from "./county-pcs.ts";
import type { Desk } from "./desk.ts";
import { matchesCode } from "./match-code.ts";
import { recordId } from "./put-record.ts";
import { restatement } from "./restate-keys.ts";
import { tellArrivals } from "./tell-arrivals.ts";

/**
 * Hands the root over to another approved county PC. What this PC writes afterwards does not count.
 *
 * @param typed the other PC's code, from sealed paper or its screen.
 * @throws {Problem} `county-not-root`, `successor-unknown`, `handover-reason-missing`, `not-in-force`, `key-code-*`, as {@link requireRoot}
 */
export function handOverRoot(desk: Desk, typed: string, reason: string): Readonly<{ device: string }> {
  requireRoot(desk);
  const successor = countyPcs(desk).find((pc) => !pc.isSelf && !pc.ended && matchesCode(desk, pc.key, typed));
  if (successor === undefined) throw new Problem("successor-unknown", {});
  if (reason.trim() === "") throw new Problem("handover-reason-missing", {});
  tellArrivals(desk); // before the end: what is written later does not count
  const { unit, selfKey } = desk.store.facts();
  const said = { to: successor.key, reason: reason.trim() };
  const versions = inParts(endsOf(desk, selfKey), desk.world.randomHex(16)).map(({ listed, of }) => {
    const value = { ...said, ...of, lastGood: [...listed] };
    return { kind: "succession", record: recordId(desk, "succession", value), unit, audience: "all" as const, value };
  });
  desk.store.append(versions, () => actingRoot(desk.store.authority()) === successor.key);
  return { device: successor.device };
}

/**
 * Makes this PC the root because the one before is lost. What is here of the lost one stays good; what it writes later does not.
 *
 * @param typed this PC's own code, from the new sealed notice: a pin comes from a person.
 * @throws {Problem} `county-is-root`, `own-code-unmatched`, `handover-reason-missing`, `key-code-*`, as {@link requireOffice}
 */
export function takeOverRoot(desk: Desk, typed: string, reason: string): Readonly<{ keys: number; lost: string }> {
  requireOffice(desk);
  if (officeStanding(desk) === "root") throw new Problem("county-is-root", {});
  const { selfKey } = desk.store.facts();
  if (!matchesCode(desk, selfKey, typed)) throw new Problem("own-code-unmatched", {});
  if (reason.trim() === "") throw new Problem("handover-reason-missing", {});
  tellArrivals(desk);
  const lost = countyPcs(desk).find((pc) => pc.role === "root");
  const endOf = (key: string) => (key === lost?.key ? endsOf(desk, key) : undefined);
  const versions = restatement(desk, desk.store.authority(), endOf).map((version) =>
    version.kind === "revocation" && version.value?.["key"] === lost?.key
      ? { ...version, value: { ...version.value, reason: reason.trim() } }
      : version,
  );
  desk.store.takeOver(selfKey, versions);
  return { keys: versions.filter((version) => version.kind === "enrolment").length, lost: lost?.device ?? "" };
}

/** The ends of all feeds of a key, as they are here. */
function endsOf(desk: Desk, key: string): Position[] {
  return desk.store
    .feeds()
    .filter((feed) => feed.key === key)
    .flatMap((feed) => feed.heads.map(({ seq, hash }) => ({ feed: feed.hash, seq, hash })));
}
