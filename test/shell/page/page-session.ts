// One page of Chromium as Electron's web contents have it: its requests are answered by the session's schemes, its navigations are
// asked about, its preload runs first and talks to the program.
import type { Addresses } from "./addresses.ts";
import type { Browser, PageLine } from "./devtools.ts";
import { DELIVER, pageWorldSource, preloadWorldSource, TELL, WORLD } from "./page-source.ts";
import type { PageAnswer, PageRequest } from "./scheme-answers.ts";

/** What a page asks of whoever owns it. Addresses are the program's. */
export type PageOwner = Readonly<{
  /** Whether the page may go there of its own accord. */
  mayNavigate(url: string, isMainFrame: boolean): boolean;
  mayRequest(details: Readonly<{ url: string; method: string; resourceType: string }>): Promise<boolean>;
  answer(request: PageRequest): Promise<PageAnswer | undefined>;
  /** Resolves when a request of that path may go on. */
  passPath(path: string): Promise<void> | undefined;
  /** The preload says something. */
  heard(said: PreloadWords): void;
  /** The page has another document: what the last one held is gone. */
  newDocument(): void;
  loaded(): void;
  crashed(): void;
  /** Whether a new window stays. */
  mayOpen(url: string): boolean;
  mayDownload(url: string, name: string): boolean;
}>;

/** What the preload's world says, still encoded. */
export type PreloadWords =
  | Readonly<{ do: "send"; channel: string; args: readonly unknown[]; ports: readonly number[] }>
  | Readonly<{ do: "invoke"; id: number; channel: string; args: readonly unknown[] }>
  | Readonly<{ do: "port"; port: number; data: unknown; ports: readonly number[] }>
  | Readonly<{ do: "close"; port: number }>
  | Readonly<{ do: "context-menu"; x: number; y: number; isEditable: boolean; selectionText: string }>;

export type PageSession = Readonly<{
  line: PageLine;
  /** @throws what Chromium says it failed of */
  load(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Sends words to the preload's world. */
  deliver(words: object): void;
  /** The place of a file that the person gave to the page (docs/api/web-utils.md). */
  pathOfGiven(index: number): Promise<string>;
  /** Where the page is. */
  url(): string;
  detach(): void;
}>;

type Paused = Parameters<Parameters<PageLine["on"]>[1]>[0] & {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: {
    url: string;
    urlFragment?: string;
    method: string;
    headers: Record<string, string>;
    postDataEntries?: { bytes?: string }[];
  };
};
type Kept = {
  world: string | undefined;
  frames: Map<string, string>;
  requested: Map<string, string>;
  loading: ((error?: Error) => void)[];
};

/** Takes a page over. `preload`: text of the preload, absent for pages without one. `javascript`: whether scripts run. */
export async function takePage(
  browser: Browser,
  targetId: string,
  addresses: Addresses,
  owner: PageOwner,
  { preload, javascript }: Readonly<{ preload: string | undefined; javascript: boolean }>,
): Promise<PageSession> {
  const line = await browser.attach(targetId);
  const kept: Kept = { world: undefined, frames: new Map(), requested: new Map(), loading: [] };
  followFrames(line, targetId, kept, owner);
  followDocuments(line, targetId, kept, owner);
  line.on("Fetch.requestPaused", (paused) => {
    void answerPaused(line, targetId, kept, addresses, owner, paused as unknown as Paused).catch(
      (error: unknown) => void (process.env["ANBAO_DOUBLE_TRACE"] && console.error(error)),
    );
  });
  followOpenings(browser, line, targetId, addresses, owner);
  await Promise.all([
    line.send("Page.enable"),
    line.send("Runtime.enable"),
    line.send("Inspector.enable"),
    line.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
    line.send("Runtime.addBinding", { name: TELL, executionContextName: WORLD }),
  ]);
  if (!javascript) await line.send("Emulation.setScriptExecutionDisabled", { value: true });
  if (preload !== undefined) {
    await line.send("Page.addScriptToEvaluateOnNewDocument", { source: pageWorldSource() });
    await line.send("Page.addScriptToEvaluateOnNewDocument", { source: preloadWorldSource(preload), worldName: WORLD });
  }
  const evaluate = (expression: string, byValue: boolean) =>
    line.send("Runtime.evaluate", {
      expression,
      returnByValue: byValue,
      ...(kept.world === undefined ? {} : { uniqueContextId: kept.world }),
    });
  return {
    line,
    load: async (url) => {
      const loaded = loading(kept);
      const { errorText } = await line.send("Page.navigate", { url: addresses.toChromium(url) });
      if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
      await loaded;
    },
    reload: async () => {
      const loaded = loading(kept);
      await line.send("Page.reload");
      await loaded;
    },
    deliver: (words) => {
      if (kept.world === undefined) return;
      evaluate(`${DELIVER}(${JSON.stringify(words)})`, false).catch(() => undefined);
    },
    pathOfGiven: async (index) => {
      const { result } = await evaluate(`givenFiles[${index}]`, false);
      const { path } = await line.send("DOM.getFileInfo", { objectId: result.objectId ?? "" });
      return path;
    },
    url: () => addresses.toProgram(kept.frames.get(targetId) ?? ""),
    detach: () => line.detach(),
  };
}

function loading(kept: Kept): Promise<void> {
  return new Promise((resolve, reject) => kept.loading.push((error) => (error === undefined ? resolve() : reject(error))));
}

function followFrames(line: PageLine, mainFrame: string, kept: Kept, owner: PageOwner): void {
  line.on("Page.frameNavigated", ({ frame }) => {
    kept.frames.set(frame.id, `${frame.url}${frame.urlFragment ?? ""}`);
  });
  line.on("Page.navigatedWithinDocument", ({ frameId, url }) => void kept.frames.set(frameId, url));
  line.on("Page.frameRequestedNavigation", ({ frameId, url, disposition }) => {
    if (disposition === "currentTab") kept.requested.set(frameId, url.split("#")[0] ?? "");
    // What Chromium does not load itself (mailto:, another program's scheme) never becomes a request; it is asked about all the same.
    if (disposition === "currentTab" && !/^https?:/.test(url)) owner.mayNavigate(url, frameId === mainFrame);
  });
  line.on("Inspector.targetCrashed", () => owner.crashed());
}

function followDocuments(line: PageLine, mainFrame: string, kept: Kept, owner: PageOwner): void {
  line.on("Runtime.executionContextCreated", ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string };
    if (context.name !== WORLD || frameId !== mainFrame) return;
    kept.world = context.uniqueId;
    owner.newDocument();
  });
  line.on("Runtime.bindingCalled", ({ name, payload }) => {
    if (name === TELL) owner.heard(JSON.parse(payload) as PreloadWords);
  });
  line.on("Page.loadEventFired", () => {
    for (const settle of kept.loading.splice(0)) settle();
    owner.loaded();
  });
}

/** A page's request: asked about, then answered by the program, or let out to the network. */
async function answerPaused(
  line: PageLine,
  mainFrame: string,
  kept: Kept,
  addresses: Addresses,
  owner: PageOwner,
  { requestId, frameId, resourceType, request }: Paused,
): Promise<void> {
  const fail = (errorReason: "Aborted" | "BlockedByClient") => line.send("Fetch.failRequest", { requestId, errorReason });
  const url = addresses.toProgram(request.url);
  // A page tells that it wants to go before it asks; what the program or a reload opens was told by nobody.
  const byPage = resourceType !== "Document" || kept.requested.get(frameId) === request.url;
  if (resourceType === "Document" && byPage) {
    kept.requested.delete(frameId);
    if (!owner.mayNavigate(url, frameId === mainFrame)) return void (await fail("Aborted"));
  }
  if (!(await owner.mayRequest({ url, method: request.method, resourceType: typeOf(resourceType, frameId === mainFrame) })))
    return void (await fail("BlockedByClient"));
  await owner.passPath(new URL(request.url).pathname);
  const initiator = byPage ? originOf(kept.frames.get(frameId)) : undefined;
  const { method, headers } = request;
  const answer = await owner.answer({ url: request.url, method, headers, body: bodyOf(request), initiator });
  if (answer === undefined) return void (await line.send("Fetch.continueRequest", { requestId }));
  await line.send("Fetch.fulfillRequest", {
    requestId,
    responseCode: answer.status,
    responseHeaders: [...answer.headers],
    body: answer.body.toString("base64"),
  });
}

function bodyOf({ postDataEntries }: Paused["request"]): Uint8Array | undefined {
  return postDataEntries === undefined
    ? undefined
    : Buffer.concat(postDataEntries.map(({ bytes }) => Buffer.from(bytes ?? "", "base64")));
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).origin;
}

/** docs/api/web-request.md names types of requests otherwise than Chromium's remote control. */
function typeOf(resourceType: string, isMainFrame: boolean): string {
  if (resourceType === "Document") return isMainFrame ? "mainFrame" : "subFrame";
  return resourceType === "XHR" || resourceType === "Fetch" ? "xhr" : resourceType.toLowerCase();
}

/** A window that waits for its debugger holds its opener back as well: it is let go first. */
async function closeOpened(browser: Browser, targetId: string): Promise<void> {
  const opened = await browser.attach(targetId);
  await opened.send("Runtime.runIfWaitingForDebugger");
  await browser.send("Target.closeTarget", { targetId });
}

function followOpenings(browser: Browser, line: PageLine, targetId: string, addresses: Addresses, owner: PageOwner): void {
  const requested: string[] = [];
  line.on("Page.windowOpen", ({ url }) => void requested.push(url));
  browser.on("Target.targetCreated", ({ targetInfo }) => {
    if (targetInfo.openerId !== targetId) return;
    const url = addresses.toProgram(requested.shift() ?? targetInfo.url);
    if (!owner.mayOpen(url)) void closeOpened(browser, targetInfo.targetId).catch(() => undefined);
  });
  line.on("Page.downloadWillBegin", ({ guid, url, suggestedFilename }) => {
    if (!owner.mayDownload(addresses.toProgram(url), suggestedFilename))
      browser.send("Browser.cancelDownload", { guid }).catch(() => undefined);
  });
  browser.send("Target.setDiscoverTargets", { discover: true }).catch(() => undefined);
}
