// A stick that is torn out in the middle: the program says so, the stick is as before or as after, the workspace as well.
import assert from "node:assert/strict";
import { join } from "node:path";
import { spread, type DriveImage, type Noted } from "./drive-image.ts";
import {
  ask,
  attempt,
  freshStick,
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
  type OfficeState,
} from "./lab.ts";
import type { Kind } from "./make-drives.ts";

/** The bundle that the small office writes next. */
export const NEXT = "620724100-002.anbao";
const NEXT_NUMBER = 2;
/** What a stick that is gone may be told as. */
const GONE = ["drive-gone", "disk-failing", "disk-read-only", "read-back-differs", "folder-missing", "bundle-unreadable"];

const isWrite = ({ kind }: Noted): boolean => kind === "write";

/** How many writes an export makes on a stick that stays. */
async function writesOfExport(lab: Lab, kind: Kind): Promise<number> {
  await openCopy(lab, "small");
  const journal: Noted[] = [];
  const stick = await insert(lab, "stick", kind, await freshStick(lab, kind), { journal });
  const before = journal.filter(isWrite).length;
  await ask(lab, "export", { name: "small", to: STICK });
  const writes = journal.filter(isWrite).length - before;
  await remove(lab, "stick", stick);
  return writes;
}

/** An export, torn off at moments that are spread over its writes. */
export function pulledWhileExporting(kind: Kind, moments: number): readonly Check[] {
  return Array.from({ length: moments }, (_, moment) => ({
    name: `${kind}: pulled while exporting, moment ${moment + 1} of ${moments}`,
    run: async (lab: Lab) => {
      const total = await lab.once(`writes ${kind}`, () => writesOfExport(lab, kind));
      const after = Math.round((total * moment) / (moments - 1));
      const before = await openCopy(lab, "small");
      const image = await freshStick(lab, kind);
      const stick = await insert(lab, "stick", kind, image);
      if (after === 0) await stick.tear();
      else stick.tearAfter(after, "writes");
      const answer = await attempt(lab, "export", { name: "small", to: STICK });
      await stick.tear();
      await ask(lab, "unmount", { at: "stick" });
      const said = answer.code === undefined;
      if (!said) assert.ok(GONE.includes(answer.code ?? ""), `${answer.code}: ${answer.message}`);
      const found = await lookAt(lab, kind, image);
      judgeStick(found, said);
      await judgeExporter(lab, "small", before, said, found[NEXT] === "whole");
      return `after ${after} of ${total} writes: ${answer.code ?? "said to be there"}, ${found[NEXT] ?? "not there"}`;
    },
  }));
}

/** What is on the stick: as before, or as after. What was said is there. */
export function judgeStick(found: Readonly<Record<string, string>>, said: boolean): void {
  const { [OTHER]: other, [NEXT]: written, [`${NEXT}.part`]: _part, ...strangers } = found;
  assert.equal(other, OTHER_SHA256, "somebody else's file");
  assert.deepEqual(strangers, {});
  if (said || written !== undefined) assert.equal(written, "whole", said ? "what was said" : "what was not said");
}

/** The workspace is sound, and no number is ever given to two bundles that exist. */
export async function judgeExporter(lab: Lab, name: string, before: OfficeState, said: boolean, onStick: boolean): Promise<void> {
  const { exports, ...state } = await stateOf(lab, name);
  const { exports: earlier, ...same } = before;
  assert.deepEqual(state, same);
  if (said) assert.deepEqual(exports, [...earlier, NEXT_NUMBER]);
  if (said || !onStick) return;
  await ask(lab, "make", { path: "/mnt/out" });
  const next = await ask<{ number: number; file: string }>(lab, "export", { name, to: "/mnt/out" });
  await ask(lab, "drop", { path: join("/mnt/out", next.file) });
  assert.notEqual(next.number, NEXT_NUMBER, "a number that a bundle on the stick has");
}

/** An import, torn off at moments that are spread over what it reads. */
export function pulledWhileImporting(kind: Kind, moments: number): readonly Check[] {
  return Array.from({ length: moments }, (_, moment) => ({
    name: `${kind}: pulled while importing, moment ${moment + 1} of ${moments}`,
    run: async (lab: Lab) => {
      const { image, reads } = await lab.once(`hand-in ${kind}`, () => handIn(lab, kind));
      const before = await openCopy(lab, "county");
      const stick = await insert(lab, "stick", kind, image.copy());
      const after = spread(reads, moments + 2)[moment + 1] ?? 1;
      stick.tearAfter(Math.max(1, after), "all");
      const answer = await attempt(lab, "import", { name: "county", path: join(STICK, NEXT) });
      await stick.tear();
      await ask(lab, "unmount", { at: "stick" });
      const state = await stateOf(lab, "county");
      if (answer.code === undefined) assert.equal(state.imports, before.imports + 1);
      else assert.ok(GONE.includes(answer.code), `${answer.code}: ${answer.message}`);
      if (answer.code !== undefined) assert.deepEqual(state, before);
      const back = await insert(lab, "stick", kind, image.copy());
      await ask(lab, "import", { name: "county", path: join(STICK, NEXT) });
      await remove(lab, "stick", back);
      assert.deepEqual((await stateOf(lab, "county")).problems, []);
      return `after ${after} of ${reads} reads: ${answer.code ?? "read"}; read once more`;
    },
  }));
}

async function handIn(lab: Lab, kind: Kind): Promise<Readonly<{ image: DriveImage; reads: number }>> {
  await openCopy(lab, "small");
  const image = await freshStick(lab, kind);
  const stick = await insert(lab, "stick", kind, image);
  await ask(lab, "export", { name: "small", to: STICK });
  await remove(lab, "stick", stick);
  await openCopy(lab, "county");
  const counted = await insert(lab, "stick", kind, image.copy());
  const count = counted.requests();
  await ask(lab, "import", { name: "county", path: join(STICK, NEXT) });
  const reads = counted.requests() - count;
  await remove(lab, "stick", counted);
  return { image, reads };
}
