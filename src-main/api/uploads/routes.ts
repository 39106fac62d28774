// Files that a screen gives in slices, and how far each is. Not at a locked door: a backup is restored before there is a workspace.
import type { Procedures } from "../base.ts";

export function uploadRoutes({ inside, host }: Procedures) {
  const { uploads } = host;
  return {
    begin: inside.uploads.begin.handler(async ({ input }) => ({ uploadId: await uploads.begin(input.name, input.sizeBytes) })),
    append: inside.uploads.append.handler(({ input: { uploadId, at, base64 } }) =>
      uploads.append(uploadId, at, Buffer.from(base64, "base64")),
    ),
    watch: inside.uploads.watch.handler(async function* ({ input, signal }) {
      yield* uploads.watch(input.uploadId, signal);
    }),
    drop: inside.uploads.drop.handler(async ({ input }) => {
      await uploads.drop(input.uploadId);
      return { ok: true as const };
    }),
  };
}
