// Builds the screen: src-renderer → dist/renderer. Screens are chunks of their own and loaded when they are opened.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const inPackage = (names: string): RegExp => new RegExp(`[\\\\/]node_modules[\\\\/](${names})[\\\\/]`);

/**
 * What pdf.js reads while it draws, under the names by which it asks for it: its worker, the character maps of Chinese papers, the fonts
 * that every reader has (Foxit's alone: Liberation is under the GPL), decoders of scans as JavaScript, for the policy of the pages
 * lets nobody compile WebAssembly.
 */
function pdfParts(): Plugin {
  const from = join(import.meta.dirname, "node_modules/pdfjs-dist");
  const named = (folder: string, name: RegExp): readonly string[] =>
    readdirSync(join(from, folder))
      .filter((file) => name.test(file))
      .map((file) => `${folder}/${file}`);
  return {
    name: "pdf-parts",
    generateBundle() {
      const emit = (fileName: string, path: string): void =>
        void this.emitFile({ type: "asset", fileName: `pdf/${fileName}`, source: readFileSync(join(from, path)) });
      emit("worker.js", "legacy/build/pdf.worker.min.mjs");
      const parts = [
        ...named("cmaps", /\.bcmap$/),
        ...named("standard_fonts", /^Foxit.*\.pfb$/),
        ...named("wasm", /_nowasm_fallback\.js$/),
      ];
      for (const path of parts) emit(path, path);
      const licences = [...named("standard_fonts", /^LICENSE_FOXIT$/), ...named("wasm", /^LICENSE_(?!.*QCMS)/), "cmaps/LICENSE"];
      for (const path of licences) emit(`licences/${path.replace("/", "-")}.txt`, path);
    },
  };
}

export default defineConfig({
  plugins: [pdfParts()],
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
