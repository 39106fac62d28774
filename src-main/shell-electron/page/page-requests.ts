// What a page may ask for through the bridge, as it arrives: checked before anything is done. Pure.
import { z } from "zod";
import { saveRequest } from "../../api/uploads/contract.ts";

const MOST_PATH = 5000;

/** A dialog of the system; anything else is refused. */
export const chooseRequest = z.strictObject({
  request: z.enum(["folder", "bundles"]),
  title: z.string().max(100),
  defaultPath: z.string().max(MOST_PATH).optional(),
});

/** An address for updates, as it was typed. */
export const addressRequest = z.string().max(1000);

/** Files that the preload found; a page cannot write this message itself. */
export const foundFiles = z
  .array(z.strictObject({ path: z.string().min(1).max(MOST_PATH), name: z.string().min(1).max(255) }))
  .min(1)
  .max(5000);

export { saveRequest };
