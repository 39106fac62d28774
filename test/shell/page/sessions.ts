// Sessions (docs/api/session.md): permissions, requests and downloads of the pages that belong to one.
import { EventEmitter } from "node:events";
import type { Addresses } from "./addresses.ts";
import { emitPreventable } from "../app/prevented.ts";
import { openProtocol, type PageAnswer, type PageRequest, type Protocol } from "./scheme-answers.ts";

type RequestHandler = (contents: unknown, permission: string, grant: (granted: boolean) => void, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Decide = (answer: Readonly<{ cancel?: boolean; redirectURL?: string }>) => void;
type BeforeRequest = (details: Readonly<Record<string, unknown>>, decide: Decide) => void;

/** A file that a page wants to save (docs/api/download-item.md). */
export class DownloadItem extends EventEmitter {
  readonly #url: string;
  readonly #name: string;
  savePath = "";
  saveDialog: object = {};

  constructor(url: string, name: string) {
    super();
    this.#url = url;
    this.#name = name;
  }

  getURL(): string {
    return this.#url;
  }

  getFilename(): string {
    return this.#name;
  }

  setSavePath(path: string): void {
    this.savePath = path;
  }

  setSaveDialogOptions(options: object): void {
    this.saveDialog = options;
  }
}

/** One session. */
export class Session extends EventEmitter {
  readonly protocol: Protocol;
  readonly answer: (request: PageRequest) => Promise<PageAnswer | undefined>;
  #ask: RequestHandler | undefined;
  #check: CheckHandler | undefined;
  #before: BeforeRequest | undefined;
  readonly webRequest = {
    onBeforeRequest: (...given: readonly unknown[]) => void (this.#before = given.at(-1) as BeforeRequest),
  };

  constructor(addresses: Addresses, isReady: () => boolean) {
    super();
    const { protocol, answer } = openProtocol(addresses, isReady);
    this.protocol = protocol;
    this.answer = answer;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#ask = handler ?? undefined;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler ?? undefined;
  }

  setDevicePermissionHandler(): void {}

  setDisplayMediaRequestHandler(): void {}

  setSpellCheckerEnabled(): void {}

  async clearStorageData(): Promise<void> {}

  async clearCache(): Promise<void> {}

  /** Whether a page gets a permission. Without handlers Electron grants everything (docs/tutorial/security.md, 5). */
  async mayHave(contents: unknown, permission: string, origin: string): Promise<boolean> {
    if (this.#check !== undefined && !this.#check(contents, permission, origin, { isMainFrame: true, requestingUrl: origin }))
      return false;
    if (this.#ask === undefined) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#ask(contents, permission, resolve, { isMainFrame: true, requestingUrl: origin });
    return promise;
  }

  /** Whether a request may go out. */
  async mayRequest(details: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (this.#before === undefined) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#before(details, ({ cancel }) => resolve(cancel !== true));
    return promise;
  }

  /** Whether a download goes on. */
  offer(item: DownloadItem, contents: unknown): boolean {
    return !emitPreventable(this, "will-download", {}, item, contents);
  }
}
