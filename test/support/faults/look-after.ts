// What must hold after a piece of work that was cut off or refused: the old or the new state, whole; nothing left at the next start;
// doing it again comes to what an undisturbed run comes to.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace, restoreWorkspace } from "../../../src-main/compose/door.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { isInMaking } from "../../../src-main/compose/workspace/half-made.ts";
import { STORE_FILE } from "../../../src-main/session/current/workspace-names.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { readBackBundle } from "../../../src-main/usecases/sending/drive/read-back.ts";
import { filesBelow, leftovers } from "../offices/disk-state.ts";
import { PIN, seasonClock, surroundingsOf } from "../offices/office.ts";
import { OLDER_VERSION } from "../offices/older-store.ts";
import { doWork, MADE_BACKUP, MADE_WORKSPACE, placeFor, WORKS, type Place, type Stage, type WorkName } from "./works.ts";

/** What a workspace holds without times and ids, which differ from run to run, and what is wrong with it. */
type Look = Readonly<{ holds: string; wrong: readonly string[]; unnamed: number }>;

/** The workspace before the work and after an undisturbed run of it; `made`: the one that the work made on the drive. */
export type Known = Readonly<{ before: string; whole: string; made: string }>;

const KNOWN = new WeakMap<Stage, Map<WorkName, Promise<Known>>>();

/** Looked at once for all rounds on a stage. */
export function knownOf(stage: Stage, name: WorkName): Promise<Known> {
  const known = KNOWN.get(stage) ?? new Map<WorkName, Promise<Known>>();
  KNOWN.set(stage, known);
  const found = known.get(name) ?? runWhole(name, placeFor(stage, name, "untouched"), placeFor(stage, name, "whole"));
  known.set(name, found);
  return found;
}

/** Runs the work undisturbed in one place, and looks at another as it was before. */
async function runWhole(name: WorkName, untouched: Place, done: Place): Promise<Known> {
  await doWork(name, done, () => Promise.resolve());
  const [before, whole] = [await lookAt(untouched.home), await lookAt(done.home)];
  const made = WORKS[name].makes === "workspace" ? (await lookAt(join(done.out, MADE_WORKSPACE))).holds : "";
  const wrong = [...before.wrong, ...whole.wrong, ...(await wrongOnDrive(name, done, made))];
  if (wrong.length > 0) throw new Error(`${name} without any fault: ${wrong.join("; ")}`);
  return { before: before.holds, whole: whole.holds, made };
}

/** @returns what is wrong at the next start, and after the work was done again where it had not come to its end. */
export async function wrongAfter(name: WorkName, place: Place, known: Known): Promise<readonly string[]> {
  const found = await lookAt(place.home);
  const wrong = [...found.wrong, ...stateFaults(name, found.holds, known), ...(await wrongOnDrive(name, place, known.made))];
  const isDone = found.holds === known.whole && (WORKS[name].makes === undefined || madeIn(place).length > 0);
  if (isDone && found.unnamed > 0) return [...wrong, `${found.unnamed} originals that nothing names`];
  if (wrong.length > 0 || isDone) return wrong;
  try {
    await doWork(name, place, () => Promise.resolve());
  } catch (cause) {
    return [`cannot be done again: ${describe(cause)}`];
  }
  const { holds, wrong: still, unnamed } = await lookAt(place.home);
  return [
    ...still,
    ...(holds === known.whole ? [] : [`done again: ${holds}, not ${known.whole}`]),
    ...(unnamed === 0 ? [] : [`${unnamed} originals that nothing names`]),
    ...(await wrongOnDrive(name, place, known.made)),
    ...(WORKS[name].makes === undefined || madeIn(place).length > 0 ? [] : ["nothing on the drive"]),
  ].map((one) => `after going on: ${one}`);
}

export function describe(cause: unknown): string {
  return cause instanceof Problem ? cause.code : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Opens a workspace as the next start does. */
export async function lookAt(home: string): Promise<Look> {
  try {
    const office = await openWorkspace(home, PIN, surroundingsOf(seasonClock()));
    try {
      const { entries, records, media, problems } = await checkWorkspace(office.ws, true, UNWATCHED);
      const wrong = [
        ...problems.map(({ kind, place }) => `${kind} ${place}`),
        ...leftovers(home).map((left) => `left ${left}`),
        ...strays(home).map((left) => `left ${left}`),
      ];
      return {
        holds: `${entries} entries, ${records} records, ${media.named - media.missing} originals`,
        wrong,
        unnamed: media.unnamed,
      };
    } finally {
      await office.close();
    }
  } catch (cause) {
    return { holds: "nothing", wrong: [`does not open: ${describe(cause)}`], unnamed: 0 };
  }
}

const KNOWN_NAMES = /^(anbao\.lock(-journal)?|keys\.json|media|staging|backups)$/;
const KEPT = `${STORE_FILE}.v${OLDER_VERSION}`;

function strays(home: string): readonly string[] {
  const known = [STORE_FILE, `${STORE_FILE}-wal`, `${STORE_FILE}-shm`, KEPT];
  const here = readdirSync(home).filter((entry) => !known.includes(entry) && !KNOWN_NAMES.test(entry));
  return [...here, ...filesBelow(join(home, "backups")).filter((entry) => !entry.endsWith(".db"))];
}

function stateFaults(name: WorkName, holds: string, known: Known): readonly string[] {
  const isBetween = WORKS[name].writesFirst === true && Number.parseInt(holds, 10) <= Number.parseInt(known.whole, 10);
  return isBetween || [known.before, known.whole].includes(holds) ? [] : [`neither old nor new: ${holds}`];
}

/** Unfinished files of a run that was killed say so by their names. */
const UNFINISHED = /\.part(-[0-9a-f]{8})?$/;

/** What lies on the drive under its own name. */
export function madeIn({ out }: Pick<Place, "out">): readonly string[] {
  return readdirSync(out).filter((name) => !UNFINISHED.test(name) && !(name === MADE_WORKSPACE && isHalfMade(join(out, name))));
}

/** A workspace that a killed run did not make to its end: its making is begun anew. */
function isHalfMade(path: string): boolean {
  return isInMaking(path) || filesBelow(path).length === 0;
}

async function wrongOnDrive(name: WorkName, place: Place, made: string): Promise<readonly string[]> {
  const wrong = await Promise.all(madeIn(place).map((file) => wrongIn(WORKS[name].makes, place, file, made)));
  return wrong.flat();
}

async function wrongIn(makes: string | undefined, place: Place, file: string, made: string): Promise<readonly string[]> {
  const path = join(place.out, file);
  if (makes === "workspace" && file === MADE_WORKSPACE) {
    const { holds, wrong } = await lookAt(path);
    return [...wrong, ...(holds === made || made === "" ? [] : [`half: ${holds}, not ${made}`])].map((one) => `${file}: ${one}`);
  }
  if (makes === "backup" && file === MADE_BACKUP) {
    const back = join(place.out, "..", `back-${Math.random()}`);
    return restoreWorkspace(path, back, surroundingsOf(seasonClock()).world, UNWATCHED).then(
      async () => (await lookAt(back)).wrong,
      (cause: unknown) => [`${file}: ${describe(cause)}`],
    );
  }
  if (makes !== "bundle" || !/\.anbao(\.age)?$/.test(file)) return [`left ${file}`];
  const office = await openWorkspace(place.home, PIN, surroundingsOf(seasonClock()));
  try {
    await readBackBundle(office.ws, path, UNWATCHED);
    return [];
  } catch (cause) {
    return [`${file}: ${describe(cause)}`];
  } finally {
    await office.close();
  }
}
