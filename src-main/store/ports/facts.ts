// What the workspace knows of itself, kept as named texts.
import type { FactWriter, Facts } from "../../usecases/ports/store/facts.ts";
import { toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact, type FactName } from "../db/facts.ts";
import { giveUpFeeds, readOrigin, settleAt } from "../machine/machine-binding.ts";
import { renewKey } from "../machine/renew-key.ts";
import type { Connection } from "./connection.ts";

export function factsOf({ statements, source, write }: Connection): FactWriter {
  return {
    facts: () => readFacts(statements),
    recipients: () => (["recipient", "recovery"] as const).flatMap((name) => readFact(statements, name) || []),
    ownFeed: (name) => readFact(statements, `feed:${name}`),
    origin: () => readOrigin(statements),
    lastSavedMs: () => lastSavedMs(statements),
    setFact: (name, value) => write(() => writeFact(statements, name, value)),
    noteMade: () => readFact(statements, "made") ?? write(() => writeFact(statements, "made", "1")),
    setRecipients: (own, recovery) =>
      write(() => (writeFact(statements, "recipient", own), writeFact(statements, "recovery", recovery))),
    settleAt: (mark) => write(() => settleAt(statements, source, mark)),
    giveUpFeeds: (why) => write(() => giveUpFeeds(statements, source, why)),
    renewKey: (key, recipient) => write(() => renewKey(statements, source, key, recipient)),
  };
}

function readFacts(statements: Statements): Facts {
  const text = (name: FactName) => readFact(statements, name) ?? "";
  return {
    role: text("role") === "county" ? "county" : "unit",
    unit: text("unit"),
    campaign: text("campaign"),
    campaignDocument: text("campaignDocument"),
    root: readFact(statements, "root") ?? null,
    selfKey: text("selfKey"),
    device: text("device"),
    person: text("person"),
  };
}

/** The last entries of the own feeds are their tips. */
const LAST_SAVED = `
  SELECT MAX(ms) AS ms FROM (
    SELECT MAX(json_extract(entry.text, '$.at.wallMs')) AS ms FROM feed
    JOIN tip ON tip.feed_id = feed.id JOIN entry ON entry.hash = tip.hash
    WHERE feed.key = ?
    UNION ALL SELECT MAX(saved_ms) FROM draft
  )`;

function lastSavedMs(statements: Statements): number | null {
  const key = toBlob(readFact(statements, "selfKey") ?? "");
  return (statements(LAST_SAVED).get(key) as { ms: number | null }).ms;
}
