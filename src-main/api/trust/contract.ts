// How a county and its units come to trust each other's keys: always by a code that a person types from sealed paper.
// No answer ever holds the value that the person is expected to type.
import { z } from "zod";
import { count, fileSource, instantMs, procedure, started, unitCode } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** A county pack as it says of itself, before anything is trusted. */
const inspectedPack = z.object({
  pack: z.string(),
  fileName: z.string(),
  claims: z.object({ county: z.string(), number: count, madeAtMs: instantMs }),
  /** `update`: signed by the county that is already pinned, so no code is asked for; `foreign`: pinned is another; `ended`: signed
   *  by a PC of the county that was ended. */
  state: z.enum(["needs-code", "foreign", "ended", "update", "older"]),
});
export type InspectedPack = z.infer<typeof inspectedPack>;

const standing = z.object({
  pinned: z.object({ county: z.string(), atMs: instantMs, campaignVersion: z.int() }).nullable(),
  enrolment: z.enum(["none", "requested", "approved", "revoked"]),
  /** The code of this PC's own key: it goes onto the sealed paper. */
  ownCode: z.string(),
  device: z.string(),
  /** The county's key was handed to two PCs, or a county PC says that it took it over: a new sealed notice decides. */
  doubts: z.object({ disputed: z.boolean(), claimants: z.array(z.string()) }),
});
export type TrustStateView = z.infer<typeof standing>;

export const trust = {
  standing: procedure.output(standing),
  inspectPack: procedure.input(z.object({ source: fileSource, name: z.string().max(LIMITS.fileName) })).output(inspectedPack),
  /**
   * `code` null: the pack of a county that is trusted already. `replace`: the code is of a new county key.
   * @throws key-code-length, key-code-group, key-scan-wrong, root-mismatch, root-replaces, root-not-new
   */
  takePack: procedure
    .input(z.object({ pack: z.string(), code: z.string().max(LIMITS.shortText).nullable(), replace: z.boolean().optional() }))
    .output(standing),
  /** Writes the enrolment request of this PC into a folder. */
  exportRequest: procedure.input(z.object({ folder: z.string() })).output(started),
};

/** A PC that asks to be let in. `request` is a handle and says nothing of the key. */
const request = z.object({
  request: z.string(),
  unit: unitCode,
  unitName: z.string(),
  device: z.string(),
  /** When its request came; for a key that has not asked, its first entry. */
  arrivedAtMs: instantMs.nullable(),
  /** `county`: a further PC of the county office. */
  role: z.enum(["unit", "county"]),
  /** `unasked`: entries of it wait although no request came. */
  state: z.enum(["waiting", "unasked", "refused", "approved", "revoked"]),
  /** Why it was returned. */
  reason: z.string().nullable(),
  decidedAtMs: instantMs.nullable(),
  /** Entries that wait for this key (隔离). */
  waitingEntries: count,
  otherDevices: count,
});
export type EnrolmentRequest = z.infer<typeof request>;

export const enrolment = {
  list: procedure.output(z.array(request)),
  /** @throws key-code-length, key-code-group, key-scan-wrong, key-code-unmatched, county-not-root, replaces-other-unit */
  approve: procedure
    .input(
      z.object({
        request: z.string(),
        code: z.string().max(LIMITS.shortText),
        asCounty: z.boolean().optional(),
        /** The PC of the same office that ends with this approval. */
        replaces: z
          .object({ request: z.string(), reason: z.string().min(1).max(LIMITS.shortText), sinceMs: instantMs.nullable() })
          .optional(),
      }),
    )
    .output(z.object({ entries: count })),
  /** `sinceMs`: what the key wrote then or later does not hold; null: all that is here by now holds. */
  revoke: procedure
    .input(z.object({ request: z.string(), reason: z.string().min(1).max(LIMITS.shortText), sinceMs: instantMs.nullable() }))
    .output(z.object({ entries: count })),
  refuse: procedure
    .input(z.object({ request: z.string(), reason: z.string().min(1).max(LIMITS.shortText) }))
    .output(z.object({ ok: z.literal(true) })),
  /** The trust list as ssh-keygen reads it, to be saved by the page. */
  signers: procedure.output(z.object({ url: z.string() })),
  /** Writes the county's pack, for all units or one. */
  exportPack: procedure.input(z.object({ folder: z.string(), unit: unitCode.optional() })).output(started),
  /** The county's own code, for the printed notice. */
  ownCode: procedure.output(z.object({ code: z.string() })),
};
