// Small pictures of attachments: why one that a screen asked for did not come.
import { z } from "zod";
import { procedure } from "../contract-parts.ts";

export const media = {
  /** `later`: it could not be drawn in time and is tried again; `none`: the original gives no picture. */
  previewStanding: procedure
    .input(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(z.object({ standing: z.enum(["later", "none"]) })),
};
