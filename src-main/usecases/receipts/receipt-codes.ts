// The code that the county reads out by telephone for a bundle, and its confirmation at the unit. It proves nothing and moves no base.
import type { Frontier } from "../../domain/feed/entry.ts";
import { canonicalJson } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { markedReceiptCode, readReceiptCode, receiptCode } from "../../domain/bundle/receipt-code.ts";
import { acceptanceOf } from "./acceptance.ts";
import type { Workspace, Needs } from "../workspace.ts";
import type { ExportRow, ExportReader } from "../ports/store/exports.ts";
import type { MissingRange, FeedReader } from "../ports/store/feeds.ts";
import type { ImportRow } from "../ports/store/imports.ts";
import { setAsides } from "../receiving/log/set-aside.ts";
import type { ReceiptWriter } from "../ports/store/receipts.ts";
import type { DeliveryReader } from "../ports/store/deliveries.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { TrustReader } from "../ports/store/trust.ts";

type ReceiptCodesNeeds = Needs<ExportReader & ReceiptWriter, "sha256" | "world">;

export type ReceiptCodesReads = Needs<DeliveryReader & FeedReader & RecordReader & TrustReader, "sha256">;

/** What the county reads out for a bundle that was read here; null for one that does not count: there is nothing to confirm yet. */
export function telephoneCode(ws: ReceiptCodesReads, row: Pick<ImportRow, "bundle" | "claimed" | "signer">): string | null {
  const isAside = setAsides(ws).some((one) => one.bundle === row.bundle && !one.takenBack);
  return isAside || acceptanceOf(ws, row) !== "accepted" ? null : codeOfImport(ws, row);
}

/** The code of a bundle that was read here: another one while something that the bundle completes is missing. */
export function codeOfImport(
  ws: Needs<FeedReader, "sha256">,
  { bundle, claimed }: Pick<ImportRow, "bundle" | "claimed">,
): string {
  return receiptCode(ws.sha256, bundle, heldDigest(ws, claimed, ws.store.missing(claimed)));
}

/** Whether a code is what the county reads out when it holds all that this bundle completes, in this program or an earlier one. */
function isCodeOf(ws: Pick<Workspace, "sha256">, { bundle, frontier }: ExportRow, code: string): boolean {
  const held = heldDigest(ws, frontier, []);
  return [receiptCode, markedReceiptCode].some((make) => make(ws.sha256, bundle, held) === code);
}

/** Heads commit to all that lies beneath them: naming them, and what is missing beneath, names what is held. */
function heldDigest(ws: Pick<Workspace, "sha256">, frontier: Frontier, missing: readonly MissingRange[]): string {
  return ws.sha256(canonicalJson({ frontier, missing }));
}

/**
 * Notes that a bundle was confirmed by telephone (电话确认收到).
 *
 * @throws {Problem} `receipt-code-length`, `receipt-code-wrong` (a digit misheard), `receipt-code-of-other`, `receipt-code-unmatched`
 * @see design.md §3 Receipt code
 */
export function confirmByCode(ws: ReceiptCodesNeeds, number: number, typed: string): void {
  const read = readReceiptCode(typed);
  if (read.kind === "length") throw new Problem("receipt-code-length", { digits: read.digits });
  if (read.kind === "wrong") throw new Problem("receipt-code-wrong", {});
  const handIns = ws.store.exports().filter((row) => row.purpose === "hand-in");
  const told = handIns.find((row) => isCodeOf(ws, row, read.code));
  if (told === undefined) throw new Problem("receipt-code-unmatched", { number });
  if (told.number !== number) throw new Problem("receipt-code-of-other", { number, other: told.number });
  ws.store.confirmByPhone(told.bundle, ws.world.nowMs());
}
