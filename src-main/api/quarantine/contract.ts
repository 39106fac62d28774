// What waits of PCs that nobody has approved, and throwing it away.
import { z } from "zod";
import { count, instantMs, procedure } from "../contract-parts.ts";

const stranger = z.object({
  /** A handle that says nothing of the key. */
  id: z.string(),
  /** As it says of itself: nobody has looked into it. */
  unitName: z.string(),
  device: z.string(),
  entries: count,
  files: count,
  sizeBytes: count,
  volumes: count,
  sinceMs: instantMs.nullable(),
});
export type KeptStranger = z.infer<typeof stranger>;

export const quarantine = {
  list: procedure.output(z.array(stranger)),
  /** @throws stranger-unknown, stranger-known-now, stranger-named */
  drop: procedure
    .input(z.object({ ids: z.array(z.string().max(64)).min(1).max(1000) }))
    .output(z.object({ entries: count, files: count })),
};
