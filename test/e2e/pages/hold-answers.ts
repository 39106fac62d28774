// A slow data side: what a screen does while an answer is on its way.
import type { Page } from "@playwright/test";

/** Holds answers to calls of that address back. @returns lets them go. */
export async function holdAnswers(page: Page, address: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return () => resolve();
}
