// 附件1: the one liaison of a unit, as it is typed and kept. The only telephone numbers that a unit hands in.
import { z } from "zod";
import { hasShape } from "../../domain/kinds/parts.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import { liaison as liaisonKind } from "../../domain/kinds/unit-kinds.ts";
import { instantMs, procedure } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

export const liaisonValue = liaisonKind;
export type NewLiaison = z.infer<typeof liaisonValue>;
export type LiaisonValue = ValueOf<"liaison">;

/** Members as they are typed; one that is empty may be absent. */
const typed = z.record(z.string().max(LIMITS.code), z.string().max(LIMITS.explanation));

/** As it was admitted: what is written now may have tighter limits. */
const admitted = z.custom<LiaisonValue>((value) => hasShape(liaisonKind, value));
const kept = z.object({
  value: admitted.nullable(),
  editedAtMs: instantMs.nullable(),
  /** `left`: it went to the county as it stands, with the request or a hand-in. */
  state: z.enum(["unwritten", "written", "left"]),
  /** When it left, where this PC knows. */
  leftAtMs: instantMs.nullable(),
  /** What was typed since and is not saved yet. */
  draft: z.object({ typed, savedAtMs: instantMs }).nullable(),
});

export type Liaison = z.infer<typeof kept>;

export const liaison = {
  get: procedure.output(kept),
  /** Keeps what is typed, until it is saved; null lets it go. */
  keep: procedure.input(z.object({ typed: typed.nullable() })).output(z.object({ savedAtMs: instantMs.nullable() })),
  /** Keeps a version; the liaison before it stays in the history (更换). */
  save: procedure.input(z.object({ value: liaisonValue })).output(kept),
};
