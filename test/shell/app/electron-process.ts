// What Electron adds to `process` in each of its Node processes (docs/api/process.md), and what the packed program's fuse takes away:
// with `runAsNode` off its own executable is no Node, so nothing can be forked (docs/tutorial/fuses.md).
import child from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

/** As package.json pins it. */
const ELECTRON = "45.4.1";

/** Makes this process say what it is. */
export function nameProcess(type: "browser" | "utility", more: object): void {
  Object.defineProperty(process.versions, "electron", { value: ELECTRON, enumerable: true });
  Object.assign(process, { type, ...more });
}

/** Takes away what the fuse takes away. Other programs can still be started. */
export function refuseForks(): void {
  child.fork = () => {
    throw new Error("fork: Electron's fuse runAsNode is off");
  };
  syncBuiltinESMExports();
}
