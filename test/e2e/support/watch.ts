// What must never happen on any page: a script of somebody else's, a dialog, an error, a refused load, a horizontal scroll.
import type { BrowserContext, Page } from "@playwright/test";

/** Texts of what went wrong, in order. */
export type Trouble = readonly string[];

/** Name of the mark that a hostile text would set if it ran. */
export const MARK = "__anbaoHit";

/** Watches every page of a context from now on. */
export async function watchContext(context: BrowserContext): Promise<Trouble> {
  const trouble: string[] = [];
  await context.exposeBinding("__anbaoTrouble", (_source, text: string) => void trouble.push(text));
  await context.addInitScript(trap, MARK);
  context.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("weberror", (error) => void trouble.push(`error: ${error.error().stack ?? error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith(UNANSWERED)) trouble.push(`console: ${message.text()}`);
  });
  context.on("response", (response) => {
    if (isTrouble(response.status(), new URL(response.url()).pathname))
      trouble.push(`answer: ${response.status()} ${response.url()}`);
  });
  return trouble;
}

/** What the console says of an answer that is judged by its status, or of a program that a test has killed. */
const UNANSWERED = "Failed to load resource";

/**
 * A call may be refused with a problem, and a small picture that is not drawn yet is absent, which its place says; a page, an original
 * or a paper may not be.
 */
function isTrouble(status: number, path: string): boolean {
  const isAbsentPicture = status === 404 && /^(\/media)?\/preview\//.test(path);
  return status >= 500 || (status >= 400 && !path.startsWith("/rpc/") && !isAbsentPicture);
}

/** Runs in the page before anything else. */
function trap(mark: string): void {
  // A window that opens while the script is handed over runs it twice.
  if (Object.getOwnPropertyDescriptor(window, mark)?.set !== undefined) return;
  const tell = (text: string): void =>
    void (window as unknown as { __anbaoTrouble(text: string): Promise<void> }).__anbaoTrouble(text);
  document.addEventListener("securitypolicyviolation", (event) =>
    tell(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
  Object.defineProperty(window, mark, {
    set: (_value) => {
      tell("a foreign script ran");
    },
    get: () => undefined,
  });
}

/** How far the page as a whole scrolls sideways, in CSS px; what scrolls inside it does not count. */
export function sideScrollOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, Math.max(scrollWidth, document.body.scrollWidth) - clientWidth);
  });
}
