// Types of the session area that more than its routes use.
import type { z } from "zod";
import type { change } from "./contract/session.ts";

/** Which areas changed behind the screen. */
export type Change = z.infer<typeof change>;
