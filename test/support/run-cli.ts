// Runs the real command line as a child process, as a person or a script would.
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./tree.ts";

export const CLI = join(ROOT, "src-main/cli/anbao.ts");

/** What a run said. `code` is null where a signal ended it. */
export type Said = Readonly<{ code: number | null; out: string; err: string }>;

/** `pin` null: no PIN at all. `user`: runs as this numeric user. `wrapper`: a program that starts ours, such as prlimit. */
export type RunOptions = Readonly<{
  pin?: string | null;
  env?: Readonly<Record<string, string>>;
  wrapper?: readonly string[];
  cwd?: string;
  input?: string;
}>;

export const CLI_PIN = "高台 tiger 42";

/** A run that permissions bind: where the tests run as root, it lays down the right to pass them over, and owns what it made. */
export const BOUND_BY_PERMISSIONS: RunOptions =
  process.getuid?.() === 0 ? { wrapper: ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] } : {};

/** Starts the command line; the caller waits for it or ends it. */
export function startCli(args: readonly string[], options: RunOptions = {}): ChildProcess {
  const { pin = CLI_PIN, env = {}, wrapper = [], cwd } = options;
  const { ANBAO_PIN: _, ...inherited } = process.env;
  const [program, ...rest] = [...wrapper, process.execPath, CLI, ...args];
  return spawn(program as string, rest, {
    env: { ...inherited, ...(pin !== null && { ANBAO_PIN: pin }), ...env },
    stdio: ["pipe", "pipe", "pipe"],
    ...(cwd !== undefined && { cwd }),
  });
}

/** Runs the command line to its end. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Said> {
  const child = startCli(args, options);
  child.stdin?.end(options.input ?? "");
  return outcomeOf(child);
}

/** Waits for a started run. */
export function outcomeOf(child: ChildProcess): Promise<Said> {
  const said = { out: "", err: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...said }));
  });
}

/** What a command refuses under `--json`. */
export type Refusal = Readonly<{ code: string; message: string; details: Record<string, unknown> }>;

/** The one document of a run with `--json`. @throws unless it succeeded and said nothing on the error side */
export function documentOf(args: readonly string[], { code, out, err }: Said): unknown {
  if (code !== 0 || err !== "") throw new Error(`${args.join(" ")}: exit ${code}\n${err}${out}`);
  return JSON.parse(out);
}

/** The problem of a run with `--json`. @throws unless it was refused and said nothing else */
export function refusalOf(args: readonly string[], { code, out, err }: Said): Refusal {
  if (code !== 1 || out !== "") throw new Error(`${args.join(" ")}: exit ${code}, expected a refusal\n${err}${out}`);
  return JSON.parse(err) as Refusal;
}

/** Runs with `--json` and expects success: the one document, and nothing on the error side. */
export async function jsonOf(args: readonly string[], options: RunOptions = {}): Promise<unknown> {
  return documentOf(args, await runCli(["--json", ...args], options));
}

/** Runs with `--json` and expects a refusal: its problem. */
export async function problemOf(args: readonly string[], options: RunOptions = {}): Promise<Refusal> {
  return refusalOf(args, await runCli(["--json", ...args], options));
}
