// Prints pages from a window that nobody sees: its own session, no scripts, no preload; the system's dialog asks for the printer.
import { BrowserWindow, session, type Session } from "electron";
import { randomUUID } from "node:crypto";
import type { PrintedPage, PrintOutcome } from "../../api/printing/contract.ts";
import { APP_ORIGIN, APP_SCHEME } from "../page/origins.ts";
import { PRINT_HEADERS, printAnswer, printOptions, printOutcome, printRuns, type PrintRun } from "./print-plan.ts";

/** Prints one job for each size of paper in a row; the first that does not go to the printer ends it. */
export async function printPages(pages: readonly PrintedPage[], log: (event: string) => void): Promise<PrintOutcome> {
  for (const run of printRuns(pages)) {
    const outcome = await printRun(run, log);
    if (outcome !== null) return outcome;
  }
  return null;
}

async function printRun(run: PrintRun, log: (event: string) => void): Promise<PrintOutcome> {
  const id = randomUUID();
  running.set(id, run);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: printSession(), sandbox: true, javascript: false },
  });
  try {
    await window.loadURL(`${APP_ORIGIN}/${id}/print.html`);
    if ((await window.webContents.getPrintersAsync()).length === 0) return { code: "printer-none", details: {} };
    return await new Promise((resolve) =>
      window.webContents.print(printOptions(run), (success, reason) => {
        if (!success) log(`printing ended: ${reason}`); // in Chromium's own words
        resolve(printOutcome(success, reason));
      }),
    );
  } finally {
    window.destroy();
    running.delete(id);
  }
}

/** Runs under way, by the folder of their addresses. */
const running = new Map<string, PrintRun>();

/** In memory, and one for all runs: Electron keeps every session that was made until it quits. */
function printSession(): Session {
  const own = session.fromPartition("anbao-print");
  if (!own.protocol.isProtocolHandled(APP_SCHEME)) own.protocol.handle(APP_SCHEME, answerPrinting);
  return own;
}

function answerPrinting({ url }: Readonly<{ url: string }>): Response {
  const [, id = "", name = ""] = new URL(url).pathname.split("/");
  const run = running.get(id);
  const found = run && printAnswer(run, `/${name}`);
  if (found === undefined) return new Response(null, { status: 404 });
  return new Response(found.text, { headers: { ...PRINT_HEADERS, "content-type": found.type } });
}
