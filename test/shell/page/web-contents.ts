// webContents (docs/api/web-contents.md): the page of a window as the program has it.
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Addresses } from "./addresses.ts";
import type { Browser } from "./devtools.ts";
import type { IpcMain } from "../process/ipc-main.ts";
import { decodeMessage, encodeMessage } from "./codec.ts";
import { takePage, type PageOwner, type PageSession, type PreloadWords } from "./page-session.ts";
import { openPortLine, type MessagePortMain, type PortLine } from "../process/ports.ts";
import { emitPreventable } from "../app/prevented.ts";
import { DownloadItem, type Session } from "./sessions.ts";
import type { TestLine } from "../process/test-line.ts";
import type { WatchedCalls } from "../process/watched-calls.ts";

/** What all pages of the program share. */
export type PageWorld = Readonly<{
  browserOf(): Promise<Browser>;
  addresses: Addresses;
  ipcMain: IpcMain;
  line: TestLine;
  calls: WatchedCalls;
  /** The next page of Chromium for a window. */
  newTarget(): Promise<Readonly<{ id: string; own: boolean; context: string | undefined }>>;
}>;

/** Of `webPreferences`, what shows here (docs/api/structures/web-preferences.md). */
export type PagePreferences = Readonly<{ preload?: string; javascript?: boolean }>;

type PrintAnswer = Readonly<{ success: boolean; failureReason?: string }>;
type WindowOpening = (details: Readonly<{ url: string; frameName: string; features: string; disposition: string }>) => {
  action: "allow" | "deny";
};

const count = { ids: 0 };
/** Permissions that screens could ask for, and what Chromium calls them (docs/api/session.md, setPermissionRequestHandler). */
const PERMISSIONS: readonly (readonly [string, string])[] = [
  ["clipboard-read", "clipboard-read"],
  ["clipboard-sanitized-write", "clipboard-write"],
  ["notifications", "notifications"],
  ["geolocation", "geolocation"],
  ["media", "camera"],
  ["media", "microphone"],
];

export class WebContents extends EventEmitter {
  readonly id = (count.ids += 1);
  readonly session: Session;
  readonly mainFrame: { readonly url: string; readonly origin: string; readonly parent: null };
  readonly #world: PageWorld;
  readonly #page: Promise<PageSession>;
  #target: { id: string; own: boolean; context: string | undefined } | undefined;
  #taken: PageSession | undefined;
  #ports: PortLine;
  #opening: WindowOpening = () => ({ action: "allow" });
  #destroyed = false;
  #permitted = new Set<string>();

  constructor(world: PageWorld, session: Session, { preload, javascript = true }: PagePreferences) {
    super();
    this.#world = world;
    this.session = session;
    const getURL = (): string => this.getURL();
    this.mainFrame = {
      get url() {
        return getURL();
      },
      get origin() {
        return /^[a-z]+:\/\/[^/]*/.exec(getURL())?.[0] ?? "null";
      },
      parent: null,
    };
    this.#ports = this.#newPorts();
    this.#page = this.#take({ preload: preload === undefined ? undefined : readFileSync(preload, "utf8"), javascript });
    // A page that cannot be had is told by whatever is asked of it.
    this.#page.catch(() => undefined);
  }

  async #take(how: Readonly<{ preload: string | undefined; javascript: boolean }>): Promise<PageSession> {
    const browser = await this.#world.browserOf();
    this.#target = await this.#world.newTarget();
    this.#taken = await takePage(browser, this.#target.id, this.#world.addresses, this.#owner(), how);
    return this.#taken;
  }

  #newPorts(): PortLine {
    return openPortLine((words) => {
      if (words.do === "port") this.#world.calls.seen(words.data);
      this.#deliver(words.do === "port" ? { ...words, data: this.#encode(words.data) } : words);
    }, 2);
  }

  #owner(): PageOwner {
    const { calls, line } = this.#world;
    return {
      mayNavigate: (url, isMainFrame) => this.#mayNavigate(url, isMainFrame),
      mayRequest: (details) => this.session.mayRequest({ ...details, webContentsId: this.id }),
      answer: (request) => this.session.answer(request),
      passPath: calls.passPath,
      heard: (said) => void this.#hear(said),
      newDocument: () => {
        this.#ports.broken();
        this.#ports = this.#newPorts();
        this.emit("did-start-loading");
      },
      loaded: () => this.emit("did-finish-load"),
      crashed: () => {
        line.note("render-process-gone");
        this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 });
      },
      mayOpen: (url) => {
        const { action } = this.#opening({ url, frameName: "", features: "", disposition: "foreground-tab" });
        line.note("window-open", { url, action });
        return action === "allow";
      },
      mayDownload: (url, name) => {
        const granted = this.session.offer(new DownloadItem(url, name), this);
        line.note("will-download", { url, name, granted });
        return granted;
      },
    };
  }

  /** docs/api/web-contents.md: `will-frame-navigate` is told of every frame, `will-navigate` of the top one as well. */
  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const details = { url, isMainFrame, isSameDocument: false, frame: this.mainFrame };
    const prevented = [
      emitPreventable(this, "will-frame-navigate", details),
      isMainFrame && emitPreventable(this, "will-navigate", details, url),
    ];
    const granted = !prevented.includes(true);
    this.#world.line.note("will-navigate", { url, granted });
    return granted;
  }

  async #hear(said: PreloadWords): Promise<void> {
    const event = { sender: this, senderFrame: this.mainFrame, processId: 1, frameId: 1, type: "frame" };
    if (said.do === "context-menu") {
      const { do: _, ...params } = said;
      this.emit(
        "context-menu",
        { preventDefault: () => undefined },
        { ...params, editFlags: editFlagsOf(said), mediaType: "none", linkURL: "" },
      );
    } else if (said.do === "close") this.#ports.hear(said);
    else if (said.do === "port") {
      const data = this.#decode(said.data);
      await this.#world.calls.pass(data);
      this.#ports.hear({ ...said, data });
    } else if (said.do === "send") {
      const ports = said.ports.map((id) => this.#ports.takeIn(id));
      const args = await this.#resolveAll(said.args);
      this.#world.ipcMain.emit(said.channel, { ...event, ports }, ...args);
    } else {
      const reply = await this.#resolveAll(said.args)
        .then((args) => this.#world.ipcMain.answer(said.channel, event, args))
        .then(
          (value) => ({ ok: true, value: this.#encode(value) }),
          (error: unknown) => ({ ok: false, value: error instanceof Error ? error.message : String(error) }),
        );
      this.#deliver({ do: "reply", id: said.id, ...reply });
    }
  }

  /** Arguments with the places of files that the person gave in the stead of their names. */
  async #resolveAll(args: readonly unknown[]): Promise<unknown[]> {
    const text = JSON.stringify(args);
    const places = new Map<string, string>();
    for (const [, index = ""] of text.matchAll(/"given-file:(\d+)"/g))
      places.set(index, JSON.stringify(await (await this.#page).pathOfGiven(Number(index))));
    const placed = text.replaceAll(/"given-file:(\d+)"/g, (_, index: string) => places.get(index) ?? '""');
    return (JSON.parse(placed) as unknown[]).map((one) => this.#decode(one));
  }

  #encode(value: unknown): unknown {
    return decodeTexts(encodeMessage(value), this.#world.addresses.toChromium);
  }

  #decode(value: unknown): unknown {
    return decodeMessage(value, this.#world.addresses.toProgram);
  }

  #deliver(words: object): void {
    this.#taken?.deliver(words);
  }

  getURL(): string {
    return this.#taken?.url() ?? "";
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    await this.#permit(url);
    await page.load(url).catch((error: unknown) => {
      this.emit("did-fail-load", {}, -1, String(error), url, true);
      throw error;
    });
  }

  /** What the handlers of the session say of each permission, as Chromium's own settings for the page's origin. */
  async #permit(url: string): Promise<void> {
    const origin = this.#world.addresses.toChromium(/^[a-z]+:\/\/[^/]*/.exec(url)?.[0] ?? "");
    if (this.#permitted.has(origin) || !origin.startsWith("https:")) return;
    this.#permitted.add(origin);
    const browser = await this.#world.browserOf();
    for (const [permission, name] of PERMISSIONS) {
      const setting = (await this.session.mayHave(this, permission, url)) ? "granted" : "denied";
      const browserContextId = this.#target?.context;
      const where = browserContextId === undefined ? { origin } : { origin, browserContextId };
      await browser.send("Browser.setPermission", { permission: { name }, setting, ...where });
    }
  }

  reload(): void {
    void this.#page.then((page) => page.reload()).catch(() => undefined);
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ do: "emit", channel, args: args.map((one) => this.#encode(one)), ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => this.#ports.giveAway(port));
    this.#deliver({ do: "emit", channel, args: [this.#encode(message)], ports });
  }

  setWindowOpenHandler(handler: WindowOpening): void {
    this.#opening = handler;
  }

  /** docs/api/web-contents.md: one call, one dialog or none; the callback tells how it ended. There is no preview. */
  print(options: object, done?: (success: boolean, failureReason: string) => void): void {
    const printed = async (): Promise<void> => {
      const shown = { kind: "print", options: { ...options }, html: await this.#html() } as const;
      const { success, failureReason = "" } = (await this.#world.line.show(shown)) as PrintAnswer;
      done?.(success, failureReason);
    };
    void printed();
  }

  async printToPDF(options: object): Promise<Buffer> {
    const { data } = await (await this.#page).line.send("Page.printToPDF", { printBackground: true, ...options });
    return Buffer.from(data, "base64");
  }

  async getPrintersAsync(): Promise<readonly object[]> {
    return JSON.parse(process.env["ANBAO_DOUBLE_PRINTERS"] ?? "[]") as object[];
  }

  async #html(): Promise<string> {
    const { result } = await (
      await this.#page
    ).line.send("Runtime.evaluate", { expression: "document.documentElement.outerHTML" });
    return String(result.value);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { result } = await (
      await this.#page
    ).line.send("Runtime.evaluate", { expression: code, awaitPromise: true, returnByValue: true });
    return result.value;
  }

  /** As a fault of the page's own process would. */
  /** docs/api/web-contents.md: the process goes, and `render-process-gone` is told. */
  forcefullyCrashRenderer(): void {
    this.crash();
  }

  crash(): void {
    void this.#page.then((page) => page.line.send("Page.crash")).catch(() => undefined);
  }

  /** A role of a menu, or the method of the same name. */
  edit(command: "undo" | "redo" | "cut" | "copy" | "paste" | "selectAll" | "delete"): void {
    void this.#page.then((page) =>
      page.line.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "F24", commands: [command] }),
    );
  }

  undo = (): void => this.edit("undo");
  redo = (): void => this.edit("redo");
  cut = (): void => this.edit("cut");
  copy = (): void => this.edit("copy");
  paste = (): void => this.edit("paste");
  selectAll = (): void => this.edit("selectAll");

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return false;
  }

  isLoading(): boolean {
    return false;
  }

  setZoomFactor(): void {}

  setZoomLevel(): void {}

  focus(): void {}

  openDevTools(): void {}

  /** The window has gone. A page that the test lent stays, as a picture of what was last seen. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#ports.broken();
    void this.#page
      .then(async (page) => {
        page.detach();
        const browser = await this.#world.browserOf();
        if (this.#target?.own === true) await browser.send("Target.closeTarget", { targetId: this.#target.id });
      })
      .catch(() => undefined);
    this.emit("destroyed");
  }
}

/** The texts of an encoded message, changed. */
function decodeTexts(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => decodeTexts(one, text));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === "$" ? (one as unknown) : decodeTexts(one, text)]),
  );
}

function editFlagsOf({ isEditable, selectionText }: Readonly<{ isEditable: boolean; selectionText: string }>): object {
  const selected = selectionText !== "";
  return {
    canUndo: isEditable,
    canRedo: isEditable,
    canCut: isEditable && selected,
    canCopy: selected,
    canPaste: isEditable,
    canDelete: isEditable && selected,
    canSelectAll: true,
    canEditRichly: false,
  };
}
