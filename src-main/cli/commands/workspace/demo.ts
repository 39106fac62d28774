// demo: the whole job in one command.
import { sayLines } from "../../say.ts";
import { resolve } from "node:path";
import type { Command } from "commander";
import { runDemo } from "../../../compose/door.ts";
import { action } from "../../command.ts";

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("在一个空文件夹里演示全部工作：登记、记录、报送、导入、汇总、打印")
    .option("-o, --output <folder>", "文件夹", "anbao-demo")
    .action(
      action(async (global, options: { output: string }) => {
        const result = await runDemo(resolve(options.output), (line) => global.json !== true && sayLines("stderr", [line]));
        return { result, lines: [`演示完成：${result.folder}`, ...result.papers, ...result.bundles] };
      }),
    );
}
