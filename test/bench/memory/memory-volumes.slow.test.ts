// A medium four times as large takes no more memory, cut into volumes or joined again.
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { memoryOfVolumes } from "./memory-volumes.ts";

const MIB = 2 ** 20;
/** Above what the small one takes: noise of the garbage collector. */
const SLACK_MIB = 100;
const MOST_ABOVE_IDLE_MIB = 250;

test("the peak of export and import in volumes is flat", async () => {
  const folder = await tempFolder();
  const small = await memoryOfVolumes(join(folder, "small"), 64 * MIB);
  const large = await memoryOfVolumes(join(folder, "large"), 256 * MIB);
  for (const work of ["exported", "imported"] as const) {
    expect(large[work].peakMiB - small[work].peakMiB).toBeLessThan(SLACK_MIB);
    expect(large[work].peakMiB - large[work].idleMiB).toBeLessThan(MOST_ABOVE_IDLE_MIB);
  }
});
