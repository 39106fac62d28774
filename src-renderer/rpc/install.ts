// Asks the shell to install the update that waits; the browser shell has nothing that could.
import type { ProblemData } from "../../src-main/api/contract-parts.ts";
import { shellBridge } from "./shell.ts";

/** Whether the program is in a shell that can install. */
export function hasInstaller(): boolean {
  return shellBridge() !== undefined;
}

/** Undefined: the program ends and comes back as the new version. */
export async function installUpdate(): Promise<ProblemData | undefined> {
  return (await shellBridge()?.installUpdate()) ?? undefined;
}
