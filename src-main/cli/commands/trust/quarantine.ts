// quarantine list|drop: what waits of PCs that nobody has approved.
import type { Command } from "commander";
import { sizeText } from "../../../domain/bundle/room.ts";
import { dropStrangers, listStrangers, type KeptStranger } from "../../../usecases/receiving/log/quarantine.ts";
import { action } from "../../command.ts";
import { atWorkspace } from "../../session.ts";

export function addQuarantineCommands(program: Command): void {
  const quarantine = program.command("quarantine").description("未核准的电脑送来、先收着的内容：列出、丢弃");
  quarantine
    .command("list <dir>")
    .description("列出先收着的来件，每台电脑一行")
    .action(
      action(async (global, dir: string) => {
        const result = await atWorkspace(dir, global, ({ ws }) => listStrangers(ws));
        return { result, lines: result.length === 0 ? ["没有未核准的来件"] : result.map(lineOf) };
      }),
    );
  quarantine
    .command("drop <dir> <ids...>")
    .description("丢弃选定来件的全部内容；只在本机删除，再读入原来的文件就又都有了")
    .action(
      action(async (global, dir: string, ids: string[]) => {
        const result = await atWorkspace(dir, global, ({ ws }) => dropStrangers(ws, ids));
        return { result, lines: [`已丢弃 ${result.keys} 台电脑的来件：条目 ${result.entries}，文件 ${result.files}`] };
      }),
    );
}

function lineOf({ id, unit, entries, files, volumes, sinceMs, ...sizes }: KeptStranger): string {
  const since = sinceMs === null ? "" : `  ${new Date(sinceMs).toISOString().slice(0, 10)} 起`;
  const size = sizeText(sizes.bytes + sizes.fileBytes);
  return `${id}  自称 ${unit}  条目 ${entries}  文件 ${files}  卷 ${volumes}  ${size}${since}`;
}
