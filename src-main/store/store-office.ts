// The part of the store that the PCs of one county office share their work through.
import type { StoreOffice } from "../usecases/office-port.ts";
import type { StoreQuarantine } from "../usecases/quarantine-port.ts";
import type { NewVersion } from "../usecases/store-port.ts";
import type { Apart } from "./apart.ts";
import { appendEntry, type Source } from "./author.ts";
import { inTransaction, type Db, type Statements } from "./database.ts";
import { firstLacking, readClaimants, readWithheldPlaces } from "./holdings.ts";
import { markTold, readDeliveries, readHoldings, readQuarantined, readUntold } from "./deliveries.ts";
import { dropStrangers } from "./drop-strangers.ts";
import { readFact } from "./facts.ts";
import { pinRoot } from "./pin-root.ts";
import { readStrangerFiles, readStrangers } from "./quarantine.ts";

/** @see usecases/office-port.ts StoreOffice */
export function officeOf(db: Db, statements: Statements, source: Source, apart: Apart): StoreOffice & StoreQuarantine {
  const append = (version: NewVersion) => appendEntry(statements, source, version);
  return {
    deliveries: () => readDeliveries(statements),
    untold: () => readUntold(statements),
    tell: (told) =>
      inTransaction(db, () => {
        for (const { import: id, version } of told) {
          append(version);
          markTold(statements, id);
        }
      }),
    heldBy: (key) => readHoldings(statements, key),
    authorityWith: (lines, root, signal) => apart.run({ kind: "authority", lines, root }, { signal, report: () => undefined }),
    rootPinnedMs: () => pinnedMs(statements),
    takeOver: (key, versions) =>
      inTransaction(db, () => {
        pinRoot(statements, source.nowMs(), key);
        for (const version of versions) append(version);
      }),
    quarantined: () => readQuarantined(statements),
    strangers: () => readStrangers(statements),
    strangerFiles: () => readStrangerFiles(statements),
    dropStrangers: (keys) => inTransaction(db, () => dropStrangers(statements, keys)),
    firstLacking: (feedId, ends, withheld) => firstLacking(statements, feedId, ends, withheld),
    withheldPlaces: (most) => readWithheldPlaces(statements, most),
    claimants: () => readClaimants(statements),
  };
}

function pinnedMs(statements: Statements): number | null {
  const ms = readFact(statements, "rootMs");
  return ms === undefined ? null : Number(ms);
}
