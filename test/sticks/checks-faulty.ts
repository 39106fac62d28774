// Sticks with something wrong: each is told by its sentence, nothing is left on it, and the workspace is as before.
import assert from "node:assert/strict";
import type { Faults } from "./block-server.ts";
import {
  ask,
  attempt,
  freshStick,
  insert,
  lookAt,
  openCopy,
  OTHER,
  OTHER_SHA256,
  STICK,
  stateOf,
  type Check,
  type Lab,
} from "./lab.ts";
import { MIB, type Kind } from "./make-drives.ts";

const GIB = 1024 * MIB;

/** @param codes by which of these problems it may be told; `before` makes the stick ready. */
function faulty(
  kind: Kind,
  name: string,
  faults: Faults,
  codes: readonly string[],
  before: (lab: Lab) => Promise<unknown> = () => Promise.resolve(),
  others: readonly string[] = [],
): Check {
  return {
    name: `${kind}: ${name}`,
    run: async (lab) => {
      const office = await openCopy(lab, "big");
      const image = await freshStick(lab, kind);
      const untouched = image.copy();
      const stick = await insert(lab, "stick", kind, image, { faults });
      await before(lab);
      const { code = "said to be there", message = "" } = await attempt(lab, "export", { name: "big", to: STICK });
      assert.ok(codes.includes(code), `${code}: ${message}`);
      await attempt(lab, "unmount", { at: "stick" });
      await stick.tear();
      const found = await lookAt(lab, kind, faults.realBytes === undefined ? image : untouched);
      assert.equal(found[OTHER], OTHER_SHA256);
      assert.deepEqual(Object.keys(found).sort(), [OTHER, ...others].sort());
      assert.deepEqual(await stateOf(lab, "big"), office);
      return code;
    },
  };
}

export function writeProtected(kind: Kind): Check {
  return faulty(kind, "a write-protected stick is refused", { readOnly: true }, ["disk-read-only"]);
}

export function full(kind: Kind): Check {
  const fill = (lab: Lab) => ask(lab, "fill", { at: "stick", leave: String(4 * MIB) });
  return faulty(kind, "a full stick is refused before anything is written", {}, ["drive-too-small", "disk-full"], fill, [
    "占满.bin",
  ]);
}

export function counterfeit(kind: Kind): Check {
  const codes = ["read-back-differs", "disk-failing", "drive-gone"];
  return faulty(kind, "a stick of 12 MB that says 64 MB is found out", { realBytes: 12 * MIB }, codes);
}

export function badBlock(kind: Kind): Check {
  const codes = ["disk-failing", "read-back-differs", "drive-gone", "disk-read-only"];
  return faulty(kind, "a block that takes nothing is told, and no file is left", { badAt: 20 * MIB }, codes);
}

/** Asked through the door that every export asks; no four gigabytes are written for it. */
export function largerThanFour(kind: Kind): Check {
  const limited = kind === "vfat";
  return {
    name: `${kind}: a file of 4 GiB is ${limited ? "refused with its sentence" : "let through"}, one byte less is let through`,
    run: async (lab) => {
      await openCopy(lab, "small");
      const stick = await insert(lab, "stick", kind, await freshStick(lab, kind, 8 * GIB));
      const ask4 = (sizeBytes: number) => attempt(lab, "fits", { name: "small", to: STICK, sizeBytes: String(sizeBytes) });
      const [over, under] = [await ask4(4 * GIB), await ask4(4 * GIB - 1)];
      await ask(lab, "unmount", { at: "stick" });
      await stick.tear();
      assert.deepEqual([over.code, under.code], [limited ? "drive-file-too-large" : undefined, undefined]);
      return over.code ?? "no limit";
    },
  };
}
