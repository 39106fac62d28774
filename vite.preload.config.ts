// Builds the preload: a sandboxed preload must be one CommonJS file that requires nothing but electron.
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  clearScreen: false,
  build: {
    outDir: "dist/preload",
    emptyOutDir: true,
    target: "chrome150",
    minify: false,
    lib: { entry: "src-main/shell-electron/preload.ts", formats: ["cjs"], fileName: () => "preload.cjs" },
    rolldownOptions: { external: ["electron"], output: { codeSplitting: false } },
  },
});
