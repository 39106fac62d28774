// First start after a loss: a backup is restored, or a unit's PC is made again from its own bundles.
import { basename } from "node:path";
import type { Host } from "../host.ts";

/** New recovery identities by task, until each is fetched once. */
export type CardShelf = Map<string, string>;

/** @param path finds the place of a backup file, or of a copy that a workspace kept. */
export function startRestore(host: Host, path: () => Promise<string>): string {
  return host.tasks.start({
    kind: "restore",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("verifying");
      await host.restore(await path(), progress);
      host.changes.ring("session");
      return { kind: "restore" };
    },
  });
}

type Asked = Readonly<{
  folder: string;
  card: string;
  device: string;
  person: Readonly<{ name: string; post?: string | undefined }>;
  pin: string;
}>;

export function startRebuild(host: Host, cards: CardShelf, { folder, card, device, person, pin }: Asked): string {
  const request = { card, device, pin, person: person.name, ...(person.post !== undefined && { post: person.post }) };
  const task = host.tasks.start({
    kind: "rebuild",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("reading");
      const made = await host.rebuild({ ...request, from: await host.admitPath(folder) }, progress);
      cards.set(task, made.identity);
      const refused = made.refused.map(({ path, problem }) => ({
        fileName: basename(path),
        problem: { code: problem.code, details: { ...problem.details } },
      }));
      return { kind: "rebuild", taken: made.taken, refused };
    },
  });
  return task;
}
