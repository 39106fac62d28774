// Entry of the worker thread: answers one request after the other, so that the main thread never waits for a page.
import { parentPort, workerData } from "node:worker_threads";
import { CompileError, createEngine, type EngineInput } from "./typst-engine.ts";

/** A request; `form` is a form's name, `modelJson` its model as JSON text, `pictures` those that the model names by their place. */
export type PaperRequest = Readonly<{
  id: number;
  kind: "pdf" | "svg";
  form: string;
  modelJson: string;
  pictures: readonly Uint8Array[];
}>;

/** Asks the worker to leave when it has answered what it was asked before. */
export type LeaveRequest = "leave";

/** The answer. A `spent` worker must not be used again: its compiler is full or, after a failure, may be damaged. */
export type PaperAnswer = Readonly<
  { id: number; spent: boolean } & ({ value: Uint8Array | readonly string[] } | { reason: string })
>;

/** A compiler that holds more is replaced, long before WebAssembly's 4 GiB. */
const MOST_HELD_BYTES = 768 * 1024 * 1024;

/** Nothing to do outside a worker thread. */
if (parentPort !== null) serve(parentPort, workerData as EngineInput);

function serve(port: NonNullable<typeof parentPort>, input: EngineInput): void {
  const engine = createEngine(input);
  const draw = async ({ kind, form, modelJson, pictures }: PaperRequest): Promise<Uint8Array | readonly string[]> =>
    kind === "pdf" ? (await engine).pdf(form, modelJson, pictures) : (await engine).svgPages(form, modelJson);
  const spent = async (): Promise<boolean> => (await (await engine).heldBytes()) > MOST_HELD_BYTES;
  let turn: Promise<void> = Promise.resolve();
  port.on("message", (request: PaperRequest | LeaveRequest) => {
    turn = turn.then(async () => {
      if (request === "leave") return port.close();
      const answer = await draw(request).then(
        async (value): Promise<PaperAnswer> => ({ id: request.id, value, spent: await spent() }),
        (error: unknown): PaperAnswer => ({ id: request.id, ...failureOf(error) }),
      );
      port.postMessage(answer, "value" in answer ? transferOf(answer.value) : []);
    });
  });
}

function transferOf(value: Uint8Array | readonly string[]): ArrayBuffer[] {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
}

function failureOf(error: unknown): Readonly<{ reason: string; spent: boolean }> {
  return { reason: error instanceof Error ? error.message : String(error), spent: !(error instanceof CompileError) };
}
