// Builds the decode worker: one file that the Node beside the archive runs, with all packages in it but sharp, whose native files lie
// in a node_modules folder of its own.
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  clearScreen: false,
  // The HEIC decoder is CommonJS and asks where it lies, though its program lies in the file itself.
  define: { __dirname: "import.meta.dirname" },
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
