// What can be wrong with what is kept: looked for, told, mended.
import { canonicalJson, type Json } from "../../domain/json.ts";
import type { SoundnessWriter } from "../../usecases/ports/store/soundness.ts";
import { dropHeadSignature } from "../chain/frontier.ts";
import { writeFact } from "../db/facts.ts";
import { mendStore } from "../rot/mend.ts";
import { examine, readLastCheck } from "../rot/soundness.ts";
import { rebuildProjection } from "../union/rebuild.ts";
import type { Connection } from "./connection.ts";

export function soundnessOf({ db, statements, source, write }: Connection): SoundnessWriter {
  return {
    examine: (copy, signal) => examine(db, copy, signal),
    lastCheck: () => readLastCheck(statements),
    dropHeadSignature: (hash) => void write(() => dropHeadSignature(statements, hash)),
    mend: (copies) => write(() => mendStore(db, statements, source, copies)),
    noteCheck: (check) => write(() => writeFact(statements, "lastCheck", canonicalJson(check as unknown as Json))),
    rebuild: () => write(() => rebuildProjection(statements)),
  };
}
