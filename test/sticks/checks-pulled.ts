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

/** What the small office writes onto a stick: the action that does it, and what its files are called. */
export type Writing = Readonly<{ doing: string; action: string; own: RegExp }>;

/** The bundle that the small office writes next. */
export const NEXT = "城关镇-第2包.anbao";
const NEXT_NUMBER = 2;
export const EXPORTING: Writing = { doing: "exporting", action: "export", own: /^城关镇-第2包\.anbao$/ };
export const CUTTING: Writing = { doing: "exporting in volumes", action: "volumes", own: /^城关镇-第2包-\S+\.anbao$/ };
export const REQUESTING: Writing = { doing: "writing a request", action: "request", own: /^620724100-request\.anbao$/ };
/** What a stick that is gone may be told as. */
const GONE = ["drive-gone", "disk-failing", "disk-read-only", "read-back-differs", "folder-missing", "bundle-unreadable"];

/** What a stick may be told as whose file system was damaged by the tear: Linux then makes it read-only. */
const DAMAGED = ["disk-read-only", "disk-failing", "read-back-differs"];

const isWrite = ({ kind }: Noted): boolean => kind === "write";

/** How many writes it takes on a stick that stays. */
async function writesOf(lab: Lab, kind: Kind, action: string): Promise<number> {
  await openCopy(lab, "small");
  const journal: Noted[] = [];
  const stick = await insert(lab, "stick", kind, await freshStick(lab, kind), { journal });
  const before = journal.filter(isWrite).length;
  await ask(lab, action, { name: "small", to: STICK });
  const writes = journal.filter(isWrite).length - before;
  await remove(lab, "stick", stick);
  return writes;
}

/** Torn off at moments that are spread over what is written. */
export function pulledWhileWriting(kind: Kind, { doing, action, own }: Writing, moments: number): readonly Check[] {
  return Array.from({ length: moments }, (_, moment) => ({
    name: `${kind}: pulled while ${doing}, moment ${moment + 1} of ${moments}`,
    run: async (lab: Lab) => {
      const total = await lab.once(`writes ${kind} ${action}`, () => writesOf(lab, kind, action));
      const after = Math.round((total * moment) / (moments - 1));
      const before = await openCopy(lab, "small");
      const image = await freshStick(lab, kind);
      const stick = await insert(lab, "stick", kind, image);
      if (after === 0) await stick.tear();
      else stick.tearAfter(after, "writes");
      const answer = await attempt(lab, action, { name: "small", to: STICK });
      await stick.tear();
      await ask(lab, "unmount", { at: "stick" });
      const said = answer.code === undefined;
      if (!said) assert.ok(GONE.includes(answer.code ?? ""), `${answer.code}: ${answer.message}`);
      const written = judgeStick(await lookAt(lab, kind, image), said, own);
      const rest = await judgeExporter(lab, "small", before, said, written, { kind, image });
      return `after ${after} of ${total} writes: ${answer.code ?? "said to be there"}, ${written.length} there${rest}`;
    },
  }));
}

/** What is on the stick: as before, or as after. What was said is there. @returns its own files, all of them whole. */
export function judgeStick(found: Readonly<Record<string, string>>, said: boolean, own: RegExp): readonly string[] {
  const { [OTHER]: other, ...files } = found;
  assert.equal(other, OTHER_SHA256, "somebody else's file");
  const strangers = Object.keys(files).filter((name) => !own.test(name.replace(/(\.[0-9a-f]{6})?\.part$/, "")));
  assert.deepEqual(strangers, []);
  const written = Object.keys(files).filter((name) => own.test(name));
  for (const name of written)
    assert.equal(files[name], "whole", said ? `${name}, which was said` : `${name}, which was not said`);
  if (said) assert.notDeepEqual(written, []);
  return written;
}

/**
 * The workspace is sound, what it notes as written is there, and no number is ever given to two bundles that exist. Volumes that are
 * left are written onto the same stick.
 *
 * @param written files on the stick. @returns what was gone on with, for the report.
 */
export async function judgeExporter(
  lab: Lab,
  name: string,
  before: OfficeState,
  said: boolean,
  written: readonly string[],
  stick: Readonly<{ kind: Kind; image: DriveImage }>,
): Promise<string> {
  const { exports, volumes, ...state } = await stateOf(lab, name);
  const { exports: earlier, volumes: _none, ...same } = before;
  assert.deepEqual(state, same);
  for (const { file, isWritten } of volumes) if (isWritten) assert.ok(written.includes(file), `${file} is noted as written`);
  const left = volumes.filter(({ isWritten }) => !isWritten);
  if (said) assert.deepEqual([exports, left], [[...earlier, NEXT_NUMBER], []]);
  if (said || written.length === 0) return "";
  await assertNextNumber(lab, name);
  if (left.length === 0 || left.length === volumes.length) return "";
  return `, ${left.length} of ${volumes.length} written afterwards on the ${await goOn(lab, name, volumes, stick)}`;
}

async function assertNextNumber(lab: Lab, name: string): Promise<void> {
  await ask(lab, "make", { path: "/mnt/out" });
  const next = await ask<{ number: number; file: string }>(lab, "export", { name, to: "/mnt/out" });
  await ask(lab, "drop", { path: join("/mnt/out", next.file) });
  assert.notEqual(next.number, NEXT_NUMBER, "a number that a bundle on the stick has");
}

/** What is left goes onto the same stick, or onto another one where the tear damaged it, which is told. */
async function goOn(
  lab: Lab,
  name: string,
  volumes: OfficeState["volumes"],
  { kind, image }: Readonly<{ kind: Kind; image: DriveImage }>,
): Promise<string> {
  const [same, other] = [image.copy(), await freshStick(lab, kind)];
  const first = await insert(lab, "stick", kind, same);
  const { code, message } = await attempt(lab, "rest of volumes", { name, to: STICK });
  await remove(lab, "stick", first);
  if (code !== undefined) {
    assert.ok(DAMAGED.includes(code), `${code}: ${message}`);
    const second = await insert(lab, "stick", kind, other);
    await ask(lab, "rest of volumes", { name, to: STICK });
    await remove(lab, "stick", second);
  }
  const found = { ...(await lookAt(lab, kind, other)), ...(await lookAt(lab, kind, same)) };
  for (const { file } of volumes) assert.equal(found[file], "whole", file);
  return code === undefined ? "same stick" : "other stick";
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
