// The main process's end of the line to a packed data side that runs under an electron-like Node: a page's calls, the line's own messages,
// and what the process weighs.
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../src-main/api/contract.ts";

/** `extracted`: the archive's content; `resources`: what stands beside it. */
export type PackedPlace = Readonly<{ extracted: string; resources: string; home: string; preload: string | undefined }>;

/** `residentMib`: now; `heaviestMib`: the most since `forgetHeaviest`; of that process alone. */
export type PackedLine = Readonly<{
  api: ContractRouterClient<Contract>;
  ask(request: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  /** Tells that a person chose these places in the system's dialog. */
  admit(paths: readonly string[]): void;
  residentMib(): number;
  heaviestMib(): number;
  forgetHeaviest(): void;
  /** Fails as soon as the process ends by itself, with what it said. */
  ended: Promise<never>;
  end(): Promise<Readonly<{ code: number | null; said: string }>>;
}>;

type Wire = Readonly<{ to: string; data: unknown }>;

/** Starts it and answers the line. */
export function openPackedLine({ extracted, resources, home, preload }: PackedPlace): PackedLine {
  const program = join(extracted, "dist", "main", "shell-electron", "data-process.js");
  const child = spawn(process.execPath, ["--import", join(import.meta.dirname, "electron-like.mjs"), program, "deb"], {
    env: {
      ...cleanEnvironment(),
      ANBAO_HOME: home,
      ANBAO_RESOURCES: resources,
      ...(preload === undefined ? {} : { LD_PRELOAD: preload }),
    },
    cwd: home,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
  const said: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString("utf8")));
  const wire = new EventEmitter();
  child.on("message", ({ to, data }: Wire) => void wire.emit(to, data));
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`ended with ${String(code)}\n${said.join("")}`)));
  // Whoever waits for an answer hears of it; nobody else has to.
  ended.catch(() => undefined);
  return {
    ...memoryOf(child),
    ended,
    api: openPage(child, wire),
    ask: openAsking(child, wire),
    admit: (paths) => void child.send({ to: "main", data: { kind: "admit", paths } }),
    end: () => endOf(child, said),
  };
}

/** What Electron would not hand on: the wishes of the test runner to the Nodes that it starts. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST|ANBAO_)/.test(name)));
}

function openPage(child: ChildProcess, wire: EventEmitter): ContractRouterClient<Contract> {
  const port = {
    postMessage: (data: unknown) => void child.send({ to: "page", data }),
    addEventListener: (event: string, listener: (event: Readonly<{ data: unknown }>) => void) => {
      if (event === "message") wire.on("page", (data: unknown) => listener({ data }));
    },
    start: () => undefined,
  };
  child.send({ to: "main", data: { kind: "rpc" }, port: "page" });
  return createORPCClient(new RPCLink({ port: port as never }));
}

function openAsking(child: ChildProcess, wire: EventEmitter): PackedLine["ask"] {
  const ids = { next: 1 };
  return (request) => {
    const id = ids.next++;
    child.send({ to: "main", data: { ...request, id } });
    return new Promise((resolve, reject) => {
      const listen = (answer: Readonly<Record<string, unknown>>): void => {
        if (answer["id"] !== id) return;
        wire.off("main", listen);
        if (answer["kind"] === "failed") reject(new Error(JSON.stringify(answer["problem"])));
        else resolve(answer);
      };
      wire.on("main", listen);
    });
  };
}

function memoryOf(child: ChildProcess): Pick<PackedLine, "residentMib" | "heaviestMib" | "forgetHeaviest"> {
  const read = (field: string): number => {
    const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  };
  return {
    residentMib: () => read("VmRSS"),
    heaviestMib: () => read("VmHWM"),
    // @see proc(5), clear_refs
    forgetHeaviest: () => writeFileSync(`/proc/${child.pid ?? 0}/clear_refs`, "5"),
  };
}

/** Lets go of the line: without listeners the process has nothing left to wait for, as when Electron's main process ends it. */
async function endOf(child: ChildProcess, said: readonly string[]): Promise<Readonly<{ code: number | null; said: string }>> {
  const ended = once(child, "exit");
  child.disconnect();
  const [code] = (await ended) as [number | null];
  return { code, said: said.join("") };
}
