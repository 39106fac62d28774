// 程序更新: what runs, what a place offers, what waits to be installed. Installing itself is the shell's.
import { z } from "zod";
import { INSTALLED_AS } from "../../domain/installed-as.ts";
import { procedure, sizeBytes, started, type ProblemData } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

const ok = z.object({ ok: z.literal(true) });

/** @see domain/installed-as.ts */
export const installedAs = z.enum(INSTALLED_AS);

const waiting = z.object({ version: z.string(), path: z.string(), fileName: z.string(), sizeBytes });
export type WaitingUpdate = z.infer<typeof waiting>;

const state = z.discriminatedUnion("offered", [
  /** No publisher's key in this program: no screen speaks of updates. */
  z.object({ offered: z.literal(false) }),
  z.object({
    offered: z.literal(true),
    version: z.string(),
    platform: z.enum(["win32", "linux", "darwin"]),
    processor: z.enum(["x64", "arm64"]),
    installedAs,
    /** Intranet address; empty: the program never reaches the network. */
    address: z.string(),
    /** Checked, and newer than what runs. */
    waiting: waiting.nullable(),
  }),
]);
export type UpdateState = z.infer<typeof state>;

/** Where to look: the address that is set, or a folder. */
const from = z.discriminatedUnion("from", [
  z.object({ from: z.literal("address") }),
  z.object({ from: z.literal("folder"), path: z.string().max(LIMITS.path) }),
]);
export type UpdateFrom = z.infer<typeof from>;

/** How setting the address through the shell ended; `cancelled`: the person said no. */
export type AddressSet = Readonly<{ kind: "set" | "cancelled" } | { kind: "refused"; problem: ProblemData }>;

const offer = z.object({ age: z.enum(["newer", "same", "older"]), version: z.string(), sizeBytes });
export type UpdateOffer = z.infer<typeof offer>;

export const updates = {
  state: procedure.output(state),
  /** Sets the intranet address; empty takes it away. @throws update-address-wrong, update-address-unconfirmed */
  setAddress: procedure.input(z.object({ address: z.string().max(LIMITS.explanation) })).output(ok),
  /** Looks what is there; nothing is copied. @throws update-…, cancelled */
  check: procedure.input(from).output(offer),
  /** Copies and checks it as a task of kind `update`. */
  take: procedure.input(from).output(started),
  /** Throws away what waits. */
  discard: procedure.output(ok),
};
