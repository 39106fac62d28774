// The power is cut: every write of stick and workspace is in one journal, and the state of both at one instant is made from it, as
// all that was written by then and as only what was flushed by then. Both are opened anew.
import assert from "node:assert/strict";
import { join } from "node:path";
import { EXPORTING, NEXT, judgeExporter, judgeStick, type Writing } from "./checks-pulled.ts";
import { openImage, stateAfter, type Cut, type DriveImage, type Noted } from "./drive-image.ts";
import type { Plugged } from "./guest-machine.ts";
import {
  ask,
  attempt,
  freshStick,
  fsck,
  insert,
  lookAt,
  remove,
  repair,
  STICK,
  stateOf,
  type Check,
  type Lab,
  type OfficeState,
} from "./lab.ts";
import { makeEmpty, MIB, type Kind } from "./make-drives.ts";

/** The workspace on the drive `work`. */
const WORK = join("/mnt", "work", "office");
const CUTS: readonly Cut[] = ["all", "flushed"];
type Office = "small" | "county";

/** A piece of work that was recorded: the drives before, what was asked of them, and from where on it was said to be done. */
type Recorded = Readonly<{
  stick: DriveImage;
  work: DriveImage;
  journal: readonly Noted[];
  from: number;
  saidAt: number;
  before: OfficeState;
  after: OfficeState;
}>;

/** Asks for the work. @param office at which it is done. */
type Work = Readonly<{
  name: string;
  office: Office;
  ask: (lab: Lab) => Promise<unknown>;
  stick: (lab: Lab, kind: Kind) => Promise<DriveImage>;
}>;

const writing = ({ doing, action }: Writing): Work => ({
  name: doing,
  office: "small",
  ask: (lab) => ask(lab, action, { name: "work", to: STICK }),
  stick: freshStick,
});
const RECORD: Work = {
  name: "recording with a document",
  office: "small",
  ask: (lab) => ask(lab, "record", { name: "work", title: "断电", file: join(lab.offices, "IMG_2.pdf") }),
  stick: freshStick,
};
const IMPORT: Work = {
  name: "importing",
  office: "county",
  ask: (lab) => ask(lab, "import", { name: "work", path: join(STICK, NEXT) }),
  stick: withBundle,
};

async function withBundle(lab: Lab, kind: Kind): Promise<DriveImage> {
  const image = await lab.once(`bundle ${kind}`, async () => {
    const [fresh, work] = [await freshStick(lab, kind), await workDrive(lab, kind, "small")];
    const [stick, drive] = [await insert(lab, "stick", kind, fresh), await insert(lab, "work", kind, work)];
    await ask(lab, "open", { name: "work", folder: WORK });
    await writing(EXPORTING).ask(lab);
    await ask(lab, "close", { name: "work" });
    await remove(lab, "stick", stick);
    await remove(lab, "work", drive);
    return fresh;
  });
  return image.copy();
}

/** A drive with a workspace on it, as on a PC whose second disk or stick is FAT. */
function workDrive(lab: Lab, kind: Kind, office: Office): Promise<DriveImage> {
  const made = lab.once(`work ${kind} ${office}`, async () => {
    const sizeBytes = 64 * MIB;
    const image = openImage(makeEmpty(join(lab.folder, `work.${kind}`), kind, sizeBytes), sizeBytes);
    const drive = await insert(lab, "work", kind, image);
    await ask(lab, "copy", { from: join(lab.offices, office), to: WORK });
    await remove(lab, "work", drive);
    return image;
  });
  return made.then((image) => image.copy());
}

async function recordWork(lab: Lab, kind: Kind, work: Work): Promise<Recorded> {
  const journal: Noted[] = [];
  const stickImage = await work.stick(lab, kind);
  const workImage = await workDrive(lab, kind, work.office);
  const started = { stick: stickImage.copy(), work: workImage.copy() };
  const stick = await insert(lab, "stick", kind, stickImage, { journal });
  const drive = await insert(lab, "work", kind, workImage, { journal });
  await ask(lab, "open", { name: "work", folder: WORK });
  const before = await stateOf(lab, "work");
  const from = journal.length;
  await work.ask(lab);
  const saidAt = journal.length;
  const after = await stateOf(lab, "work");
  await ask(lab, "close", { name: "work" });
  await remove(lab, "work", drive);
  await remove(lab, "stick", stick);
  return { ...started, journal, from, saidAt, before, after };
}

function cutWhile(kind: Kind, work: Work, moments: number, judge: (lab: Lab, at: Judged) => Promise<string>): readonly Check[] {
  return Array.from({ length: moments }, (_, moment) => moment).flatMap((moment) =>
    CUTS.map((cut) => ({
      name: `${kind}: power cut while ${work.name}, moment ${moment + 1} of ${moments}, ${cut === "all" ? "all that was written" : "only what was flushed"}`,
      run: async (lab: Lab) => {
        const recorded = await lab.once(`recorded ${kind} ${work.name}`, () => recordWork(lab, kind, work));
        // The last moment but one is the instant at which it was said; the last, when both drives were taken out.
        const steps = moments - 2;
        const during = recorded.from + Math.round(((recorded.saidAt - recorded.from) * moment) / steps);
        const count = moment > steps ? recorded.journal.length : during;
        const stateOfDrive = (drive: "stick" | "work") => stateAfter(recorded[drive], drive, recorded.journal, count, cut);
        const said = count >= recorded.saidAt;
        const seen = await judge(lab, { kind, recorded, said, stick: stateOfDrive("stick"), work: stateOfDrive("work") });
        return `after ${count - recorded.from} of ${recorded.saidAt - recorded.from}${said ? ", said" : ""}: ${seen}`;
      },
    })),
  );
}

type Judged = Readonly<{ kind: Kind; recorded: Recorded; said: boolean; stick: DriveImage; work: DriveImage }>;

/**
 * Starts the program over the workspace as the power cut left it. FAT has no journal: where the cut left the file system itself in
 * pieces, the system locks the drive, the program says so and asks to have it checked and repaired, and that is done.
 */
async function reopened(lab: Lab, { kind, work }: Judged, use: () => Promise<string>): Promise<string> {
  const drive = await insert(lab, "work", kind, work);
  const opened = await attempt(lab, "open", { name: "work", folder: WORK });
  const found = opened.code === undefined ? await attempt(lab, "state", { name: "work" }) : opened;
  if (found.code === "disk-read-only") {
    await attempt(lab, "close", { name: "work" });
    await remove(lab, "work", drive);
    const mended = await insert(lab, "work", kind, repair(lab, kind, work));
    await ask(lab, "open", { name: "work", folder: WORK });
    return `${await used(lab, mended, use)}, after the system had repaired the drive`;
  }
  assert.equal(found.code, undefined, `${found.code} ${found.message}`);
  return used(lab, drive, use);
}

async function used(lab: Lab, drive: Plugged, use: () => Promise<string>): Promise<string> {
  const seen = await use();
  await ask(lab, "close", { name: "work" });
  await remove(lab, "work", drive);
  return seen;
}

async function judgeWriting(lab: Lab, at: Judged, own: RegExp): Promise<string> {
  const written = judgeStick(await lookAt(lab, at.kind, at.stick), at.said, own);
  if (at.said) assert.equal(fsck(lab, at.kind, at.stick), "");
  return reopened(lab, at, async () => {
    const stick = { kind: at.kind, image: at.stick };
    return `${written.length} there${await judgeExporter(lab, "work", at.recorded.before, at.said, written, stick)}`;
  });
}

/** Entries and log are as before or as after. */
async function judgeWorkspace(lab: Lab, { recorded, said }: Judged): Promise<boolean> {
  const state = await stateOf(lab, "work");
  const isAfter = state.entriesDigest === recorded.after.entriesDigest;
  if (said) assert.ok(isAfter, "what was said is not there");
  assert.deepEqual(state, isAfter ? recorded.after : recorded.before);
  return isAfter;
}

async function judgeRecord(lab: Lab, at: Judged): Promise<string> {
  return reopened(lab, at, async () => ((await judgeWorkspace(lab, at)) ? "as after" : "as before"));
}

/** What was not read is read again from the same stick, and both come to the same. */
async function judgeImport(lab: Lab, at: Judged): Promise<string> {
  return reopened(lab, at, async () => {
    const isAfter = await judgeWorkspace(lab, at);
    const stick = await insert(lab, "stick", at.kind, at.stick);
    await IMPORT.ask(lab);
    await remove(lab, "stick", stick);
    const state = await stateOf(lab, "work");
    assert.deepEqual([state.problems, state.entriesDigest], [[], at.recorded.after.entriesDigest]);
    return isAfter ? "as after" : "as before";
  });
}

export const powerCutWhileWriting = (kind: Kind, what: Writing, moments: number): readonly Check[] =>
  cutWhile(kind, writing(what), moments, (lab, at) => judgeWriting(lab, at, what.own));
export const powerCutWhileRecording = (kind: Kind, moments: number): readonly Check[] =>
  cutWhile(kind, RECORD, moments, judgeRecord);
export const powerCutWhileImporting = (kind: Kind, moments: number): readonly Check[] =>
  cutWhile(kind, IMPORT, moments, judgeImport);
