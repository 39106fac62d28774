// What waits of PCs that nobody has approved: the same list at the county and at a unit.
import { dropStrangers, listStrangers } from "../../usecases/receiving/log/quarantine.ts";
import type { Procedures } from "../base.ts";

export function quarantineRoutes({ at, host }: Procedures) {
  return {
    list: at.quarantine.list.handler(({ context }) =>
      listStrangers(context.workspace.ws).map(({ id, unitName, device, entries, files, volumes, sinceMs, ...sizes }) => ({
        id,
        unitName,
        device,
        entries,
        files,
        sizeBytes: sizes.bytes + sizes.fileBytes,
        volumes,
        sinceMs,
      })),
    ),
    drop: at.quarantine.drop.handler(async ({ input, context }) => {
      const { entries, files } = await dropStrangers(context.workspace.ws, input.ids);
      host.changes.ring("trust", "imports", "records");
      return { entries, files };
    }),
  };
}
