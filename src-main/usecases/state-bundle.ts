// What a bundle says of itself.
import type { Recipient } from "../domain/audience.ts";
import type { CarriedFeed, Held } from "./carried-feeds.ts";
import type { Desk } from "./desk.ts";
import type { BundleStatement } from "./ports.ts";

export function recipientName(recipient: Recipient): string {
  if (recipient.kind === "office") return "county";
  return recipient.kind === "unit" ? recipient.unit : recipient.kind;
}

/** What a bundle says of itself. */
export function stateBundle(
  desk: Desk,
  request: Readonly<{ purpose: BundleStatement["purpose"]; recipient: Recipient }>,
  feeds: readonly CarriedFeed[],
  base: Held | undefined,
  { unitName, series, withheld }: Readonly<{ unitName: string }> & Pick<BundleStatement, "series" | "withheld">,
): BundleStatement {
  const facts = desk.store.facts();
  return {
    purpose: request.purpose,
    createdAtMs: desk.world.nowMs(),
    program: { name: "anbao", version: desk.programVersion },
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
