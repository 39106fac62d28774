// The clock of the main process; utility processes have their own. Only what counts times in the main process depends on it.
import { startClock } from "./clock.ts";

/** Starts with the PC's own time. */
export const mainClock = startClock(0);
