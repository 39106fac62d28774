// Builds the decode worker: one file that the Node beside the archive runs, with all packages in it but sharp, whose native files lie
// in a node_modules folder of its own, and the WebAssembly of the reader of headers beside it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** The program of the reader of headers: it is read as a file, and lies beside the worker. */
const HEADER_READER = "MediaInfoModule.wasm";
const layHeaderReader: Plugin = {
  name: "lay-header-reader",
  generateBundle() {
    const source = readFileSync(fileURLToPath(import.meta.resolve(`mediainfo.js/${HEADER_READER}`)));
    this.emitFile({ type: "asset", fileName: HEADER_READER, source });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [layHeaderReader],
  clearScreen: false,
  // The HEIC decoder is CommonJS and asks where it lies, though its program lies in the file itself.
  define: { __dirname: "import.meta.dirname" },
  // A builder would take the reader that is made for browsers.
  resolve: { alias: { "mediainfo.js": fileURLToPath(import.meta.resolve("mediainfo.js")) } },
  ssr: { noExternal: true, external: ["sharp"] },
  build: {
    ssr: true,
    outDir: "dist/decoder",
    emptyOutDir: true,
    target: "node22",
    minify: false,
    // What is built in, and under which terms: resources/release/write-notices.ts tells it on.
    license: { fileName: "licenses.json" },
    rolldownOptions: {
      input: { "decode-worker": "src-main/media/decoder/decode-worker.ts" },
      output: { format: "es", entryFileNames: "[name].js", codeSplitting: false },
    },
  },
});
