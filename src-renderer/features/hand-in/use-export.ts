// Exporting a hand-in: in one file to a folder, or as a plan of volumes; not before what keeps it back is mended.
import { useState } from "react";
import type { Assembled } from "../../../src-main/api/hand-in/contract.ts";
import { queries, query, settled } from "../../rpc/api.ts";
import { useWork } from "../../widgets/tasks/use-work.ts";
import { blockOf, isZero, PLACE_OF, type Options } from "./export-options.ts";
import { needsRelease } from "./release-sheet.tsx";
import { limitOf } from "./volume-choice.tsx";
import { usePlanning } from "./volumes-left.tsx";

/** The button: asks what keeps the hand-in back, then plans volumes or asks for a folder (`picking`). */
export function usePress(assembled: Assembled, options: Options, plan: () => void) {
  const [picking, setPicking] = useState(false);
  const [asked, setAsked] = useState(false);
  const press = async (): Promise<void> => {
    setAsked(true);
    await settled(query.handIn.explain.mutationKey());
    const fresh = queries.getQueryData(query.handIn.assemble.queryKey({ input: { report: assembled.report } }));
    const now = blockOf(fresh ?? assembled, options);
    if (now === undefined && limitOf(options.volumes) !== undefined) plan();
    else if (now === undefined) setPicking(true);
    else document.getElementById(PLACE_OF[now])?.scrollIntoView({ block: "center" });
  };
  return { picking, asked, block: asked ? blockOf(assembled, options) : undefined, press, putAway: () => setPicking(false) };
}

/** Its task, and what went wrong. */
export function useExport(
  assembled: Assembled,
  { reason, full, plain, recordsOnly, small, withoutLost, volumes, release }: Options,
) {
  const exporting = useWork("export", query.handIn.export.mutationOptions());
  const planning = usePlanning();
  const options = { full, plain, recordsOnly, small, withoutLost };
  const person = release.person ?? assembled.release.people[0]?.id;
  const stated = {
    report: assembled.report,
    ...(isZero(assembled) && { reason: reason.trim() }),
    ...(needsRelease(assembled) && person !== undefined && { release: { person, pin: release.pin } }),
  };
  return {
    task: planning.task?.state === "running" ? planning.task : exporting.task,
    result: exporting.result,
    planning: planning.running,
    write: (folder: string): void => exporting.start({ ...stated, folder, options }),
    plan: (): void => {
      const limitBytes = limitOf(volumes);
      if (limitBytes !== undefined) planning.start({ ...stated, options, limitBytes });
    },
    problem: planning.problem ?? exporting.problem,
  };
}
