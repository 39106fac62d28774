// A photo that is made smaller (压缩版): by the program, and by a screen that gives what it made.
import { basename, join } from "node:path";
import sharp from "sharp";
import type { Screens } from "./stale-screens.ts";
import type { Step } from "./stale-steps.ts";

/** A photo of a name that a chat program gives, large for what it shows. */
export async function chatPhoto(folder: string): Promise<string> {
  const path = join(folder, "mmexport1622600000000.png");
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  await sharp({ create: { width: 900, height: 675, channels: 3, background: "white", noise } })
    .png()
    .toFile(path);
  return path;
}

/** What a screen gives of a file that a person chose. */
export async function uploadOf({ data }: Screens, path: string): Promise<string> {
  const [ticket] = await data.attach([{ path, name: basename(path) }]);
  if (ticket?.kind !== "ticket") throw new Error("no ticket");
  return ticket.uploadId;
}

export function makingSmaller(town: Screens, folder: string, photo: Readonly<{ sha256: string }>): readonly Step[] {
  const { client } = town;
  const ofScreen = async (): Promise<string> => {
    const path = join(folder, "压缩版.jpg");
    await sharp(await chatPhoto(folder))
      .resize(320)
      .jpeg()
      .toFile(path);
    return uploadOf(town, path);
  };
  return [
    ["photo made smaller", async () => client.media.makeSmaller({ sha256: photo.sha256 })],
    ["smaller file of a screen kept", async () => client.media.keepSmaller({ sha256: photo.sha256, uploadId: await ofScreen() })],
  ];
}
