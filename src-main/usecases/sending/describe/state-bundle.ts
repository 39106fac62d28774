// What a bundle says of itself.
import type { Recipient } from "../../../domain/trust/audience.ts";
import type { CarriedFeed, Held } from "../choose/carried-feeds.ts";
import type { Needs } from "../../workspace.ts";
import type { BundleStatement } from "../../ports/bundles.ts";
import type { FactReader } from "../../ports/store/facts.ts";

export function recipientName(recipient: Recipient): string {
  if (recipient.kind === "office") return "county";
  return recipient.kind === "unit" ? recipient.unit : recipient.kind;
}

/** What a bundle says of itself. */
export function stateBundle(
  ws: Needs<FactReader, "programVersion" | "world">,
  request: Readonly<{ purpose: BundleStatement["purpose"]; recipient: Recipient }>,
  feeds: readonly CarriedFeed[],
  base: Held | undefined,
  { unitName, series, withheld }: Readonly<{ unitName: string }> & Pick<BundleStatement, "series" | "withheld">,
): BundleStatement {
  const facts = ws.store.facts();
  return {
    purpose: request.purpose,
    createdAtMs: ws.world.nowMs(),
    program: { name: "anbao", version: ws.programVersion },
    sender: { unit: facts.unit, unitName, device: facts.device, key: facts.selfKey },
    recipient: recipientName(request.recipient),
    campaign: { id: facts.campaign, version: facts.campaignDocument },
    series,
    baseFrontier: base?.frontier ?? {},
    contains: Object.fromEntries(
      feeds.map(({ hash: feed, heads, fromSeq }) => [feed, heads.map(({ seq, hash }) => ({ fromSeq, toSeq: seq, hash }))]),
    ),
    withheld,
  };
}
