// The program as a process of its own: the browser shell over the real data side. Told what to open by one argument, and by
// messages what time it is, or which file the system wants opened; it can be killed at any moment without anyone tidying up.
import type { DataSide } from "../../../../src-main/api/data-side.ts";
import { openDataSide } from "../../../../src-main/compose/door.ts";
import type { InstalledAs } from "../../../../src-main/domain/installed-as.ts";
import { runBrowserShell } from "../../../../src-main/shell-browser/run-browser-shell.ts";
import { clockAhead } from "./surroundings.ts";

/** `workspace`: one to open instead of the program's own; `aheadMs`: how far its clock is ahead of this machine's; `publishers`: the list of publishers' keys; `installedAs`: how the program came onto the PC. */
export type ServeOrder = Readonly<{
  home: string;
  workspace?: string;
  rendererDir: string;
  aheadMs: number;
  publishers: string;
  installedAs: InstalledAs;
}>;
/** What the process tells: first the file that lets a browser in, then each time of the clock once it is set. */
export type ServeNews = Readonly<{ opener: string } | { aheadMs: number }>;

const order = JSON.parse(process.argv[2] ?? "{}") as ServeOrder;
const clock = clockAhead(order.aheadMs);
const ending = new AbortController();

const opening: { data?: DataSide } = {};
process.on("message", (told: Readonly<{ aheadMs: number } | { open: string }>) => {
  if ("open" in told) return opening.data?.openFile(told.open);
  clock.setAhead(told.aheadMs);
  process.send?.({ aheadMs: told.aheadMs } satisfies ServeNews);
});
process.on("disconnect", () => ending.abort());

const program = {
  home: order.home,
  surroundings: clock.surroundings,
  publishers: order.publishers,
  installedAs: order.installedAs,
  ...(order.workspace === undefined ? {} : { workspace: order.workspace }),
};
await runBrowserShell({
  openDataSide: async (options) => (opening.data = await openDataSide({ ...options, ...program })),
  rendererDir: order.rendererDir,
  port: 0,
  openBrowser: false,
  say: tellOpener,
  signal: ending.signal,
});
process.exit();

function tellOpener(line: string): void {
  const opener = /(\/\S+\.html)$/.exec(line)?.[1];
  if (opener !== undefined) process.send?.({ opener } satisfies ServeNews);
}
