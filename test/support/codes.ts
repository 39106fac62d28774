// Which problem a step fails with.
import { Problem } from "../../src-main/domain/problem.ts";

/** The code of the problem, `done` where there is none; any other error goes on. */
export async function codeOf(step: () => unknown): Promise<string> {
  try {
    await step();
    return "done";
  } catch (cause) {
    if (cause instanceof Problem) return cause.code;
    throw cause;
  }
}
