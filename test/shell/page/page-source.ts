// The sources that are sent into a page before anything of its own runs: one end of the bridge in the page's world, the other with
// the preload in a world of its own (docs/tutorial/context-isolation.md).
import { decodeMessage, encodeMessage } from "./codec.ts";
import { openBridgeEnd } from "./bridge-end.ts";
import { startPreloadWorld } from "./preload-world.ts";

/** Names that no page guesses by accident. */
export const WORLD = "double-preload";
export const TELL = "doubleTell";
export const DELIVER = "doubleDeliver";
const TO_PAGE = "double-bridge-to-page";
const TO_PRELOAD = "double-bridge-to-preload";

/** For the page's own world. */
export function pageWorldSource(): string {
  return `(() => { if (window !== window.top) return; ${openBridgeEnd.toString()}
    openBridgeEnd(${JSON.stringify(TO_PRELOAD)}, ${JSON.stringify(TO_PAGE)}); })();`;
}

/** For the preload's world. @param preload text of its file */
export function preloadWorldSource(preload: string): string {
  const config = { tell: TELL, deliver: DELIVER, out: TO_PAGE, inward: TO_PRELOAD };
  return `(() => { ${encodeMessage.toString()} ${decodeMessage.toString()} ${openBridgeEnd.toString()}
    (${startPreloadWorld.toString()})(${JSON.stringify(config)}, { encodeMessage, decodeMessage, openBridgeEnd },
      function (require, module, exports) {${preload}\n}); })();`;
}
