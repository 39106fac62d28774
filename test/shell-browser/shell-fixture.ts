// A running shell for one test, and a client that can send whatever headers a browser could not.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  startBrowserShell,
  type BrowserShell,
  type BrowserShellNeeds,
} from "../../src-main/shell-browser/start-browser-shell.ts";
import { SECRET_HEADER } from "../../src-main/shell-browser/session.ts";

/** What came back. */
export type Reply = Readonly<{ status: number; headers: Readonly<Record<string, string | string[] | undefined>>; body: Buffer }>;

/** A request as a test writes it; `headers` go out as they are. */
export type Sent = Readonly<{
  method?: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}>;

/** A folder that goes away with the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anbao-shell-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A built renderer of a few files. */
export function writeRenderer(folder: string): string {
  const rendererDir = join(folder, "renderer");
  mkdirSync(join(rendererDir, "assets"), { recursive: true });
  writeFileSync(
    join(rendererDir, "index.html"),
    '<!doctype html><meta charset="utf-8"><title>安报</title><body><script src="/assets/main.js"></script>',
  );
  writeFileSync(
    join(rendererDir, "assets", "main.js"),
    'document.body.append(sessionStorage.getItem("anbao-secret") ? "已进入" : "未进入");',
  );
  writeFileSync(join(rendererDir, ".env"), "hidden");
  writeFileSync(join(rendererDir, "assets", "notes.xyz"), "unknown type");
  writeFileSync(join(folder, "outside.txt"), "outside");
  return rendererDir;
}

/** A shell that answers nothing unless a test says what. */
export async function startShell(request: Partial<BrowserShellNeeds> = {}): Promise<BrowserShell> {
  const folder = freshFolder();
  const shell = await startBrowserShell({
    handleRpc: () => Promise.resolve(false),
    openMedia: () => Promise.resolve(undefined),
    rendererDir: writeRenderer(folder),
    idleMs: 60_000,
    reportUnexpected: () => "id-1",
    nowMs: () => Date.now(),
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    tempDir: folder,
    ...request,
  });
  onTestFinished(() => shell.close());
  return shell;
}

/** Sends one request to the shell. */
export function send(shell: BrowserShell, { method = "GET", path, headers = {}, body }: Sent): Promise<Reply> {
  const { port } = new URL(shell.url);
  const whole = { host: `127.0.0.1:${port}`, "sec-fetch-site": "same-origin", ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers: whole, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The one-time token that an opener holds. */
export function tokenIn(openerFile: string): string {
  return /name="token" value="([0-9a-f]+)"/.exec(readFileSync(openerFile, "utf8"))?.[1] ?? "";
}

/** Posts a token as the opener's form does. */
export function knock(shell: BrowserShell, token: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const form = { origin: "null", "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" };
  return send(shell, { method: "POST", path: "/open", headers: { ...form, ...headers }, body: `token=${token}` });
}

/** Headers of a call from the shell's own page, after having come in by the opener. */
export async function enter(shell: BrowserShell): Promise<Readonly<Record<string, string>>> {
  const page = (await knock(shell, tokenIn(shell.openerFile))).body.toString("utf8");
  const secret = /"anbao-secret", "([0-9a-f]+)"/.exec(page)?.[1] ?? "";
  return { origin: shell.url, [SECRET_HEADER]: secret };
}
