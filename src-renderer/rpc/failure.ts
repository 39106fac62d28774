// Turns whatever a call ended in into a problem of the catalogue, so that a screen shows nothing else.
import { ORPCError } from "@orpc/client";
import { PROBLEMS, type ProblemCode } from "../../src-main/domain/problem.ts";
import type { ProblemData } from "../../src-main/api/contract-parts.ts";

/** The problem that an error stands for; what is not in the catalogue is `internal`, a broken line `program-unreachable`. */
export function problemOf(error: unknown): ProblemData {
  if (error instanceof ORPCError) return fromAnswer(error as ORPCError<string, unknown>);
  return isProblem(error) ? { code: error.code, details: error.details } : { code: "program-unreachable", details: {} };
}

function fromAnswer(error: ORPCError<string, unknown>): ProblemData {
  if (error.code === "PROBLEM" && isProblem(error.data)) return error.data;
  return { code: "internal", details: { id: error.code } };
}

/** Whether a foreign value has the shape of a problem that this program knows. */
export function isProblem(value: unknown): value is ProblemData {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    Object.hasOwn(PROBLEMS, String(value.code)) &&
    "details" in value
  );
}

export type { ProblemCode };
