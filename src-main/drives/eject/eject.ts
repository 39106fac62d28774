// Lets go of a drive: what was written is flushed by the system before it says that the drive is gone.
import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { tryStart } from "../../disk/threads/try-start.ts";
import { Problem } from "../../domain/problem.ts";
import { ejectAttempts, type Attempt } from "./eject-commands.ts";
import type { Drive } from "../find/known-drives.ts";
import { deviceOf } from "../system/letters.ts";

/** Longer than a slow stick takes to flush what systems keep back; longer than a person looks at a window. */
const MOST_MS = { program: 60_000, person: 300_000 };
const LOOK_EVERY_MS = 500;
/** How long a drive may be in use before a person is told: a virus scanner or an index reads for some seconds what was just written. */
const BUSY_MS = 8000;

/**
 * Tries the system's programs in turn, and again while the drive is in use.
 *
 * @param busyMs how long it is tried again
 * @throws {Problem} `drive-not-ejected`: still in use, or the system does not let this user
 */
export async function ejectDrive(
  drive: Pick<Drive, "path" | "name" | "device">,
  platform: NodeJS.Platform = process.platform,
  busyMs = BUSY_MS,
): Promise<void> {
  const attempts = ejectAttempts(platform, drive);
  const asksPerson = attempts.every(({ person }) => person);
  const until = performance.now() + busyMs;
  let causes = await tryOnce(attempts, drive.path);
  while (causes !== undefined && !asksPerson && performance.now() < until) {
    await pause(LOOK_EVERY_MS);
    causes = await tryOnce(attempts, drive.path);
  }
  if (causes !== undefined) throw new Problem("drive-not-ejected", { name: drive.name }, { cause: new AggregateError(causes) });
}

/** Why each attempt failed; undefined once one has let the drive go. */
async function tryOnce(attempts: readonly Attempt[], path: string): Promise<readonly unknown[] | undefined> {
  const causes: unknown[] = [];
  for (const attempt of attempts) {
    const failure = await (attempt.person ? askPerson(attempt, path) : run(attempt, MOST_MS.program).ended);
    if (failure === undefined) return undefined;
    causes.push(failure);
  }
  return causes;
}

/** Opens the system's window and waits until the drive is gone, or the window is; nothing else says what was done there. */
async function askPerson(attempt: Attempt, path: string): Promise<unknown> {
  const isThere = async () => (await deviceOf(path)) !== undefined;
  if (!(await isThere())) return new Error("there is no such drive");
  const { ended, end } = run(attempt, MOST_MS.person);
  const looking = { timer: undefined as NodeJS.Timeout | undefined };
  const gone = new Promise<void>((resolve) => {
    looking.timer = setInterval(() => void isThere().then((there) => there || resolve()), LOOK_EVERY_MS);
  });
  const failure = await Promise.race([ended, gone]);
  clearInterval(looking.timer);
  end();
  return (await isThere()) ? (failure ?? new Error("the drive is still there")) : undefined;
}

/** Starts a program. `ended`: with its failure, if it failed. */
function run({ program, args, person }: Attempt, timeout: number): Readonly<{ ended: Promise<Error | undefined>; end(): void }> {
  const { promise, resolve } = Promise.withResolvers<Error | undefined>();
  const options = { timeout, windowsHide: !person, shell: false };
  const child = tryStart(() => execFile(program, [...args], options, (failure) => resolve(failure ?? undefined)));
  if (child instanceof Error) return { ended: Promise.resolve(child), end: () => undefined };
  return { ended: promise, end: () => void child.kill() };
}
