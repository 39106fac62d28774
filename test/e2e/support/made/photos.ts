// Photos as a clerk has them: drawn like the demo's, written to real files under camera names.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { drawDemoPhoto } from "../../../support/made/demo-photo.ts";

/** Draws `count` photos of 16 June 2021 and returns their paths. */
export async function takePhotos(folder: string, count: number, firstSeed: number): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(Array.from({ length: count }, (_, index) => takePhoto(folder, firstSeed + index)));
}

async function takePhoto(folder: string, seed: number): Promise<string> {
  const minute = String(seed % 60).padStart(2, "0");
  const path = join(folder, `IMG_20210616_0935${minute}_${seed}.jpg`);
  await writeFile(
    path,
    await drawDemoPhoto({ seed, takenAt: `2021-06-16T09:${minute}:00`, lat: 39.378, lon: 99.819, widthPx: 640 }),
  );
  return path;
}

/** Lets go of a file over the place that a text stands in, or pastes it there. */
export async function giveFile(page: Page, how: "drop" | "paste", at: string, path: string, name: string): Promise<void> {
  const base64 = (await readFile(path)).toString("base64");
  await page.getByText(at).evaluate(
    (element, given) => {
      const bytes = Uint8Array.from(atob(given.base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], given.name, { type: "image/jpeg" }));
      const options = { bubbles: true, cancelable: true };
      if (given.how === "paste") element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
      else
        for (const kind of ["dragenter", "dragover", "drop"])
          element.dispatchEvent(new DragEvent(kind, { ...options, dataTransfer: data }));
    },
    { base64, name, how },
  );
}
