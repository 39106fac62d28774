// Builds what runs without a window (Electron's main process, the data process, the command line, the worker threads)
// file by file, so that dist/main mirrors src-main; packages stay in node_modules.
import { globSync } from "node:fs";
import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { defineConfig, type Plugin } from "vite";

const SOURCE = "src-main";
const OUTPUT = "dist/main";
const PROGRAMS = ["shell-electron/main.ts", "shell-electron/data-process.ts", "cli/anbao.ts"];
const OWN_URL = /new URL\((["'`])(\.[^"'`]+)\1,\s*import\.meta\.url\)/g;

const slashed = (path: string): string => path.split(sep).join("/");

/** Where a file that a module names by `new URL(…, import.meta.url)` lies, seen from the built module. */
export function movedUrl(module: string, url: string): string {
  const target = posix.join(posix.dirname(module), url);
  const inSource = target.startsWith(`${SOURCE}/`) && target.endsWith(".ts");
  const moved = inSource ? target.replace(SOURCE, OUTPUT).replace(/\.ts$/, ".js") : target;
  const path = posix.relative(posix.dirname(module.replace(SOURCE, OUTPUT)), moved) + (url.endsWith("/") ? "/" : "");
  return path.startsWith(".") ? path : `./${path}`;
}

function moveOwnUrls(root: string): Plugin {
  return {
    name: "anbao:move-own-urls",
    transform(code, id) {
      const module = slashed(relative(root, id));
      const moved = code.replaceAll(
        OWN_URL,
        (_, quote: string, url: string) => `new URL(${quote}${movedUrl(module, url)}${quote}, import.meta.url)`,
      );
      return moved === code ? null : { code: moved, map: null };
    },
  };
}

const root = import.meta.dirname;
// The decode worker is a program of its own: vite.decoder.config.ts builds it.
const threads = globSync("**/*-worker.ts", { cwd: resolve(root, SOURCE) }).map(slashed);
const entries = [...PROGRAMS, ...threads.filter((entry) => entry !== "media/decoder/decode-worker.ts")];

export default defineConfig({
  root,
  publicDir: false,
  clearScreen: false,
  plugins: [moveOwnUrls(root)],
  build: {
    ssr: true,
    outDir: OUTPUT,
    emptyOutDir: true,
    target: "node24",
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((entry) => [entry.replace(/\.ts$/, ""), resolve(root, SOURCE, entry)])),
      external: (id) => !id.startsWith(".") && !id.startsWith("\0") && !isAbsolute(id),
      output: {
        format: "es",
        preserveModules: true,
        preserveModulesRoot: resolve(root, SOURCE),
        entryFileNames: "[name].js",
      },
    },
  },
});
