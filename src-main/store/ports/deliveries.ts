// What the PCs of one county office tell each other.
import type { DeliveryWriter } from "../../usecases/ports/store/deliveries.ts";
import { markTold, readDeliveries, readHoldings, readUntold } from "../deliveries/deliveries.ts";
import { firstLacking, readWithheldPositions } from "../deliveries/holdings.ts";
import { appendEntry } from "../union/author.ts";
import type { Connection } from "./connection.ts";

export function deliveriesOf({ statements, source, write }: Connection): DeliveryWriter {
  return {
    deliveries: () => readDeliveries(statements),
    untold: () => readUntold(statements),
    heldBy: (key) => readHoldings(statements, key),
    firstLacking: (feedId, ends, withheld) => firstLacking(statements, feedId, ends, withheld),
    withheldPositions: (most) => readWithheldPositions(statements, most),
    tell: (told) =>
      write(() => {
        for (const { import: id, version } of told) {
          appendEntry(statements, source, version);
          markTold(statements, id);
        }
      }),
  };
}
