// The PCs of the county office: which holds the county's key, joining, the exchange between them, and the moving of the key.
import { z } from "zod";
import { instantMs, procedure, started } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

const countyPc = z.object({
  pc: z.string(),
  device: z.string(),
  role: z.enum(["root", "county"]),
  isSelf: z.boolean(),
  ended: z.boolean(),
  /** When an exchange of it was read here last. */
  lastReadMs: instantMs.nullable(),
});
export type CountyPcView = z.infer<typeof countyPc>;

const office = z.object({
  standing: z.enum(["root", "second", "waiting", "unpinned", "handed-over", "ended"]),
  /** Two successors were named: nobody is followed until a person compares a code. */
  disputed: z.boolean(),
  /** County PCs that say they took the county's key over. */
  claimants: z.array(z.string()),
  ownCode: z.string(),
  /** Text of the QR that holds this PC's whole fingerprint. */
  ownQr: z.string(),
  pcs: z.array(countyPc),
  lastWrittenMs: instantMs.nullable(),
});
export type CountyOffice = z.infer<typeof office>;

const move = z.object({ code: z.string().max(LIMITS.shortText), reason: z.string().max(LIMITS.shortText) });
const done = z.object({ ok: z.literal(true) });

export const county = {
  office: procedure.output(office),
  /** Writes the exchange for the other PCs. `full`: whatever they hold already. */
  exchange: procedure.input(z.object({ folder: z.string(), full: z.boolean() })).output(started),
  /** @throws successor-unknown, handover-reason-missing, key-code-length, key-code-group, key-scan-wrong */
  handOver: procedure.input(move).output(done),
  /** @throws own-code-unmatched, handover-reason-missing, key-code-length, key-code-group, key-scan-wrong */
  takeOver: procedure.input(move).output(done),
};
