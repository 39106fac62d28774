// The code that the county reads out by telephone for a bundle, and its confirmation at the unit. It proves nothing and moves no base.
import type { Frontier } from "../domain/entry.ts";
import { canonicalJson } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { markedReceiptCode, readReceiptCode, receiptCode } from "../domain/receipt-code.ts";
import { standingOfBundle } from "./bundle-standing.ts";
import type { Desk } from "./desk.ts";
import type { ExportRow, MissingRange } from "./sending-port.ts";
import { setAsides } from "./set-aside.ts";
import type { ImportRow } from "./store-port.ts";

/** What the county reads out for a bundle that was read here; null for one that does not count: there is nothing to confirm yet. */
export function telephoneCode(desk: Desk, row: Pick<ImportRow, "bundle" | "claimed" | "signer">): string | null {
  const isAside = setAsides(desk).some((one) => one.bundle === row.bundle && !one.takenBack);
  return isAside || standingOfBundle(desk, row) !== "accepted" ? null : codeOfImport(desk, row);
}

/** The code of a bundle that was read here: another one while something that the bundle completes is missing. */
export function codeOfImport(desk: Desk, { bundle, claimed }: Pick<ImportRow, "bundle" | "claimed">): string {
  return receiptCode(desk.sha256, bundle, heldDigest(desk, claimed, desk.store.missing(claimed)));
}

/** Whether a code is what the county reads out when it holds all that this bundle completes, in this program or an earlier one. */
function isCodeOf(desk: Desk, { bundle, frontier }: ExportRow, code: string): boolean {
  const held = heldDigest(desk, frontier, []);
  return [receiptCode, markedReceiptCode].some((make) => make(desk.sha256, bundle, held) === code);
}

/** Heads commit to all that lies beneath them: naming them, and what is missing beneath, names what is held. */
function heldDigest(desk: Desk, frontier: Frontier, missing: readonly MissingRange[]): string {
  return desk.sha256(canonicalJson({ frontier, missing }));
}

/**
 * Notes that a bundle was confirmed by telephone (电话确认收到).
 *
 * @throws {Problem} `receipt-code-length`, `receipt-code-wrong` (a digit misheard), `receipt-code-of-other`, `receipt-code-unmatched`
 * @see design.md §3 Receipt code
 */
export function confirmByCode(desk: Desk, number: number, typed: string): void {
  const read = readReceiptCode(typed);
  if (read.kind === "length") throw new Problem("receipt-code-length", { digits: read.digits });
  if (read.kind === "wrong") throw new Problem("receipt-code-wrong", {});
  const handIns = desk.store.exports().filter((row) => row.purpose === "hand-in");
  const told = handIns.find((row) => isCodeOf(desk, row, read.code));
  if (told === undefined) throw new Problem("receipt-code-unmatched", { number });
  if (told.number !== number) throw new Problem("receipt-code-of-other", { number, other: told.number });
  desk.store.confirmByPhone(told.bundle, desk.world.nowMs());
}
