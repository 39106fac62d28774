#!/usr/bin/env node
// anbao: the use cases from a terminal. See design.md §5 for the commands; --json prints one document.
import { Command, CommanderError } from "commander";
import packageInfo from "../../package.json" with { type: "json" };
import { addDemoCommand } from "./commands/demo.ts";
import { addConflictCommands } from "./commands/conflicts.ts";
import { addDriveCommands } from "./commands/drives.ts";
import { addExchangeCommands } from "./commands/exchange.ts";
import { addFigureCommands } from "./commands/figures.ts";
import { addKeepingCommands } from "./commands/keeping.ts";
import { addPeopleCommands } from "./commands/people.ts";
import { addQuarantineCommands } from "./commands/quarantine.ts";
import { addRecordCommands } from "./commands/records.ts";
import { addReturnCommands } from "./commands/returns.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addTrustCommands } from "./commands/trust.ts";
import { addWorkspaceCommands } from "./commands/workspace.ts";
import { EXIT, printUsage } from "./outcome.ts";
import { sayLines } from "./say.ts";

/** Known before anything is parsed: what is typed wrongly is refused as JSON too. */
const asJson = process.argv.includes("--json");
const program = new Command("anbao")
  .description("安报：报送单位和县组委会办公室的离线报送")
  .version(packageInfo.version)
  .option("--json", "输出一份 JSON")
  .option("--pin-file <file>", "PIN 文件（否则用环境变量 ANBAO_PIN）")
  .configureOutput({ writeErr: (text) => void (asJson || sayLines("stderr", text.trimEnd().split("\n"))) })
  .exitOverride();
// Commands copy settings when they are added: the override above has to stand before them.
addWorkspaceCommands(program);
addTrustCommands(program);
addQuarantineCommands(program);
addPeopleCommands(program);
addRecordCommands(program);
addExchangeCommands(program);
addDriveCommands(program);
addKeepingCommands(program);
addConflictCommands(program);
addReturnCommands(program);
addFigureCommands(program);
addDemoCommand(program);
addServeCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (asJson && error.exitCode !== 0) printUsage(error.message, true);
}
