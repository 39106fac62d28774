// Calls of a screen to the data side: HTTP in the browser shell, messages through a port in the installed program.
import type { Page } from "@playwright/test";
import { programOn } from "../support/pc/shell-pc.ts";

/** Resolves when these calls are answered one after the other, from now on. @param calls as `handIn/explain` */
export async function answered(page: Page, ...calls: readonly string[]): Promise<void> {
  const program = programOn(page);
  if (program !== undefined) return program.answered(calls.map((call) => `/${call}`));
  for (const call of calls) await page.waitForResponse((response) => new URL(response.url()).pathname.endsWith(`/${call}`));
}

/** A slow data side: holds a call, or a file of the screens, back. @param what part of its path. @returns lets go */
export async function holdAnswers(page: Page, what: string): Promise<() => Promise<void>> {
  const program = programOn(page);
  if (program !== undefined) {
    await program.order({ do: "hold", pattern: what });
    return async () => void (await program.order({ do: "let-go", pattern: what }));
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(
    (url) => url.pathname.includes(what),
    async (route) => {
      await promise;
      await route.continue();
    },
  );
  return async () => resolve();
}
