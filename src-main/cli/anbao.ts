#!/usr/bin/env node
// anbao: the use cases from a terminal, a process for each command. See design.md §5 for the commands; --json prints one document.
import { runLine } from "./run-line.ts";
import { ofProcess } from "./terminal.ts";

await runLine(process.argv.slice(2), ofProcess());
