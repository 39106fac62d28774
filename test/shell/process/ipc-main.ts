// ipcMain (docs/api/ipc-main.md): what the preload sends, and answers to what it asks. Of an error only the message goes back.
import { EventEmitter } from "node:events";

type Answering = (event: object, ...args: unknown[]) => unknown;

/** Messages of all pages. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Answering>();

  handle(channel: string, answer: Answering): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, answer);
  }

  handleOnce(channel: string, answer: Answering): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return answer(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** What is asked on a channel. @throws as the preload gets it: `Error invoking remote method …` (lib/renderer/api/ipc-renderer.ts) */
  async answer(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const answer = this.#handlers.get(channel);
    if (answer === undefined)
      throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`);
    try {
      return await answer(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }
}
