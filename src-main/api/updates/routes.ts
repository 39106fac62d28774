// 程序更新: the address, looking, taking in. Open to whoever is inside: a workspace that needs a newer program must not be in the way.
import type { Procedures } from "../base.ts";
import type { UpdateFrom } from "./contract.ts";
import type { Host } from "../host.ts";

export function updateRoutes({ inside, host }: Procedures) {
  const done = { ok: true as const };
  return {
    state: inside.updates.state.handler(() => host.updates.state()),
    setAddress: inside.updates.setAddress.handler(({ input }) => {
      host.updates.setAddress(input.address);
      host.changes.ring("settings");
      return done;
    }),
    check: inside.updates.check.handler(async ({ input, signal }) =>
      host.updates.check(await admitted(host, input), signal ?? new AbortController().signal),
    ),
    take: inside.updates.take.handler(async ({ input }) => ({ task: startTaking(host, await admitted(host, input)) })),
    discard: inside.updates.discard.handler(async () => {
      await host.updates.discard();
      host.changes.ring("settings");
      return done;
    }),
  };
}

/** A folder that a person was shown or chose. @throws {Problem} `path-not-chosen` */
async function admitted(host: Host, from: UpdateFrom): Promise<UpdateFrom> {
  return from.from === "address" ? from : { from: "folder", path: await host.admitPath(from.path) };
}

function startTaking(host: Host, from: UpdateFrom): string {
  return host.tasks.start({
    kind: "update",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step(from.from === "address" ? "reading" : "writing");
      const { version } = await host.updates.take(from, progress);
      host.changes.ring("settings");
      return { kind: "update", version };
    },
  });
}
