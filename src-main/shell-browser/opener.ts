// The way in: a private local file posts the one-time token, the answer hands the session secret to the page's own storage.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SECRET_STORAGE_KEY } from "./session.ts";

/** Largest body of the form that carries the token. */
export const MOST_FORM_BYTES = 1024;

/** The local page that the browser is opened on. The token is in no address: none is kept in a history or shown in a process list. */
export function openerPage(origin: string, token: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>安报</title>
<form method="post" action="${origin}/open"><input type="hidden" name="token" value="${token}"><noscript><button>打开安报</button></noscript></form>
<p>正在打开安报…</p>
<script>document.forms[0].submit()</script>
</html>
`;
}

/** The page that stores the secret and goes on to the program; `nonce` lets its one script run. */
export function entryPage(secret: string, nonce: string): string {
  const script = `sessionStorage.setItem(${JSON.stringify(SECRET_STORAGE_KEY)}, ${JSON.stringify(secret)}); location.replace("/");`;
  return `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>安报</title>\n<script nonce="${nonce}">${script}</script>\n</html>\n`;
}

/** What a person reads whose token is used up or late. */
export function latePage(): string {
  return `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>安报</title>\n<p>这个入口已经用过或超过 30 秒。数据未受影响。请重新启动安报。</p>\n<p lang="en">This entrance was used already or is older than 30 seconds. Your data is safe. Start Anbao again.</p>\n</html>\n`;
}

/** A file that only its owner can read, in a folder that only its owner can enter. */
export type OpenerFile = Readonly<{ path: string; remove(): Promise<void> }>;

/** Writes the opener below a folder for temporary files. */
export async function writeOpener(tempFolder: string, page: string): Promise<OpenerFile> {
  const folder = await mkdtemp(join(tempFolder, "anbao-"));
  const path = join(folder, "anbao.html");
  await writeFile(path, page, { mode: 0o600, flag: "wx" });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The token of a posted form. */
export function tokenOf(form: string): string | undefined {
  return new URLSearchParams(form).get("token") ?? undefined;
}
