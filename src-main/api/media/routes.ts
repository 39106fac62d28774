// What a screen asks about attachments beside the files themselves.
import { keepPoster } from "../../usecases/records/originals/keep-poster.ts";
import { factsOf } from "../../usecases/records/originals/read-facts.ts";
import type { Procedures } from "../base.ts";

export function mediaRoutes({ at }: Procedures) {
  return {
    previewStanding: at.media.previewStanding.handler(({ input, context }) => ({
      standing: context.workspace.ws.previews.stateOf(input.sha256),
    })),
    facts: at.media.facts.handler(async ({ input, context }) => ({
      facts: (await factsOf(context.workspace.ws, input.sha256)) ?? null,
    })),
    keepPoster: at.media.keepPoster.handler(async ({ input, context }) => {
      await keepPoster(context.workspace.ws, input.sha256, Buffer.from(input.base64, "base64"));
      return { ok: true as const };
    }),
  };
}
