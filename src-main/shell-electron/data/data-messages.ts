// What the main process and the data process say to each other, besides the page's own calls. Pure.
import { z } from "zod";
import { attached } from "../../api/uploads/contract.ts";
import type { ProblemData } from "../../api/contract-parts.ts";
import { installedAs } from "../../api/updates/contract.ts";
import { PROBLEMS, Problem, type ProblemCode, type ProblemDetails } from "../../domain/problem.ts";
import { addressRequest, foundFiles, saveRequest } from "../page/page-requests.ts";

const id = z.int().nonnegative();

/** Main process → data process. A port comes with `rpc`. */
export const request = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rpc") }),
  z.strictObject({
    kind: z.literal("media"),
    id,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    variant: z.enum(["original", "preview"]),
    name: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal("attach"), id, files: foundFiles }),
  z.strictObject({ kind: z.literal("admit"), paths: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("offer"), id, request: saveRequest }),
  z.strictObject({ kind: z.literal("save"), id, request: saveRequest, path: z.string() }),
  z.strictObject({ kind: z.literal("work"), id }),
  z.strictObject({ kind: z.literal("diagnostics"), id }),
  /** A file that the system handed over. */
  z.strictObject({ kind: z.literal("opened"), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal("update-address"), id, address: addressRequest }),
  z.strictObject({ kind: z.literal("update"), id }),
  z.strictObject({ kind: z.literal("close"), id }),
]);
export type Request = z.infer<typeof request>;

const problem = z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) });
const kept = { mime: z.string(), inline: z.boolean(), saveAs: z.string() };
const media = z.union([
  z.strictObject({ ...kept, path: z.string(), sizeBytes: z.int().nonnegative() }),
  z.strictObject({ ...kept, bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const update = z.strictObject({ version: z.string(), path: z.string(), kind: installedAs, sha256 });

/** Data process → main process: one answer to each request with an id. */
export const answer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("media"), id, media: media.nullable() }),
  z.strictObject({ kind: z.literal("attach"), id, files: z.array(attached) }),
  z.strictObject({ kind: z.literal("offer"), id, name: z.string() }),
  z.strictObject({ kind: z.literal("saved"), id }),
  z.strictObject({ kind: z.literal("address-set"), id }),
  z.strictObject({ kind: z.literal("work"), id, kinds: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("diagnostics"), id, lines: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("update"), id, update }),
  z.strictObject({ kind: z.literal("closed"), id }),
  z.strictObject({ kind: z.literal("failed"), id, problem }),
]);
export type Answer = z.infer<typeof answer>;

/** What the data process says unasked: how much long work runs, or that it could not begin. */
export const news = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("busy"), running: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("unable"), problem }),
]);
export type News = z.infer<typeof news>;

/** Whether an error is a problem of the catalogue. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}

/** A failure as it travels; what is no problem of the catalogue becomes `internal` under a new id. */
export function problemData(error: unknown, newId: () => string): ProblemData {
  return isProblem(error) ? { code: error.code, details: { ...error.details } } : { code: "internal", details: { id: newId() } };
}

/** The failure that travelled, as an error again. */
export function problemFrom(data: z.infer<typeof problem>): Problem {
  const known = Object.hasOwn(PROBLEMS, data.code);
  const code = (known ? data.code : "internal") as ProblemCode;
  return new Problem(code, (known ? data.details : { id: data.code }) as ProblemDetails<ProblemCode>);
}
