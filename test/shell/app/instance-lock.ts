// app.requestSingleInstanceLock (docs/api/app.md): the first program of a profile holds it; a second one hands its arguments over
// and is refused. The lock is a socket named after the profile; it is free as soon as its program is gone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";

/** What a second program says. */
export type SecondInstance = Readonly<{ argv: readonly string[]; workingDirectory: string; additionalData: unknown }>;

/** The lock of one profile. */
export type InstanceLock = Readonly<{ request(additionalData?: unknown): boolean; release(): void; has(): boolean }>;

/** @param told is called in the first program when a second one started */
export function instanceLock(folder: () => string, told: (second: SecondInstance) => void): InstanceLock {
  const state: { server: Server | undefined } = { server: undefined };
  return {
    request: (additionalData) => {
      const name = nameOf(folder());
      if (handedOver(name, { argv: process.argv, workingDirectory: process.cwd(), additionalData })) return false;
      state.server = createServer((socket) => {
        const pieces: Buffer[] = [];
        socket.on("data", (piece) => {
          pieces.push(piece);
          socket.end("heard");
          told(JSON.parse(Buffer.concat(pieces).toString()) as SecondInstance);
        });
      });
      state.server.listen(`\0${name}`);
      state.server.unref();
      return true;
    },
    release: () => {
      state.server?.close();
      state.server = undefined;
    },
    has: () => state.server !== undefined,
  };
}

/** A socket that has a name and no file: it goes with its process. */
function nameOf(folder: string): string {
  return `anbao-double-${createHash("sha256").update(folder).digest("hex").slice(0, 32)}`;
}

/** The call is synchronous, so another process asks. */
function handedOver(name: string, second: SecondInstance): boolean {
  const script = `const s=require("net").connect("\\0"+process.argv[1]);s.on("connect",()=>s.write(process.argv[2]));s.on("data",()=>process.exit(0));s.on("error",()=>process.exit(1));s.on("close",()=>process.exit(1));`;
  return spawnSync(process.execPath, ["-e", script, name, JSON.stringify(second)]).status === 0;
}
