// Forms to PDF and SVG pages, through one Typst compiler in a worker thread. The model is data: it is never part of a source.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Problem } from "../domain/problem.ts";
import { bundledFonts, chooseFonts, type ChosenFonts } from "./fonts.ts";
import type { FormModels, FormName } from "./models/forms.ts";
import { visibleModel } from "./models/visible-text.ts";
import type { EngineInput } from "./typst-engine.ts";
import type { LeaveRequest, PaperAnswer, PaperRequest } from "./typst-worker.ts";

/** Where fonts and layouts lie; what is left out is taken from beside this file, as in the source tree. */
export type TypesetterOptions = Readonly<{
  /** Folders searched for installed official fonts. @see systemFontDirs */
  fontDirs: readonly string[];
  formsDir?: string;
  workerUrl?: URL;
}>;

/** Draws forms. One request is compiled at a time; later ones wait. */
export type Typesetter = Readonly<{
  /** A PDF with embedded fonts. @param pictures JPEGs of our own that the model names by their place. @throws {Problem} `paper-failed` */
  pdf<Form extends FormName>(form: Form, model: FormModels[Form], pictures?: readonly Uint8Array[]): Promise<Uint8Array>;
  /** The same pages as SVG, one each, in order. @throws {Problem} `paper-failed` */
  svgPages<Form extends FormName>(form: Form, model: FormModels[Form]): Promise<readonly string[]>;
  /** Which installed family stands for each role; null where the bundled Noto stands in. */
  fonts(): ChosenFonts["roles"];
  /** Lets the worker go; requests still waiting fail. */
  close(): Promise<void>;
}>;

type Waiting = Readonly<{ request: PaperRequest; done(value: unknown): void; failed(error: Error): void }>;

/**
 * Prepares a typesetter. The worker starts with the first request, and anew after it failed.
 *
 * @see design.md §4 Paper
 */
export function createTypesetter(options: TypesetterOptions): Typesetter {
  const chosen = chooseFonts(options.fontDirs);
  const input: EngineInput = {
    sources: readSources(options.formsDir ?? defaultFormsDir()),
    fonts: [...chosen.files, ...bundledFonts()],
  };
  const worker = openWorker(
    () => new Worker(options.workerUrl ?? new URL("./typst-worker.ts", import.meta.url), { workerData: input }),
  );
  return {
    pdf: async (form, model, pictures) => (await worker.ask("pdf", form, model, pictures)) as Uint8Array,
    svgPages: async (form, model) => (await worker.ask("svg", form, model)) as readonly string[],
    fonts: () => chosen.roles,
    close: worker.close,
  };
}

function defaultFormsDir(): string {
  return fileURLToPath(new URL("../../resources/forms/", import.meta.url));
}

function readSources(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir).filter((name) => name.endsWith(".typ"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), "utf8")]));
}

type PaperWorker = Readonly<{
  ask(kind: PaperRequest["kind"], form: string, model: unknown, pictures?: readonly Uint8Array[]): Promise<unknown>;
  close(): Promise<void>;
}>;

/** Keeps the worker and who waits for which answer. */
function openWorker(start: () => Worker): PaperWorker {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let asked = 0;

  const running = (): Worker => {
    if (worker !== undefined) return worker;
    const fresh = start();
    worker = fresh;
    fresh.on("message", (answer: PaperAnswer) => {
      settle(waiting, answer);
      if (answer.spent) replace(fresh);
      if (waiting.size === 0) fresh.unref();
    });
    fresh.on("error", (error) => lose(fresh, String(error)));
    fresh.on("exit", () => lose(fresh, "stopped"));
    return fresh;
  };

  /** What still waits goes to a fresh worker. The old one leaves by itself: a thread that is terminated has crashed Electron. */
  const replace = (spent: Worker): void => {
    if (spent === worker) worker = undefined;
    letGo(spent);
    for (const { request } of waiting.values()) running().postMessage(request);
  };

  /** The worker is gone, and which request took it down is unknown. */
  const lose = (lost: Worker, reason: string): void => {
    if (lost !== worker) return;
    worker = undefined;
    for (const id of waiting.keys()) settle(waiting, { id, reason, spent: true });
  };

  return {
    ask: (kind, form, model, pictures = []) =>
      new Promise((done, failed) => {
        const request: PaperRequest = { id: ++asked, kind, form, modelJson: JSON.stringify(visibleModel(model)), pictures };
        waiting.set(request.id, { request, done, failed });
        running().ref();
        running().postMessage(request);
      }),
    close: () => {
      const last = worker;
      if (last !== undefined) {
        lose(last, "stopped");
        letGo(last);
      }
      return Promise.resolve();
    },
  };
}

/** A page that is still drawn keeps nothing alive. */
function letGo(worker: Worker): void {
  const leave: LeaveRequest = "leave";
  worker.unref();
  worker.postMessage(leave);
}

function settle(waiting: Map<number, Waiting>, answer: PaperAnswer): void {
  const asker = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (asker === undefined) return;
  if ("value" in answer) asker.done(answer.value);
  else asker.failed(new Problem("paper-failed", { form: asker.request.form, reason: answer.reason }));
}
