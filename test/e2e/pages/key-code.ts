// Six boxes for the code of a key, as it is read off sealed paper.
import type { Page } from "@playwright/test";

/** The groups of a code as the screen prints it. */
export async function readCode(page: Page): Promise<string> {
  return (await page.locator(".own-code").first().innerText()).replaceAll(/\D/g, "");
}

/** Types a code into the boxes; typing goes on from one into the next. */
export async function typeCode(page: Page, digits: string): Promise<void> {
  for (let group = 1; group <= 6; group += 1) await page.getByLabel(`第 ${group} 组`).fill("");
  await page.getByLabel("第 1 组").click();
  await page.keyboard.type(digits);
}

/** The same code with one digit wrong. */
export function withWrongDigit(digits: string): string {
  const at = 8;
  return digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
}
