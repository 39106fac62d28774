// Pictures behind attachments: why a small one did not come, and what is asked about them (存疑照片).
import { z } from "zod";
import { mediaNote, picture, procedure, recordKey } from "../contract-parts.ts";

/** What is asked about one photo of an activity. `id` names it when it is dismissed. */
const doubt = mediaNote.extend({
  id: z.string(),
  record: recordKey.extend({ title: z.string(), unitName: z.string() }),
  picture,
});
export type MediaDoubt = z.infer<typeof doubt>;

/** Those that are told, or those that somebody at this PC does not want to be told again. */
const which = z.enum(["open", "dismissed"]);

export const media = {
  /** `later`: it could not be drawn in time and is tried again; `none`: the original gives no picture. */
  previewStanding: procedure
    .input(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(z.object({ standing: z.enum(["later", "none"]) })),
  /** What is asked about photos of all activities here, a page from a place on. */
  doubts: procedure
    .input(z.object({ which, from: z.int().min(0) }))
    .output(z.object({ doubts: z.array(doubt), total: z.int(), next: z.int().nullable() })),
  /** Not told again at this PC, or told again. */
  dismiss: procedure
    .input(z.object({ ids: z.array(z.string().max(64)).max(500), dismissed: z.boolean() }))
    .output(z.object({ ok: z.literal(true) })),
};
