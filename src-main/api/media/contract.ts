// Attachments beside the files themselves: what an original says of itself, why a small picture did not come, posters of clips.
import { z } from "zod";
import { LIMITS } from "../../domain/limits.ts";
import { procedure } from "../contract-parts.ts";

const file = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** As it was read from the original; a member that is absent it does not say. */
const fileFacts = z.object({
  takenAt: z.string().optional(),
  takenOffsetMin: z.int().optional(),
  gpsE6: z.object({ lat: z.int(), lon: z.int() }).optional(),
  widthPx: z.int().optional(),
  heightPx: z.int().optional(),
  durationMs: z.int().optional(),
  codec: z.string().optional(),
  camera: z.string().optional(),
  software: z.string().optional(),
  orientation: z.int().optional(),
  rowsRead: z.int().optional(),
  encrypted: z.literal(true).optional(),
});
export type FileFactsView = z.infer<typeof fileFacts>;

export const media = {
  /** `later`: it could not be drawn in time and is tried again; `none`: the original gives no picture. */
  previewStanding: procedure.input(file).output(z.object({ standing: z.enum(["later", "none"]) })),
  /** Null where the original is not here, or nobody can look into it now. */
  facts: procedure.input(file).output(z.object({ facts: fileFacts.nullable() })),
  /** A picture of a clip that is here and has none: drawn by the screen, drawn anew from its JPEG before it is kept. */
  keepPoster: procedure
    .input(file.extend({ base64: z.base64().max(LIMITS.posterText) }))
    .output(z.object({ ok: z.literal(true) })),
};
