// BrowserWindow (docs/api/browser-window.md): a frame around web contents. There is no screen here: size and place are remembered,
// what matters is who is asked before a window goes.
import { EventEmitter } from "node:events";
import { emitPreventable } from "../app/prevented.ts";
import type { Session } from "./sessions.ts";
import { WebContents, type PagePreferences, type PageWorld } from "./web-contents.ts";

export type Bounds = { x: number; y: number; width: number; height: number };
type Options = Partial<Bounds> &
  Readonly<{
    show?: boolean;
    title?: string;
    parent?: unknown;
    webPreferences?: PagePreferences & Readonly<{ session?: Session; partition?: string }>;
  }>;

/** What windows tell the program as a whole. */
export type WindowWorld = PageWorld &
  Readonly<{
    isReady(): boolean;
    sessionOf(request: Readonly<{ session?: Session; partition?: string }>): Session;
    created(contents: WebContents, window: BaseWindow): void;
    closeRefused(): void;
    allClosed(): void;
  }>;

/** Every window that is open. */
export type OpenWindows = Readonly<{ all: BaseWindow[]; focused: { window: BaseWindow | null } }>;

/** Makes the class that the program calls `BrowserWindow`. */
export function windowClass(world: WindowWorld, open: OpenWindows): typeof BaseWindow & { getAllWindows(): BaseWindow[] } {
  return class BrowserWindow extends BaseWindow {
    constructor(options: Options = {}) {
      super(world, open, options);
    }

    static getAllWindows(): BaseWindow[] {
      return [...open.all];
    }

    static getFocusedWindow(): BaseWindow | null {
      return open.focused.window;
    }

    static fromWebContents(contents: WebContents): BaseWindow | null {
      return open.all.find((one) => one.webContents === contents) ?? null;
    }
  } as unknown as typeof BaseWindow & { getAllWindows(): BaseWindow[] };
}

type State = { shown: boolean; minimized: boolean; maximized: boolean; fullScreen: boolean; destroyed: boolean; title: string };

export class BaseWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #world: WindowWorld;
  readonly #open: OpenWindows;
  readonly #state: State = { shown: true, minimized: false, maximized: false, fullScreen: false, destroyed: false, title: "" };
  #bounds: Bounds;

  constructor(world: WindowWorld, open: OpenWindows, options: Options) {
    super();
    if (!world.isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    this.#world = world;
    this.#open = open;
    const { width = 800, height = 600, x = 0, y = 0, show = true, title = "" } = options;
    this.#bounds = { x, y, width, height };
    Object.assign(this.#state, { shown: show, title });
    const preferences = options.webPreferences ?? {};
    this.webContents = new WebContents(world, world.sessionOf(preferences), preferences);
    open.all.push(this);
    world.created(this.webContents, this);
  }

  get id(): number {
    return this.webContents.id;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url);
    // docs/api/browser-window.md: once the page could be shown for the first time.
    if (!this.#state.destroyed) this.emit("ready-to-show");
  }

  /** Asks first, as the button does; `close` may be prevented. */
  close(): void {
    if (this.#state.destroyed) return;
    if (emitPreventable(this, "close", {})) return this.#world.closeRefused();
    this.destroy();
  }

  /** Nobody is asked; only `closed` is told. */
  destroy(): void {
    if (this.#state.destroyed) return;
    this.#state.destroyed = true;
    this.#open.all.splice(this.#open.all.indexOf(this), 1);
    if (this.#open.focused.window === this) this.#open.focused.window = null;
    this.webContents.destroy();
    this.emit("closed");
    if (this.#open.all.length === 0) this.#world.allClosed();
  }

  /** docs: a method of a window that was destroyed throws. */
  #live(): State {
    if (this.#state.destroyed) throw new TypeError("Object has been destroyed");
    return this.#state;
  }

  #set(name: "shown" | "minimized" | "maximized" | "fullScreen", value: boolean, event: string): void {
    const state = this.#live();
    if (state[name] === value) return;
    state[name] = value;
    this.emit(event);
    this.#world.line.note("window", { id: this.id, event });
  }

  show(): void {
    this.#set("shown", true, "show");
    this.focus();
  }

  showInactive = (): void => this.#set("shown", true, "show");
  hide = (): void => this.#set("shown", false, "hide");
  minimize = (): void => this.#set("minimized", true, "minimize");
  restore = (): void => this.#set("minimized", false, "restore");
  maximize = (): void => this.#set("maximized", true, "maximize");
  unmaximize = (): void => this.#set("maximized", false, "unmaximize");
  setFullScreen = (on: boolean): void => this.#set("fullScreen", on, on ? "enter-full-screen" : "leave-full-screen");
  isVisible = (): boolean => this.#live().shown;
  isMinimized = (): boolean => this.#live().minimized;
  isMaximized = (): boolean => this.#live().maximized;
  isFullScreen = (): boolean => this.#live().fullScreen;
  isNormal = (): boolean => !this.isMinimized() && !this.isMaximized() && !this.isFullScreen();
  isDestroyed = (): boolean => this.#state.destroyed;
  isFocused = (): boolean => this.#open.focused.window === this;
  isEnabled = (): boolean => true;

  focus(): void {
    this.#live();
    this.#open.focused.window = this;
    this.emit("focus");
    this.#world.line.note("window", { id: this.id, event: "focus" });
  }

  getBounds = (): Bounds => (this.#live(), { ...this.#bounds });
  getNormalBounds = (): Bounds => this.getBounds();
  getSize = (): number[] => [this.getBounds().width, this.getBounds().height];

  setBounds(to: Partial<Bounds>): void {
    this.#live();
    this.#bounds = { ...this.#bounds, ...to };
    this.emit("resize");
  }

  getTitle = (): string => this.#live().title;
  setTitle = (title: string): void => void (this.#live().title = title);
  setMenu(): void {}

  setMenuBarVisibility(): void {}

  setProgressBar(): void {}

  flashFrame(): void {}

  setEnabled(): void {}

  moveTop(): void {}
}
