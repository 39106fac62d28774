// dialog (docs/api/dialog.md): each dialog stands before the person, which is the test, until it is answered.
import type { Shown, TestLine } from "../process/test-line.ts";

type Options = Readonly<Record<string, unknown>>;

/** What a person answers. */
export type OpenAnswer = Readonly<{ canceled: boolean; filePaths: readonly string[] }>;
export type SaveAnswer = Readonly<{ canceled: boolean; filePath: string }>;
export type MessageAnswer = Readonly<{ response: number; checkboxChecked: boolean }>;

/** The window may be left out: the options are then the first argument. */
const optionsOf = (given: readonly unknown[]): Options => plain((given.length > 1 ? given[1] : given[0]) as Options);
const plain = (options: Options): Options => JSON.parse(JSON.stringify(options)) as Options;

/** docs: once `signal` is aborted "the message box will behave as if it was cancelled by the user". */
function closedBySignal(given: readonly unknown[]): Promise<MessageAnswer> {
  const { signal, cancelId = 0 } = (given.length > 1 ? given[1] : given[0]) as { signal?: AbortSignal; cancelId?: number };
  return new Promise((resolve) =>
    signal?.addEventListener("abort", () => resolve({ response: cancelId, checkboxChecked: false }), { once: true }),
  );
}

/** The dialogs of a program. */
export function openDialogs(line: TestLine, isReady: () => boolean) {
  const show = (kind: "open" | "save" | "message", given: readonly unknown[]) => {
    if (!isReady()) throw new Error("dialog module can only be used after app is ready");
    return line.show({ kind, options: optionsOf(given) } as Shown);
  };
  return {
    showOpenDialog: async (...given: unknown[]) => (await show("open", given)) as OpenAnswer,
    showSaveDialog: async (...given: unknown[]) => (await show("save", given)) as SaveAnswer,
    showMessageBox: async (...given: unknown[]) =>
      (await Promise.race([show("message", given), closedBySignal(given)])) as MessageAnswer,
    // docs: may be called before `ready`, blocks until it is closed. Here it is only seen: nothing else may depend on it.
    showErrorBox: (title: string, content: string): void => void line.show({ kind: "error", title, content }),
  };
}
