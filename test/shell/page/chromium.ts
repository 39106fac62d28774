// Which Chromium shows the program's windows: the test's, over its remote control. ANBAO_DOUBLE_BROWSER: its address;
// ANBAO_DOUBLE_TARGET: the page that the first window takes, further windows get pages of their own beside it.
import { openBrowser, type Browser } from "./devtools.ts";

export type Target = Readonly<{ id: string; own: boolean; context: string | undefined }>;

/** The browser, opened when the first window needs it, and pages for windows. */
export function chromium(): Readonly<{ browser(): Promise<Browser>; newTarget(): Promise<Target> }> {
  const state: { browser: Promise<Browser> | undefined; lent: string | undefined } = {
    browser: undefined,
    lent: process.env["ANBAO_DOUBLE_TARGET"],
  };
  const browserContextId = process.env["ANBAO_DOUBLE_CONTEXT"];
  const browser = (): Promise<Browser> => (state.browser ??= openBrowser(process.env["ANBAO_DOUBLE_BROWSER"] ?? ""));
  return {
    browser,
    newTarget: async () => {
      const { lent } = state;
      state.lent = undefined;
      if (lent !== undefined) return { id: lent, own: false, context: browserContextId };
      const where = browserContextId === undefined ? {} : { browserContextId };
      const { targetId } = await (await browser()).send("Target.createTarget", { url: "about:blank", ...where });
      return { id: targetId, own: true, context: browserContextId };
    },
  };
}
