// app (docs/api/app.md): when the program is ready, how it ends, where its folders are.
import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { instanceLock } from "./instance-lock.ts";
import { emitPreventable } from "./prevented.ts";
import { quitOrder, type QuitOrder } from "./quit-order.ts";
import type { TestLine } from "../process/test-line.ts";

const PROJECT = join(import.meta.dirname, "../../..");

/** What the program as a whole is made of. */
export type AppNeeds = Readonly<{
  line: TestLine;
  openWindows(): number;
  closeWindows(): void;
  destroyWindows(): void;
  endProcess(code: number): void;
}>;

/** Folders by name, on Linux (docs/api/app.md, `app.getPath`). */
function foldersOf(name: string): Record<string, string> {
  const home = homedir();
  const appData = process.env["XDG_CONFIG_HOME"] ?? join(home, ".config");
  const userData = join(appData, name);
  return {
    home,
    appData,
    userData,
    sessionData: userData,
    temp: tmpdir(),
    exe: process.execPath,
    desktop: join(home, "Desktop"),
    documents: join(home, "Documents"),
    downloads: join(home, "Downloads"),
    pictures: join(home, "Pictures"),
    videos: join(home, "Videos"),
    music: join(home, "Music"),
    logs: join(userData, "logs"),
    crashDumps: join(userData, "Crashpad"),
  };
}

export class App extends EventEmitter {
  readonly isPackaged = process.env["ANBAO_DOUBLE_PACKED"] !== undefined;
  readonly order: QuitOrder;
  readonly switches = new Map<string, string>();
  readonly commandLine = {
    appendSwitch: (name: string, value = "") => void this.switches.set(name, value),
    appendArgument: () => undefined,
    hasSwitch: (name: string) => this.switches.has(name) || process.argv.some((one) => one.startsWith(`--${name}`)),
    getSwitchValue: (name: string) => this.switches.get(name) ?? "",
    removeSwitch: (name: string) => void this.switches.delete(name),
  };
  readonly #line: TestLine;
  readonly #package = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
    name: string;
    version: string;
    productName?: string;
  };
  readonly #folders: Record<string, string>;
  readonly #lock = instanceLock(
    () => this.getPath("userData"),
    ({ argv, workingDirectory, additionalData }) =>
      // docs: guaranteed to come after `ready`.
      void this.whenReady().then(() => this.emit("second-instance", {}, argv, workingDirectory, additionalData)),
  );
  readonly #ready = Promise.withResolvers<void>();
  #isReady = false;
  #again: (() => void)[] = [];

  constructor(needs: AppNeeds) {
    super();
    this.#line = needs.line;
    this.#folders = foldersOf(this.#package.productName ?? this.#package.name);
    this.order = quitOrder({
      ...needs,
      askBeforeQuit: () => emitPreventable(this, "before-quit", {}),
      askWillQuit: () => emitPreventable(this, "will-quit", {}),
      tellQuit: (code) => void this.emit("quit", {}, code),
      tellAllClosed: () => this.emit("window-all-closed"),
      endProcess: (code) => {
        for (const start of this.#again) start();
        needs.endProcess(code);
      },
    });
    // docs: `ready` fires once the main process has finished its first tick.
    setImmediate(() => {
      this.#isReady = true;
      this.emit("will-finish-launching");
      this.emit("ready", {}, {});
      this.#ready.resolve();
    });
  }

  get name(): string {
    return this.getName();
  }

  isReady = (): boolean => this.#isReady;
  whenReady = (): Promise<void> => this.#ready.promise;
  getName = (): string => this.#package.productName ?? this.#package.name;
  getVersion = (): string => this.#package.version;
  getAppPath = (): string => PROJECT;
  getLocale = (): string => "zh-CN";
  getSystemLocale = (): string => "zh-CN";
  getLocaleCountryCode = (): string => "CN";
  getAppMetrics = (): readonly object[] => [];
  getGPUFeatureStatus = (): object => ({});

  getPath(name: string): string {
    const path = this.#folders[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    if (name === "userData" || name === "logs") mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: string, path: string): void {
    if (this.#folders[name] === undefined) throw new Error(`Failed to set path ${name}`);
    this.#folders[name] = path;
  }

  setAppLogsPath(path?: string): void {
    this.#folders["logs"] = path ?? join(this.getPath("userData"), "logs");
  }

  quit = (): void => this.order.quit();
  exit = (code = 0): void => this.order.exit(code);

  /** docs: starts another program when this one ends; does not end it. */
  relaunch(options: Readonly<{ args?: readonly string[]; execPath?: string }> = {}): void {
    this.#line.note("relaunch", { args: [...(options.args ?? process.argv.slice(1))] });
    if (process.env["ANBAO_DOUBLE_RELAUNCH"] === undefined) return;
    this.#again.push(
      () =>
        void spawn(options.execPath ?? process.execPath, options.args ?? process.argv.slice(1), {
          detached: true,
          stdio: "ignore",
        }).unref(),
    );
  }

  requestSingleInstanceLock = (additionalData?: unknown): boolean => this.#lock.request(additionalData);
  hasSingleInstanceLock = (): boolean => this.#lock.has();
  releaseSingleInstanceLock = (): void => this.#lock.release();

  enableSandbox(): void {
    if (this.#isReady) throw new Error("app.enableSandbox() can only be called before app is ready");
  }

  disableHardwareAcceleration(): void {
    if (this.#isReady) throw new Error("app.disableHardwareAcceleration() can only be called before app is ready");
  }

  showAboutPanel = (): void => this.#line.note("about");
  setAboutPanelOptions(): void {}

  setName(): void {}

  setAppUserModelId(): void {}

  setDesktopName(): void {}

  focus(): void {}
}
