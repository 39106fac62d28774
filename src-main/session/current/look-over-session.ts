// Starts the check that runs by itself over the workspace that is open, and tells the screens when it has ended.
import type { Host } from "../../api/host.ts";
import type { Session } from "./session.ts";

/** What it found is asked for by the screens; what kept it from looking is logged, and it looks again next time. */
export function lookOverSession({ workspace }: Session, { changes, report }: Pick<Host, "changes" | "report">): void {
  workspace?.lookOver.beginIfDue((failure) => {
    if (failure !== undefined) report(failure);
    changes.ring("settings");
  });
}
