// What a page may have saved, under which name it is offered, and long writing as a task that shows and can be cancelled.
import { basename, dirname } from "node:path";
import type { SaveRequest } from "../../api/uploads/contract.ts";
import type { MediaRequest, OpenedMedia } from "../../api/data-side.ts";
import type { Tasks } from "../../api/host.ts";
import { portableName } from "../../domain/file-names.ts";
import { Problem } from "../../domain/problem.ts";
import { UNWATCHED } from "../../usecases/workspace.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { explainedByDrive } from "../../usecases/sending/drive/stay-on-drive.ts";
import { saveFile, type SaveReach, type Saving } from "./save-file.ts";
import { assertNotOwn } from "./shown-paths.ts";

/** `own`: folders of the program's own data; `markOf`: which drive a folder lies on; undefined for a disk of the PC. */
export type SaveNeeds = Readonly<{
  openMedia(request: MediaRequest): Promise<OpenedMedia | undefined>;
  tasks: Tasks;
  own(): readonly string[];
  markOf(folder: string): Promise<string | undefined>;
}> &
  SaveReach;

export type Saves = Readonly<{
  /** The name to propose. @throws {Problem} `save-gone` */
  nameOf(request: SaveRequest): Promise<string>;
  /** Writes it where the person said. @throws {Problem} `save-gone`, `folder-own`, `drive-gone`, and as `saveFile` */
  save(request: SaveRequest, path: string): Promise<void>;
}>;

/** Below this nobody waits long enough to want a progress bar. */
const QUIET_BYTES = 32 * 1024 * 1024;

export function openSaves(needs: SaveNeeds): Saves {
  return {
    nameOf: async (request) => (await savingOf(needs, request)).media.saveAs,
    save: async (request, path) => {
      assertNotOwn(dirname(path), needs.own());
      const saving = await savingOf(needs, request);
      const isLong = "path" in saving.media && saving.media.sizeBytes > QUIET_BYTES;
      const write = (progress: Progress): Promise<void> =>
        explainedByDrive({ drives: needs }, dirname(path), () => saveFile(saving, path, progress, needs));
      return isLong ? asTask(needs.tasks, path, write) : write(UNWATCHED);
    },
  };
}

async function savingOf({ openMedia }: SaveNeeds, request: SaveRequest): Promise<Saving> {
  if (request.what === "text") {
    const saveAs = portableName(request.name, "安报.txt");
    return { media: { mime: "text/plain", inline: false, saveAs, bytes: Buffer.from(request.text, "utf8") } };
  }
  const { sha256, name } = request;
  const media = await openMedia({ sha256, variant: "original", ...(name !== undefined && { name }) });
  if (media === undefined) throw new Problem("save-gone", { name: name ?? sha256.slice(0, 12) });
  return { media, sha256 };
}

function asTask(tasks: Tasks, path: string, write: (progress: Progress) => Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const name = basename(path);
  tasks.start({
    kind: "save",
    subject: { zh: name, en: name },
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      try {
        await write(progress);
      } catch (error) {
        reject(error);
        throw error;
      }
      resolve();
      return { kind: "save", path };
    },
  });
  return promise;
}
