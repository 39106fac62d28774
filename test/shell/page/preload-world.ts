// The preload's world: runs the preload with the modules that a sandboxed one may require (docs/tutorial/sandbox.md), and passes
// on what it says. Stands alone with the sources that are sent along; `tell` is the line to the program.

type Config = Readonly<{ tell: string; deliver: string; out: string; inward: string }>;
type Tools = Readonly<{
  encodeMessage(value: unknown): unknown;
  decodeMessage(value: unknown, text: (text: string) => string): unknown;
  openBridgeEnd(out: string, inward: string): { readonly expose: (name: string, api: unknown) => void };
}>;
/** The preload's file, as the function that CommonJS makes of it. */
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;
type Heard =
  | Readonly<{ do: "reply"; id: number; ok: boolean; value: unknown }>
  | Readonly<{ do: "emit"; channel: string; args: readonly unknown[]; ports: readonly number[] }>
  | Readonly<{ do: "port"; port: number; data: unknown; ports: readonly number[] }>
  | Readonly<{ do: "close"; port: number }>;

/** Starts the world of the top frame. */
export function startPreloadWorld(config: Config, tools: Tools, preload: Preload): void {
  const { encodeMessage, decodeMessage, openBridgeEnd } = tools;
  if (window !== window.top) return; // nodeIntegrationInSubFrames is off: no preload in frames (docs/api/structures/web-preferences.md)
  const line = globalThis as unknown as Record<string, (text: string) => void>;
  const tell = (said: object): void => line[config.tell]?.(JSON.stringify(said));
  const same = (text: string): string => text;
  const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ports = new Map<number, MessagePort>();
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const count = { asked: 0, ports: 0 };
  const encodeAll = (args: readonly unknown[]): unknown[] => args.map((one) => encodeMessage(one));

  // Ports: each that passes gets a number; the program's end has the same one. Ours are odd, the program's even.
  const takePort = (port: MessagePort, id: number): number => {
    ports.set(id, port);
    port.addEventListener("message", (event) =>
      tell({ do: "port", port: id, data: encodeMessage(event.data), ports: event.ports.map(giveAway) }),
    );
    port.addEventListener("close", () => {
      if (ports.delete(id)) tell({ do: "close", port: id });
    });
    port.start();
    return id;
  };
  const giveAway = (port: MessagePort): number => takePort(port, (count.ports += 1) * 2 - 1);
  const newPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    takePort(port1, id);
    return port2;
  };

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => tell({ do: "send", channel, args: encodeAll(args), ports: [] }),
    postMessage: (channel: string, message: unknown, transfer: readonly MessagePort[] = []) =>
      tell({ do: "send", channel, args: [encodeMessage(message)], ports: transfer.map(giveAway) }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = (count.asked += 1);
        const said = { do: "invoke", id, channel, args: encodeAll(args) };
        asked.set(id, { resolve, reject });
        tell(said);
      }),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  };

  // A File that an input or a drop gave has a place on the disk, one made by a script has none (docs/api/web-utils.md). The place
  // itself is told to the program only, so what stands here is a name for it that the program's double resolves.
  const given: File[] = [];
  const keyOf = (file: File): string => `${file.name}/${file.size}/${file.lastModified}`;
  const remember = (files: FileList | null | undefined): void => void given.push(...(files ?? []));
  for (const kind of ["input", "change"])
    window.addEventListener(kind, ({ target }) => target instanceof HTMLInputElement && remember(target.files), true);
  window.addEventListener("drop", (event) => event.isTrusted && remember(event.dataTransfer?.files), true);
  const getPathForFile = (file: unknown): string => {
    if (!(file instanceof File)) throw new TypeError("getPathForFile expected to receive one argument of type File");
    const at = given.findLastIndex((one) => keyOf(one) === keyOf(file));
    return at < 0 ? "" : `given-file:${at}`;
  };
  Object.assign(globalThis, { givenFiles: given });

  const contextBridge = { exposeInMainWorld: openBridgeEnd(config.out, config.inward).expose };
  const electron = { contextBridge, ipcRenderer, webUtils: { getPathForFile } };
  Object.assign(globalThis, {
    [config.deliver]: (heard: Heard) => {
      if (heard.do === "port") {
        ports.get(heard.port)?.postMessage(decodeMessage(heard.data, same), heard.ports.map(newPort));
      } else if (heard.do === "close") {
        ports.get(heard.port)?.close();
        ports.delete(heard.port);
      } else if (heard.do === "emit") {
        const event = { ports: heard.ports.map(newPort), sender: ipcRenderer };
        const args = heard.args.map((one) => decodeMessage(one, same));
        for (const listener of listeners.get(heard.channel) ?? []) listener(event, ...args);
      } else {
        const one = asked.get(heard.id);
        asked.delete(heard.id);
        if (heard.ok) one?.resolve(decodeMessage(heard.value, same));
        else one?.reject(new Error(String(heard.value)));
      }
    },
  });
  // docs/tutorial/context-menu.md: none by default; the program is told, and what is then shown is the program's.
  window.addEventListener("contextmenu", (event) => {
    if (event.defaultPrevented) return;
    const at = event.target;
    const isEditable =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || (at instanceof HTMLElement && at.isContentEditable);
    const selectionText =
      isEditable && !(at instanceof HTMLElement && at.isContentEditable)
        ? (at as HTMLInputElement).value.slice(
            (at as HTMLInputElement).selectionStart ?? 0,
            (at as HTMLInputElement).selectionEnd ?? 0,
          )
        : String(window.getSelection() ?? "");
    tell({ do: "context-menu", x: event.clientX, y: event.clientY, isEditable, selectionText });
  });
  const itself = { exports: {} };
  const required = (name: string): unknown => {
    if (name === "electron" || name === "electron/renderer") return electron;
    throw new Error(`module not found: ${name}`);
  };
  preload(required, itself, itself.exports);
}
