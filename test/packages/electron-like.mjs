// Loaded before the packed data side (`--import`): makes Node look to it as Electron's utility process does, as far as documents and source
// tell. Its line to the main process is this process's IPC, and a port is a number on it.
//
// * `process.versions.electron`, `process.type`, `process.resourcesPath`, `process.parentPort`: docs/api/process.md, docs/api/parent-port.md;
//   messages before the first listener wait (lib/utility/parent-port.ts).
// * `child_process.fork` starts Electron's own program, which is no Node under the fuse runAsNode: docs/tutorial/fuses.md.
// * BoringSSL has no ChaCha20-Poly1305 for `createCipheriv`: docs/api/process.md links the list of patches.
import childProcess from "node:child_process";
import crypto from "node:crypto";
import { EventEmitter } from "node:events";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";

const ABSENT = /chacha20/i;

Object.defineProperty(process.versions, "electron", { value: "45.4.1" });
// Threads of the process come by here as well: they have no line of their own.
process.type = isMainThread ? "utility" : "worker";
process.resourcesPath = process.env["ANBAO_RESOURCES"];
delete process.env["ANBAO_RESOURCES"];

childProcess.fork = () => {
  throw new Error("fork: the fuse runAsNode is off");
};
const { getCiphers, createCipheriv, createDecipheriv } = crypto;
crypto.getCiphers = () => getCiphers().filter((name) => !ABSENT.test(name));
crypto.createCipheriv = unlessAbsent(createCipheriv);
crypto.createDecipheriv = unlessAbsent(createDecipheriv);
syncBuiltinESMExports();

function unlessAbsent(create) {
  return (name, ...rest) => {
    if (ABSENT.test(name)) throw Object.assign(new Error("Unknown cipher"), { code: "ERR_CRYPTO_UNKNOWN_CIPHER" });
    return create(name, ...rest);
  };
}

/** A port as Electron's utility process has them: messages come as `{ data, ports }`, and wait until somebody listens. */
function openPort(post) {
  const waiting = [];
  const port = Object.assign(new EventEmitter(), {
    postMessage: post,
    start: () => undefined,
    close: () => void port.emit("close"),
    take: (message) => (port.listenerCount("message") === 0 ? waiting.push(message) : port.emit("message", message)),
  });
  port.on("newListener", (event) => {
    if (event === "message") queueMicrotask(() => waiting.splice(0).forEach((message) => port.emit("message", message)));
  });
  return port;
}

if (isMainThread) openLine(process.send.bind(process));

function openLine(send) {
  const ports = new Map();
  process.parentPort = openPort((data) => send({ to: "main", data }));
  process.on("message", ({ to, data, port }) => {
    if (to !== "main") return ports.get(to)?.take({ data, ports: [] });
    if (port !== undefined)
      ports.set(
        port,
        openPort((message) => send({ to: port, data: message })),
      );
    process.parentPort.take({ data, ports: port === undefined ? [] : [ports.get(port)] });
  });
}
