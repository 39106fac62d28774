// Runs command lines in this process, where the process itself is not what is tested: the same words, the same exit codes, a cheap PIN.
// Starting a process and deriving keys takes longer than most commands. @see run-cli.ts for the real thing
import { homedir } from "node:os";
import { PRODUCT, type Surroundings } from "../../src-main/compose/door.ts";
import { runLine } from "../../src-main/cli/run-line.ts";
import { machineMark, stateFolder } from "../../src-main/keys/pc/machine-mark.ts";
import { CLI_PIN, documentOf, refusalOf, type Refusal, type Said } from "./run-cli.ts";

export { CLI_PIN };

/** `pin` null: no PIN at all. `env`: beside this process's own; only what the command line itself reads, and ANBAO_STATE. */
export type LineOptions = Readonly<{ pin?: string | null; env?: Readonly<Record<string, string>> }>;

/** Runs a command line to its end. */
export async function runCli(args: readonly string[], { pin = CLI_PIN, env = {} }: LineOptions = {}): Promise<Said> {
  const { ANBAO_PIN: _, ...inherited } = process.env;
  const surrounding = { ...inherited, ...(pin !== null && { ANBAO_PIN: pin }), ...env };
  const said = { code: 0, stdout: "", stderr: "" };
  await runLine(args, {
    env: surrounding,
    surroundings: cheapIn(surrounding),
    print: (stream, text) => void (said[stream] += text),
    showsProgress: false,
    onInterrupt: () => undefined,
    setExitCode: (code) => void (said.code = code),
  });
  return { code: said.code, out: said.stdout, err: said.stderr };
}

function cheapIn(env: Readonly<Record<string, string | undefined>>): Surroundings {
  const state = stateFolder(env, process.platform, homedir());
  return { ...PRODUCT, pinCost: { n: 16, r: 8, p: 1 }, markOf: (folder) => machineMark(folder, state) };
}

/** Runs with `--json` and expects success: the one document, and nothing on the error side. */
export async function jsonOf(args: readonly string[], options: LineOptions = {}): Promise<unknown> {
  return documentOf(args, await runCli(["--json", ...args], options));
}

/** Runs with `--json` and expects a refusal: its problem. */
export async function problemOf(args: readonly string[], options: LineOptions = {}): Promise<Refusal> {
  return refusalOf(args, await runCli(["--json", ...args], options));
}
