// Who works at this PC, and who may release hand-ins.
import { z } from "zod";
import { procedure } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

const person = z.object({
  person: z.string(),
  name: z.string(),
  post: z.string(),
  mayRelease: z.boolean(),
  /** Has a PIN on this PC. */
  here: z.boolean(),
  working: z.boolean(),
  leftOn: z.string().nullable(),
});
export type PersonView = z.infer<typeof person>;

const people = z.object({
  people: z.array(person),
  /** Whether who works here may say who releases; the county has no releases. */
  mayGrant: z.boolean(),
});
export type People = z.infer<typeof people>;

const pin = z.string().max(LIMITS.shortText);
const named = z.object({
  name: z.string().min(1).max(LIMITS.shortText),
  post: z.string().max(LIMITS.shortText).optional(),
  mayRelease: z.boolean(),
});

/** Each answers with the list as it is then. */
export const peopleContract = {
  list: procedure.output(people),
  /** @throws `person-exists`, `person-many`, `pin-weak`, `release-not-yours` */
  add: procedure.input(named.extend({ pin })).output(people),
  /** The next person works here at once; the PIN of the one before goes. @throws as add */
  handOver: procedure.input(named.extend({ pin })).output(people),
  /** @throws `person-here`, `person-last`, `release-not-yours` */
  remove: procedure.input(z.object({ person: z.string() })).output(people),
  /** @throws `release-not-yours` */
  setMayRelease: procedure.input(z.object({ person: z.string(), mayRelease: z.boolean() })).output(people),
  /** @throws `pin-wrong`, `pin-wait`, `pin-weak` */
  changePin: procedure.input(z.object({ old: pin, pin })).output(people),
};
