// Lets the built program run as if Electron had started it: `node --import start.ts dist/main/shell-electron/main.js`. The name
// `electron` leads to the double; what Electron adds to `process` is there (docs/api/process.md).
import { registerHooks } from "node:module";
import { join } from "node:path";
import { nameProcess } from "./electron-process.ts";
import "./main-clock.ts";

const DOUBLE = new URL("./electron.ts", import.meta.url).href;
const PROJECT = join(import.meta.dirname, "../../..");

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: DOUBLE, format: "module-typescript", shortCircuit: true } : next(specifier, context),
});
nameProcess("browser", {
  resourcesPath: join(PROJECT, "resources"),
  defaultApp: process.env["ANBAO_DOUBLE_PACKED"] === undefined,
});
// docs/api/process.md: unpackaged, the program's folder comes before its own arguments; packed, they follow the executable.
const isPacked = process.env["ANBAO_DOUBLE_PACKED"] !== undefined;
process.argv.splice(1, 1, ...(isPacked ? [] : [PROJECT]));
