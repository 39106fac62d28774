// What the other end said of what was sent.
import type { ReceiptWriter } from "../../usecases/ports/store/receipts.ts";
import { clearRegressed, insertTold, isRegressed, readReceiptsRead, readTold } from "../deliveries/receipt-queries.ts";
import type { Connection } from "./connection.ts";

export function receiptsOf({ statements, write }: Connection): ReceiptWriter {
  return {
    receiptsRead: (most) => readReceiptsRead(statements, most),
    confirmedByPhone: () => readTold(statements),
    isRegressed: (unit) => isRegressed(statements, unit),
    confirmByPhone: (bundle, toldMs) => write(() => insertTold(statements, bundle, toldMs)),
    clearRegressed: (unit) => write(() => clearRegressed(statements, unit)),
  };
}
