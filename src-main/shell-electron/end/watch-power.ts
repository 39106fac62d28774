// Sleep, shutdown and long work: the PC does not fall asleep by itself while work runs, and a shutdown ends the program in order.
import { powerMonitor, powerSaveBlocker } from "electron";
import type { OrderlyEnd } from "./orderly-end.ts";

/** Call when the program is ready. Windows tells of log-off and shutdown by the window (open-window.ts). */
export function watchPower(ending: OrderlyEnd, log: (event: string) => void): void {
  powerMonitor.on("shutdown", (event?: Readonly<{ preventDefault(): void }>) => {
    event?.preventDefault(); // the system waits until the program has gone
    ending.begin("system");
  });
  powerMonitor.on("suspend", () => log("the PC goes to sleep"));
  powerMonitor.on("resume", () => log("the PC is awake again"));
}

/** Keeps the PC awake as long as something runs; the screen may go dark. */
export function stayAwake(): (running: number) => void {
  const held: { id: number | undefined } = { id: undefined };
  return (running) => {
    if (running > 0) held.id ??= powerSaveBlocker.start("prevent-app-suspension");
    else if (held.id !== undefined) {
      powerSaveBlocker.stop(held.id);
      held.id = undefined;
    }
  };
}
