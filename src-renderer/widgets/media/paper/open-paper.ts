// Opens a PDF with pdf.js in a worker of its own. Nothing in a paper runs; what takes too long is ended with its worker, and what cannot be
// opened says why.
import {
  AnnotationMode,
  getDocument,
  PDFWorker,
  VerbosityLevel,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Size } from "../viewer/view.ts";
import { bytesOf } from "./paper-bytes.ts";
import { pointsOf, SCREEN_BY_PAPER } from "./paper-size.ts";

/** `locked`: it needs a password; `damaged`: nobody can open it; `slow`: it takes too long; `page`: this page alone cannot be drawn. */
export type PaperFault = "locked" | "damaged" | "slow" | "page";

/** `size` in points of the screen; `draw` with so many points for each of them. */
export type PaperPage = Readonly<{
  size: Size;
  draw(fine: number, signal: AbortSignal): Promise<HTMLCanvasElement | PaperFault>;
}>;

export type Paper = Readonly<{ pages: number; page(number: number): Promise<PaperPage | PaperFault> }>;

/** What opens, and how it is ended: at any time, whatever it does. */
export type Opening = Readonly<{ paper: Promise<Paper | PaperFault>; close(): void }>;

/** An office PC needs some seconds for a large plan; a paper that is made to last for ever is no paper. */
const OPEN_MS = 20_000;
const PAGE_MS = 20_000;
/** Pictures within a page. */
const MOST_IMAGE_POINTS = 64_000_000;
const CHUNK_BYTES = 262_144;

export function openPaper(url: string, sizeBytes: number): Opening {
  const parts = new URL("pdf/", document.baseURI).href;
  const thread = new Worker(`${parts}worker.js`, { type: "module" });
  const ended = Promise.withResolvers<PaperFault>();
  const isBroken = (): void => ended.resolve("damaged");
  thread.addEventListener("error", isBroken);
  const loading = getDocument({
    range: bytesOf(url, sizeBytes, isBroken),
    worker: PDFWorker.create({ port: thread, verbosity: VerbosityLevel.ERRORS }),
    cMapUrl: `${parts}cmaps/`,
    standardFontDataUrl: `${parts}standard_fonts/`,
    wasmUrl: `${parts}wasm/`,
    useWasm: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: CHUNK_BYTES,
    maxImageSize: MOST_IMAGE_POINTS,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const close = (): void => {
    ended.resolve("slow");
    void loading.destroy().catch(() => undefined);
    thread.terminate();
  };
  const orFault: OrFault = (work, mostMs, faultOf) => within(Promise.race([work.catch(faultOf), ended.promise]), mostMs, close);
  const page =
    (opened: PDFDocumentProxy) =>
    async (number: number): Promise<PaperPage | PaperFault> => {
      const found = await orFault(opened.getPage(number), PAGE_MS, ofPage);
      return typeof found === "string" ? found : pageOf(found, orFault);
    };
  const paper = orFault(loading.promise, OPEN_MS, ofPaper).then((opened) =>
    typeof opened === "string" ? opened : { pages: opened.numPages, page: page(opened) },
  );
  return { paper, close };
}

type OrFault = <T>(work: Promise<T>, mostMs: number, faultOf: (cause: unknown) => PaperFault) => Promise<T | PaperFault>;

function pageOf(page: PDFPageProxy, orFault: OrFault): PaperPage {
  const { width, height } = page.getViewport({ scale: SCREEN_BY_PAPER });
  const draw = async (fine: number, signal: AbortSignal): Promise<HTMLCanvasElement | PaperFault> => {
    const canvas = document.createElement("canvas");
    canvas.width = pointsOf(width, fine);
    canvas.height = pointsOf(height, fine);
    const viewport = page.getViewport({ scale: SCREEN_BY_PAPER * fine });
    const drawing = page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
    signal.addEventListener("abort", () => drawing.cancel());
    const fault = await orFault(drawing.promise, PAGE_MS, ofPage);
    return fault === undefined ? canvas : fault;
  };
  return { size: { width, height }, draw };
}

function ofPaper(cause: unknown): PaperFault {
  return cause instanceof Error && cause.name === "PasswordException" ? "locked" : "damaged";
}

function ofPage(): PaperFault {
  return "page";
}

function within<T>(work: Promise<T>, mostMs: number, onLate: () => void): Promise<T> {
  const timer = window.setTimeout(onLate, mostMs);
  return work.finally(() => window.clearTimeout(timer));
}
