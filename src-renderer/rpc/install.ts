// Asks the shell to install the update that waits; the browser shell has nothing that could.
import type { ProblemData } from "../../src-main/api/contract/parts.ts";
import { isProblem } from "./failure.ts";

type Installer = Readonly<{ installUpdate(): Promise<unknown> }>;

function installer(): Installer | undefined {
  return (window as Window & { anbaoShell?: Installer }).anbaoShell;
}

/** Whether the program is in a shell that can install. */
export function hasInstaller(): boolean {
  return installer() !== undefined;
}

/** Undefined: the program ends and comes back as the new version. */
export async function installUpdate(): Promise<ProblemData | undefined> {
  const answer = await installer()?.installUpdate();
  return isProblem(answer) ? answer : undefined;
}
