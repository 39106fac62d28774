// utilityProcess.fork (docs/api/utility-process.md): a child process with Node and a line of messages and ports.
import { fork, type ChildProcess, type StdioOptions } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { openPortLine, type MessagePortMain, type PortLine } from "./ports.ts";
import type { UtilityWords } from "./utility-child.ts";

const CHILD = join(import.meta.dirname, "utility-child.ts");

export type ForkOptions = Readonly<{
  env?: NodeJS.ProcessEnv;
  execArgv?: string[];
  cwd?: string;
  stdio?: "pipe" | "ignore" | "inherit" | readonly ("pipe" | "ignore" | "inherit")[];
  serviceName?: string;
}>;

/** How a child ended (docs/api/app.md, `child-process-gone`). */
export type ChildGone = Readonly<{ type: "Utility"; reason: string; exitCode: number; name: string; serviceName: string }>;

/** What the double does with every utility process. */
export type Utilities = Readonly<{
  fork(module: string, given?: readonly string[], options?: ForkOptions): UtilityProcess;
  /** Sets the clock of all, now and later; resolves when they have it. */
  setClock(aheadMs: number): Promise<void>;
  /** All of them end with the program. */
  endAll(): void;
}>;

export class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #line: PortLine;
  pid: number | undefined;
  stdout: ChildProcess["stdout"];
  stderr: ChildProcess["stderr"];

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    this.#line = openPortLine((words) => this.say(words), 2);
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    child.once("spawn", () => {
      this.pid = child.pid;
      this.emit("spawn");
    });
    child.on("message", (words: UtilityWords) => {
      if (words.do === "message") this.emit("message", words.data);
      else if (words.do === "port" || words.do === "close") this.#line.hear(words);
    });
  }

  /** Words of the double's own. */
  say(words: UtilityWords): void {
    if (this.#child.connected) this.#child.send(words);
  }

  /** The child has ended. @param code as waitpid says it */
  gone(code: number): void {
    this.#line.broken();
    this.pid = undefined;
    this.emit("exit", code);
    this.stdout = null;
    this.stderr = null;
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.say({ do: "message", data, ports: transfer.map((port) => this.#line.giveAway(port)) });
  }

  kill(): boolean {
    return this.#child.kill("SIGTERM");
  }
}

/** Opens the utility processes of a program. @param gone is told of each that ended otherwise than by exit code 0 */
export function openUtilities(isReady: () => boolean, gone: (how: ChildGone) => void): Utilities {
  const running = new Map<UtilityProcess, ChildProcess>();
  const state = { aheadMs: Number(process.env["ANBAO_DOUBLE_AHEAD_MS"] ?? 0) };
  return {
    fork: (module, given = [], options = {}) => {
      if (!isReady()) throw new Error("utilityProcess cannot be created before app is ready");
      const child = fork(CHILD, [module, ...given], {
        env: { ...(options.env ?? process.env), ANBAO_DOUBLE_AHEAD_MS: String(state.aheadMs) },
        execArgv: options.execArgv ?? [],
        serialization: "advanced",
        stdio: [...stdioOf(options.stdio ?? "inherit"), "ipc"] as StdioOptions,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      });
      const own = new UtilityProcess(child);
      running.set(own, child);
      child.once("exit", (code, signal) => {
        running.delete(own);
        const name = options.serviceName ?? "Node Utility Process";
        const exitCode = code ?? (signal === "SIGKILL" ? 9 : 11);
        if (exitCode !== 0)
          gone({ type: "Utility", reason: reasonOf(code, signal), exitCode, name, serviceName: "node.mojom.NodeService" });
        own.gone(exitCode);
      });
      return own;
    },
    setClock: async (aheadMs) => {
      state.aheadMs = aheadMs;
      await Promise.all([...running].map(([own, child]) => told(own, child, aheadMs)));
    },
    endAll: () => {
      for (const child of running.values()) child.kill("SIGKILL");
    },
  };
}

function told(own: UtilityProcess, child: ChildProcess, aheadMs: number): Promise<void> {
  return new Promise((resolve) => {
    const hear = (words: UtilityWords): void => {
      if (words.do !== "clock") return;
      child.off("message", hear);
      resolve();
    };
    child.on("message", hear);
    own.say({ do: "clock", aheadMs });
  });
}

/** docs/api/utility-process.md: stdin is ignored, whatever is asked. */
function stdioOf(request: NonNullable<ForkOptions["stdio"]>): readonly string[] {
  if (typeof request === "string") return ["ignore", request, request];
  if (request[0] !== "ignore") throw new Error("stdin cannot be anything but ignored");
  return request;
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (code !== null) return "abnormal-exit";
  return signal === "SIGKILL" || signal === "SIGTERM" ? "killed" : "crashed";
}
