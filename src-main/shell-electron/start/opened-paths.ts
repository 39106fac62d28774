// Which of a program's arguments are files of ours that the system wants opened. Pure.
import { isAbsolute, resolve } from "node:path";
import { openedKind } from "../../domain/record/opened-kind.ts";

/**
 * The arguments to start the program with once more: a file that it was given has been opened by then, and whoever wants one opened
 * names it further on. A folder keeps its meaning wherever the program stands now.
 *
 * @param startedIn the folder in which it was given `argv`.
 */
export function argumentsAgain(argv: readonly string[], startedIn: string, further: readonly string[]): string[] {
  const kept = argv.slice(1).filter((argument) => argument.startsWith("-") || openedKind(argument) === undefined);
  return [...kept.map((argument) => (argument.startsWith("-") ? argument : resolve(startedIn, argument))), ...further];
}

/**
 * The last file of ours among the arguments, as a whole path: Windows and Linux hand a double click over so.
 *
 * @param argv the program first; a checkout also has the program's folder, which is no file of ours.
 * @param workingDirectory of the process that was given the arguments.
 */
export function openedPath(argv: readonly string[], workingDirectory: string): string | undefined {
  const named = argv.slice(1).filter((argument) => !argument.startsWith("-") && openedKind(argument) !== undefined);
  const last = named.at(-1);
  if (last === undefined || last.includes("\0")) return undefined;
  return isAbsolute(last) ? last : resolve(workingDirectory, last);
}
