// Builds the screen: src-renderer → dist/renderer. Screens are chunks of their own and loaded when they are opened.
import { join } from "node:path";
import { defineConfig } from "vite";

const inPackage = (names: string): RegExp => new RegExp(`[\\\\/]node_modules[\\\\/](${names})[\\\\/]`);

export default defineConfig({
  root: join(import.meta.dirname, "src-renderer"),
  // Relative: the same files are served by the browser shell and by Electron's app:// protocol.
  base: "./",
  clearScreen: false,
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome120",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is built in, and under which terms: resources/release/write-notices.ts tells it on.
    license: { fileName: "licenses.json" },
    rolldownOptions: {
      // antd and others mark files for server components; there is no server here.
      onLog: (level, log, handle) => (log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : handle(level, log)),
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: inPackage("react|react-dom|scheduler"), priority: 3 },
            { name: "rpc", test: inPackage("@orpc/[^\\\\/]+|@tanstack/[^\\\\/]+"), priority: 2 },
            { name: "words", test: inPackage("i18next|react-i18next"), priority: 2 },
            { name: "schemas", test: inPackage("zod"), priority: 2 },
          ],
        },
      },
    },
  },
});
