// What was said holds: every writer's file is whole on a stick that is torn out right after the program said so.
import assert from "node:assert/strict";
import { join } from "node:path";
import { createHash } from "node:crypto";
import {
  ask,
  attempt,
  freshStick,
  fsck,
  insert,
  lookAt,
  openCopy,
  OTHER,
  OTHER_SHA256,
  remove,
  STICK,
  stateOf,
  type Check,
  type Lab,
} from "./lab.ts";
import type { DriveImage } from "./drive-image.ts";
import { MIB, type Kind } from "./make-drives.ts";

const TOWN = "620724100";
type Exported = Readonly<{ file: string; sizeBytes: number; readFrom: string }>;

/** The first of all: 24 MB, and out. */
export function pulledWhenSaid(kind: Kind): Check {
  return {
    name: `${kind}: 24 MB are exported and the stick is pulled right after the program says so: the file is whole`,
    run: async (lab) => {
      await openCopy(lab, "big");
      const said = await tornWhenSaid(lab, kind, () => ask<Exported>(lab, "export", { name: "big", to: STICK }));
      assert.equal(said.value.readFrom, "drive");
      assert.ok(said.value.sizeBytes > 24 * MIB);
      assert.deepEqual(await lookAt(lab, kind, said.image), { [OTHER]: OTHER_SHA256, [said.value.file]: "whole" });
      assert.equal(fsck(lab, kind, said.image), "");
      return `${said.value.sizeBytes} bytes, read back from the ${said.value.readFrom}`;
    },
  };
}

const EMPTY_SHA256 = createHash("sha256").digest("hex");

/** The laboratory would see the fault that it was built for: a rename whose file is not synced again leaves an empty file on vfat. */
export function seesTheFault(): Check {
  return {
    name: "vfat: a file that is not synced after its rename is empty after the pull: this PC shows it",
    run: async (lab) => {
      const write = { path: join(STICK, "改名.bin"), text: "纸", times: "300000" };
      const { image } = await tornWhenSaid(lab, "vfat", () => ask(lab, "renamed", write));
      assert.equal((await lookAt(lab, "vfat", image))["改名.bin"], EMPTY_SHA256);
      return "0 bytes";
    },
  };
}

async function tornWhenSaid<T>(
  lab: Lab,
  kind: Kind,
  write: () => Promise<T>,
): Promise<Readonly<{ value: T; image: DriveImage }>> {
  const image = await freshStick(lab, kind);
  const stick = await insert(lab, "stick", kind, image);
  const value = await write();
  await stick.tear();
  await ask(lab, "unmount", { at: "stick" });
  return { value, image };
}

/** Opens what was torn out, in a PC that it is plugged into anew. */
async function again<T>(lab: Lab, kind: Kind, image: DriveImage, use: () => Promise<T>): Promise<T> {
  const stick = await insert(lab, "stick", kind, image);
  const value = await use();
  await remove(lab, "stick", stick);
  return value;
}

/** A hand-in goes sealed to the county, its receipt comes back, each on a stick that is torn out when it is said to be written. */
export function journey(kind: Kind): Check {
  return {
    name: `${kind}: sealed hand-in, import, receipt, import: each stick pulled when its file is said to be there`,
    run: async (lab) => {
      await openCopy(lab, "small");
      await openCopy(lab, "county");
      const handIn = await tornWhenSaid(lab, kind, () => ask<Exported>(lab, "export", { name: "small", to: STICK, sealed: "1" }));
      await again(lab, kind, handIn.image, () => ask(lab, "import", { name: "county", path: join(STICK, handIn.value.file) }));
      const receipt = await tornWhenSaid(lab, kind, () =>
        ask<Exported>(lab, "receipt", { name: "county", unit: TOWN, to: STICK }),
      );
      await again(lab, kind, receipt.image, () => ask(lab, "import", { name: "small", path: join(STICK, receipt.value.file) }));
      const [county, town] = [await stateOf(lab, "county"), await stateOf(lab, "small")];
      assert.deepEqual([county.problems, town.problems], [[], []]);
      return `${handIn.value.file} and ${receipt.value.file}`;
    },
  };
}

/** A bundle in volumes and a request, each on a stick that is torn out when it is said to be written; the county reads them. */
export function volumesAndRequest(kind: Kind): Check {
  return {
    name: `${kind}: volumes and a request: each stick pulled when its files are said to be there, and read by the county`,
    run: async (lab) => {
      await openCopy(lab, "small");
      const { imports } = await openCopy(lab, "county");
      const volumes = await tornWhenSaid(lab, kind, () => ask<readonly string[]>(lab, "volumes", { name: "small", to: STICK }));
      const request = await tornWhenSaid(lab, kind, async () => [
        await ask<string>(lab, "request", { name: "small", to: STICK }),
      ]);
      for (const { value: files, image } of [volumes, request]) {
        const whole = Object.fromEntries(files.map((file) => [file, "whole"]));
        assert.deepEqual(await lookAt(lab, kind, image), { [OTHER]: OTHER_SHA256, ...whole });
        assert.equal(fsck(lab, kind, image), "");
        await again(lab, kind, image, async () => {
          for (const file of files) await ask(lab, "import", { name: "county", path: join(STICK, file) });
        });
      }
      const county = await stateOf(lab, "county");
      assert.deepEqual([county.problems, county.imports], [[], imports + 2]);
      assert.ok(volumes.value.length > 2);
      return `${volumes.value.join(", ")} and ${request.value.join()}`;
    },
  };
}

export function paperAndBackup(kind: Kind): Check {
  return {
    name: `${kind}: a paper and a whole backup: each stick pulled when its file is said to be there`,
    run: async (lab) => {
      const { entriesDigest } = await openCopy(lab, "small");
      const text = "纸".repeat(300_000);
      const paper = await tornWhenSaid(lab, kind, () => ask<string>(lab, "paper", { to: STICK, text: "纸", times: "300000" }));
      const sha256 = createHash("sha256").update(text).digest("hex");
      assert.deepEqual(await lookAt(lab, kind, paper.image), { [OTHER]: OTHER_SHA256, [paper.value]: sha256 });
      const path = join(STICK, "全部.anbao-backup");
      const backup = await tornWhenSaid(lab, kind, () => ask<number>(lab, "backup", { name: "small", path }));
      await attempt(lab, "close", { name: "restored" });
      const to = `/mnt/restored-${kind}`;
      assert.equal(await again(lab, kind, backup.image, () => ask(lab, "restore", { path, to })), entriesDigest);
      await ask(lab, "open", { name: "restored", folder: to });
      assert.deepEqual((await stateOf(lab, "restored")).problems, []);
      await ask(lab, "close", { name: "restored" });
      return `${backup.value} bytes of backup restored`;
    },
  };
}
