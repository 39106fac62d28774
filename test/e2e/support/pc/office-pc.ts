// One PC of an office: its home folder, the program running on it, and the drive that lies on its desktop.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import type { InstalledAs } from "../../../../src-main/domain/installed-as.ts";
import type { TimeAhead } from "./surroundings.ts";
import type { ServeNews, ServeOrder } from "./serve.ts";

/**
 * `now`: China's wall time when it is set up, `time`: of all PCs of the test; `stick`: the folder that lies on the desktop as 桌面; `workspace`: one that exists already, else first start; `publishers`: the list
 * of publishers' keys, by default an empty one; `installedAs`: how the program came onto it, by default as its sources;
 * `given`: arguments of the installed program.
 */
export type PcOrder = Readonly<{
  folder: string;
  stick: string;
  now: string;
  time: TimeAhead;
  workspace?: string;
  publishers?: string;
  given?: readonly string[];
  installedAs?: InstalledAs;
}>;

export type OfficePc = Readonly<{
  /** Starts the program and opens it in the page; its first screen is then shown whole. */
  start(page: Page): Promise<void>;
  /** Sets the program's clock, and opens the page again at that time. @param local China's wall time, `YYYY-MM-DDTHH:mm`. */
  moveClock(page: Page, local: string): Promise<void>;
  /** Has the system hand over a file, as a double click does. */
  open(path: string): void;
  /** Kills the program as a power cut does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}>;

const SERVE = join(import.meta.dirname, "serve.ts");
const RENDERER = join(import.meta.dirname, "../../../../dist/renderer");

/** Sets up a PC; nothing runs on it yet. */
export async function setUpPc(order: PcOrder): Promise<OfficePc> {
  await mkdir(order.folder, { recursive: true });
  await mkdir(order.stick, { recursive: true });
  await symlink(order.stick, join(order.folder, "桌面"), "junction");
  const running: { program?: ChildProcess; aheadMs: number } = { aheadMs: order.time(order.now) };
  const end = async (how: (program: ChildProcess) => void): Promise<void> => {
    const { program } = running;
    delete running.program;
    if (program === undefined || program.exitCode !== null || program.signalCode !== null) return;
    const gone = once(program, "exit");
    how(program);
    await gone;
  };
  return {
    start: async (page) => {
      running.program = launch(order, running.aheadMs);
      await page.goto(pathToFileURL(await openerOf(running.program)).href);
      await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    },
    moveClock: async (page, local) => {
      running.aheadMs = order.time(local);
      const { program } = running;
      if (program === undefined) return;
      const moved = once(program, "message");
      program.send({ aheadMs: running.aheadMs });
      await moved;
      await page.reload();
    },
    open: (path) => void running.program?.send({ open: path }),
    kill: () => end((program) => program.kill("SIGKILL")),
    stop: () => end((program) => program.disconnect()),
  };
}

/** Where drives appear that a test plugs into the PCs of its offices. */
export function portsBeside(stick: string): string {
  return join(dirname(stick), "插口");
}

function launch(order: PcOrder, aheadMs: number): ChildProcess {
  const home = join(order.folder, "Anbao");
  const request: ServeOrder = {
    home,
    rendererDir: process.env["ANBAO_RENDERER"] ?? RENDERER,
    aheadMs,
    publishers: order.publishers ?? "",
    installedAs: order.installedAs ?? "checkout",
    ...(order.workspace === undefined ? {} : { workspace: order.workspace }),
  };
  return fork(SERVE, [JSON.stringify(request)], {
    env: { ...process.env, HOME: order.folder, USERPROFILE: order.folder, ANBAO_DRIVES: portsBeside(order.stick) },
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function openerOf(program: ChildProcess): Promise<string> {
  const died = once(program, "exit").then(() => undefined);
  const told = once(program, "message") as Promise<[ServeNews]>;
  const news = await Promise.race([told, died]);
  if (news === undefined || !("opener" in news[0])) throw new Error("the program ended before it could be opened");
  return news[0].opener;
}
