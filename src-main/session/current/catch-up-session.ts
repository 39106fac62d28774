// Finds out what is not known yet of the originals of the workspace that is open: at a start, and whenever bundles brought some.
import type { ChangeBell, Host } from "../../api/host.ts";
import type { Session } from "./session.ts";

/** What was found out is asked for by the screens; what kept it from going on is logged, and it goes on next time. */
export function catchUpSession({ workspace }: Session, { changes, report }: Pick<Host, "changes" | "report">): void {
  workspace?.catchUp.begin({ found: () => changes.ring("media"), failed: report });
}

/** The same bell; what an import rings for is caught up with. */
export function catchingUp(bell: ChangeBell, begin: () => void): ChangeBell {
  const ring: ChangeBell["ring"] = (...areas) => {
    bell.ring(...areas);
    if (areas.includes("imports")) begin();
  };
  return { ...bell, ring };
}
