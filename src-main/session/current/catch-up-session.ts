// Finds out what is not known yet of the originals of the workspace that is open: at a start, and whenever some came.
import type { ChangeBell, Host } from "../../api/host.ts";
import type { Area } from "../../api/session/contract.ts";
import type { Session } from "./session.ts";

/** What was found out is asked for by the screens; what kept it from going on is logged, and it goes on next time. */
export function catchUpSession({ workspace }: Session, { changes, report }: Pick<Host, "changes" | "report">): void {
  workspace?.catchUp.begin({ found: () => changes.ring("media"), failed: report });
}

/** What brings originals: bundles, and files that are attached. */
const BRINGING: readonly Area[] = ["imports", "records", "drafts"];

/** The same bell; what is rung for when originals came is caught up with. */
export function catchingUp(bell: ChangeBell, begin: () => void): ChangeBell {
  const ring: ChangeBell["ring"] = (...areas) => {
    bell.ring(...areas);
    if (areas.some((area) => BRINGING.includes(area))) begin();
  };
  return { ...bell, ring };
}
