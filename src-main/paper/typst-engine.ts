// The compiler itself: forms and fonts are loaded once, then each model is compiled against them. Runs in the worker.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createTypstCompiler, type TypstCompiler, type TypstWorld } from "@myriaddreamin/typst.ts/compiler";
import { loadFonts } from "@myriaddreamin/typst.ts";
import { createTypstRenderer, type TypstRenderer } from "@myriaddreamin/typst.ts/renderer";
import loadCompiler from "@myriaddreamin/typst-ts-web-compiler";
import type { WebAssemblyModuleRef } from "@myriaddreamin/typst.ts/wasm";
import { splitSvgPages } from "./svg-pages.ts";

/** Sources of all forms by file name (`theme.typ`, `attachment1.typ` …), and font files. */
export type EngineInput = Readonly<{ sources: Readonly<Record<string, string>>; fonts: readonly string[] }>;

/** Compiles one form at a time. */
export type Engine = Readonly<{
  /** @param pictures JPEGs, seen by the form as `/pictures/0.jpg` and so on. */
  pdf(form: string, modelJson: string, pictures: readonly Uint8Array[]): Promise<Uint8Array>;
  svgPages(form: string, modelJson: string): Promise<readonly string[]>;
  /** Memory of the compiler in bytes: it keeps what it has laid out, some 6 MB a form, and gives nothing back. */
  heldBytes(): Promise<number>;
}>;

/** What the compiler says about a form that it refuses: place and message, a line each. */
export class CompileError extends Error {
  override readonly name = "CompileError";
}

/** Loads the compiler, the forms and the fonts; takes some 0.3 s. */
export async function createEngine({ sources, fonts }: EngineInput): Promise<Engine> {
  const compiler = createTypstCompiler();
  const fontBytes = fonts.map((path) => new Uint8Array(readFileSync(path)));
  await compiler.init({ getModule: () => wasm("web-compiler"), beforeBuild: [loadFonts(fontBytes, { assets: false })] });
  for (const [name, source] of Object.entries(sources)) compiler.addSource(`/${name}`, source);
  const renderer = onDemand(createRenderer);
  return {
    pdf: (form, modelJson, pictures) => withPictures(compiler, pictures, () => compile(compiler, form, modelJson, "pdf")),
    svgPages: async (form, modelJson) => drawPages(await renderer(), await compile(compiler, form, modelJson, "vector")),
    // Loaded already: this only hands over its exports.
    heldBytes: async () => (await loadCompiler()).memory.buffer.byteLength,
  };
}

/** They are there for one form only. */
async function withPictures<T>(compiler: TypstCompiler, pictures: readonly Uint8Array[], work: () => Promise<T>): Promise<T> {
  const paths = pictures.map((_, index) => `/pictures/${index}.jpg`);
  for (const [index, bytes] of pictures.entries()) compiler.mapShadow(paths[index] ?? "", bytes);
  try {
    return await work();
  } finally {
    for (const path of paths) compiler.unmapShadow(path);
  }
}

function wasm(part: "web-compiler" | "renderer"): WebAssemblyModuleRef {
  const path = createRequire(import.meta.url).resolve(`@myriaddreamin/typst-ts-${part}/wasm`);
  return { module_or_path: readFileSync(path) };
}

async function createRenderer(): Promise<TypstRenderer> {
  const renderer = createTypstRenderer();
  await renderer.init({ getModule: () => wasm("renderer"), beforeBuild: [] });
  return renderer;
}

function onDemand<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= create());
}

async function compile(compiler: TypstCompiler, form: string, modelJson: string, format: "pdf" | "vector"): Promise<Uint8Array> {
  compiler.mapShadow("/model.json", new TextEncoder().encode(modelJson));
  return compiler.runWithWorld({ mainFilePath: `/${form}.typ` }, async (world) => artifactOf(world, format));
}

async function artifactOf(world: TypstWorld, format: "pdf" | "vector"): Promise<Uint8Array> {
  const compiled = await world.compile({ diagnostics: "unix" });
  if (compiled.hasError) throw new CompileError(errorsOf(compiled.diagnostics));
  const artifact = format === "pdf" ? await world.pdf({ diagnostics: "unix" }) : await world.vector({ diagnostics: "unix" });
  if (artifact.result === undefined) throw new CompileError(errorsOf(artifact.diagnostics));
  return artifact.result;
}

/** Missing families are warnings: the chains name fonts that most computers lack. */
function errorsOf(diagnostics: readonly string[] | undefined): string {
  const errors = (diagnostics ?? []).filter((line) => line.includes("error"));
  return errors.join("\n") || "no artifact";
}

async function drawPages(renderer: TypstRenderer, artifactContent: Uint8Array): Promise<readonly string[]> {
  return renderer.runWithSession({ format: "vector", artifactContent }, async (renderSession) => {
    const document = await renderer.renderSvg({ renderSession });
    return splitSvgPages(document, renderSession.retrievePagesInfo());
  });
}
