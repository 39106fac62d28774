// The program as a process of its own: the browser shell over the real data side. Told what to open by one argument, and by
// messages what time it is, or which file the system wants opened; it can be killed at any moment without anyone tidying up.
import type { DataSide } from "../../../../src-main/api/data-side.ts";
import { openDataSide } from "../../../../src-main/compose/door.ts";
import type { InstalledAs } from "../../../../src-main/domain/installed-as.ts";
import { runBrowserShell } from "../../../../src-main/shell-browser/run-browser-shell.ts";
import { startClock } from "./surroundings.ts";

/** `workspace`: one to open instead of the program's own; `now`: China's wall time; `publishers`: the list of publishers' keys; `installedAs`: how the program came onto the PC. */
export type ServeOrder = Readonly<{
  home: string;
  workspace?: string;
  rendererDir: string;
  now: string;
  publishers: string;
  installedAs: InstalledAs;
}>;
/** What the process tells: first the file that lets a browser in, then each time of the clock once it is set. */
export type ServeNews = Readonly<{ opener: string } | { now: string }>;

const order = JSON.parse(process.argv[2] ?? "{}") as ServeOrder;
const clock = startClock(order.now);
const ending = new AbortController();

const opening: { data?: DataSide } = {};
process.on("message", (told: Readonly<{ now: string } | { open: string }>) => {
  if ("open" in told) return opening.data?.openFile(told.open);
  clock.moveTo(told.now);
  process.send?.({ now: told.now } satisfies ServeNews);
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
