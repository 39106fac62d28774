// One command line from its words to its exit code: the list of commands.
import { Command, CommanderError } from "commander";
import packageInfo from "../../package.json" with { type: "json" };
import { addDemoCommand } from "./commands/workspace/demo.ts";
import { addConflictCommands } from "./commands/records/conflicts.ts";
import { addDoubtCommands } from "./commands/records/doubts.ts";
import { addDriveCommands } from "./commands/exchange/drives.ts";
import { addExchangeCommands } from "./commands/exchange/exchange.ts";
import { addFigureCommands } from "./commands/records/figures.ts";
import { addHomeCommands } from "./commands/records/home.ts";
import { addKeepingCommands } from "./commands/workspace/keeping.ts";
import { addMediaCommands } from "./commands/records/media.ts";
import { addPeopleCommands } from "./commands/trust/people.ts";
import { addQuarantineCommands } from "./commands/trust/quarantine.ts";
import { addRecordCommands } from "./commands/records/records.ts";
import { addReturnCommands } from "./commands/exchange/returns.ts";
import { addServeCommand } from "./commands/workspace/serve.ts";
import { addTrustCommands } from "./commands/trust/trust.ts";
import { addWorkspaceCommands } from "./commands/workspace/workspace.ts";
import { EXIT, printUsage } from "./outcome.ts";
import { sayHelp, sayLines } from "./say.ts";
import { atTerminal, terminal, type Terminal } from "./terminal.ts";

/** Runs a command to its end. @param words what was typed after the program's name. */
export function runLine(words: readonly string[], at: Terminal): Promise<void> {
  return atTerminal(at, () => run(words));
}

async function run(words: readonly string[]): Promise<void> {
  // Known before anything is parsed: what is typed wrongly is refused as JSON too.
  const asJson = words.includes("--json");
  try {
    await programOf(asJson).parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    terminal().setExitCode(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    if (asJson && error.exitCode !== 0) printUsage(error.message, true);
  }
}

function programOf(asJson: boolean): Command {
  const program = new Command("anbao")
    .description("安报：报送单位和县组委会办公室的离线报送")
    .version(packageInfo.version)
    .option("--json", "输出一份 JSON")
    .option("--pin-file <file>", "PIN 文件（否则用环境变量 ANBAO_PIN）")
    .configureOutput({
      writeOut: sayHelp,
      writeErr: (text) => void (asJson || sayLines("stderr", text.trimEnd().split("\n"))),
    })
    .exitOverride();
  // Commands copy settings when they are added: the override above has to stand before them.
  for (const add of COMMANDS) add(program);
  return program;
}

const COMMANDS: readonly ((program: Command) => void)[] = [
  addWorkspaceCommands,
  addHomeCommands,
  addTrustCommands,
  addQuarantineCommands,
  addPeopleCommands,
  addRecordCommands,
  addMediaCommands,
  addDoubtCommands,
  addExchangeCommands,
  addDriveCommands,
  addKeepingCommands,
  addConflictCommands,
  addReturnCommands,
  addFigureCommands,
  addDemoCommand,
  addServeCommand,
];
