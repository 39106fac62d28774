// Prints pages from a window that nobody sees: its own session, no scripts, no preload; the system's dialog asks for the printer.
import { BrowserWindow, session } from "electron";
import { randomUUID } from "node:crypto";
import type { PrintedPage, PrintOutcome } from "../api/contract/printing.ts";
import { APP_ORIGIN, APP_SCHEME } from "./origins.ts";
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
  const own = session.fromPartition(`anbao-print-${randomUUID()}`); // in memory, gone with the window
  own.protocol.handle(APP_SCHEME, ({ url }) => {
    const found = printAnswer(run, new URL(url).pathname);
    if (found === undefined) return new Response(null, { status: 404 });
    return new Response(found.text, { headers: { ...PRINT_HEADERS, "content-type": found.type } });
  });
  const window = new BrowserWindow({ show: false, webPreferences: { session: own, sandbox: true, javascript: false } });
  try {
    await window.loadURL(`${APP_ORIGIN}/print.html`);
    if ((await window.webContents.getPrintersAsync()).length === 0) return { code: "printer-none", details: {} };
    return await new Promise((resolve) =>
      window.webContents.print(printOptions(run), (success, reason) => {
        if (!success) log(`printing ended: ${reason}`); // in Chromium's own words
        resolve(printOutcome(success, reason));
      }),
    );
  } finally {
    window.destroy();
  }
}
