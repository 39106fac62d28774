// Chromium's own remote control: one line to the browser, and over it one session for each page that the program has.
import type { CDPSession } from "@playwright/test";

/** Commands and events of one page, typed by Chromium's protocol. */
export type PageLine = Readonly<{
  send: CDPSession["send"];
  on: CDPSession["on"];
  /** Lets go of the page; it stays as it is. */
  detach(): void;
}>;

export type Browser = Readonly<{
  send: CDPSession["send"];
  on: CDPSession["on"];
  attach(targetId: string): Promise<PageLine>;
}>;

type Wire = Readonly<{
  id?: number;
  sessionId?: string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}>;
type Waiting = Readonly<{ settle(result: unknown): void; refuse(error: Error): void }>;
type Listeners = Map<string, ((params: unknown) => void)[]>;

/** Opens the line. @param address the WebSocket that Chromium wrote into DevToolsActivePort */
export async function openBrowser(address: string): Promise<Browser> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, Waiting>();
  const sessions = new Map<string, Listeners>();
  const state = { sent: 0 };
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("error", () => reject(new Error(`no browser at ${address}`)), { once: true });
  });
  socket.addEventListener("message", ({ data }) => take(JSON.parse(String(data)) as Wire, waiting, sessions));
  socket.addEventListener("close", () => {
    for (const { refuse } of waiting.values()) refuse(new Error("the browser has gone"));
  });
  const sendFrom = (sessionId: string | undefined) =>
    ((method: string, params: object = {}) =>
      new Promise((settle, refuse) => {
        const id = (state.sent += 1);
        waiting.set(id, { settle, refuse });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      })) as CDPSession["send"];
  const send = sendFrom(undefined);
  const listenTo = (listeners: Listeners) =>
    ((name: string, listener: (params: unknown) => void) =>
      listeners.set(name, [...(listeners.get(name) ?? []), listener])) as unknown as CDPSession["on"];
  const own: Listeners = new Map();
  sessions.set("", own);
  return {
    send,
    on: listenTo(own),
    attach: async (targetId) => {
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const listeners: Listeners = new Map();
      sessions.set(sessionId, listeners);
      const detach = (): void => {
        sessions.delete(sessionId);
        send("Target.detachFromTarget", { sessionId }).catch(() => undefined);
      };
      return { send: sendFrom(sessionId), on: listenTo(listeners), detach };
    },
  };
}

function take(wire: Wire, waiting: Map<number, Waiting>, sessions: Map<string, Listeners>): void {
  if (wire.id === undefined) {
    for (const listener of sessions.get(wire.sessionId ?? "")?.get(wire.method ?? "") ?? []) listener(wire.params);
    return;
  }
  const one = waiting.get(wire.id);
  waiting.delete(wire.id);
  if (wire.error === undefined) one?.settle(wire.result);
  else one?.refuse(new Error(wire.error.message));
}
