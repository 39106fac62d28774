// Starts what runs by itself over the workspace that is open, and tells the screens when it has ended.
import type { Host } from "../../api/host.ts";
import { catchUpSession } from "./catch-up-session.ts";
import type { Session } from "./session.ts";

/** What the check found is asked for by the screens; what kept it from looking is logged, and it looks again next time. */
export function lookOverSession(session: Session, host: Pick<Host, "changes" | "report">): void {
  session.workspace?.lookOver.beginIfDue((failure) => {
    if (failure !== undefined) host.report(failure);
    host.changes.ring("settings");
  });
  catchUpSession(session, host);
}
