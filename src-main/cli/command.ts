// One shape for all commands: run, print, exit code.
import { CommanderError, type Command } from "commander";
import { EXIT, printOutcome, printProblem, printUsage, type Outcome } from "./outcome.ts";
import type { GlobalOptions } from "./session.ts";
import { terminal } from "./terminal.ts";

/** Runs a command's work and prints what came of it. The global options stand on the program. */
export function action<Args extends unknown[]>(work: (options: GlobalOptions, ...args: Args) => Promise<Outcome> | Outcome) {
  return async (...received: unknown[]): Promise<void> => {
    const command = received.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions>();
    try {
      const outcome = await work(options, ...(received.slice(0, -1) as Args));
      printOutcome(outcome, options.json === true);
      if (outcome.wrong === true) terminal().setExitCode(EXIT.refused);
    } catch (error) {
      if (error instanceof CommanderError) {
        printUsage(error.message, options.json === true);
        terminal().setExitCode(EXIT.usage);
        return;
      }
      printProblem(error, options.json === true);
      terminal().setExitCode(EXIT.refused);
    }
  };
}
