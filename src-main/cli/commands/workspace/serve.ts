// serve: the screens of one workspace in a browser of this PC.
import { sayLines } from "../../say.ts";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { openDataSide } from "../../../compose/door.ts";
import { Problem } from "../../../domain/problem.ts";
import { runBrowserShell } from "../../../shell-browser/run-browser-shell.ts";
import { action } from "../../command.ts";

/** Built by `npm start`. */
const SCREENS = resolve(import.meta.dirname, "../../../../dist/renderer");

type ServeOptions = Readonly<{ port: number; open?: boolean }>;

export function addServeCommand(program: Command): void {
  program
    .command("serve <dir>")
    .description("在本机浏览器里打开一份数据")
    .option("--port <n>", "端口，默认任选", portOf, 0)
    .option("--open", "同时打开浏览器")
    .action(
      action(async (_global, dir: string, options: ServeOptions) => {
        const folder = resolve(dir);
        if (!existsSync(resolve(folder, "anbao.db"))) throw new Problem("workspace-not-found", { path: dir });
        if (!existsSync(resolve(SCREENS, "index.html"))) throw new Problem("screens-missing", {});
        const ending = new AbortController();
        for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
        await runBrowserShell({
          openDataSide: (needs) => openDataSide({ ...needs, workspace: folder }),
          rendererDir: SCREENS,
          port: options.port,
          openBrowser: options.open === true,
          say: (line) => sayLines("stderr", [line]),
          signal: ending.signal,
        });
        return { result: { dir: folder }, lines: ["已关闭"] };
      }),
    );
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("0–65535");
  return port;
}
