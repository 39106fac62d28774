// What a screen asks about attachments beside the files themselves.
import type { Procedures } from "../base.ts";

export function mediaRoutes({ at }: Procedures) {
  return {
    previewStanding: at.media.previewStanding.handler(({ input, context }) => ({
      standing: context.workspace.ws.previews.stateOf(input.sha256),
    })),
  };
}
