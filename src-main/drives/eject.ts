// Lets go of a drive: what was written is flushed by the system before it says that the drive is gone.
import { execFile } from "node:child_process";
import { tryStart } from "../disk/try-start.ts";
import { Problem } from "../domain/problem.ts";
import { ejectAttempts, type Attempt } from "./eject-commands.ts";
import type { Drive } from "./known-drives.ts";
import { deviceOf } from "./letters.ts";

/** Longer than a slow stick takes to flush what systems keep back; longer than a person looks at a window. */
const MOST_MS = { program: 60_000, person: 300_000 };
const LOOK_EVERY_MS = 500;

/** @throws {Problem} `drive-not-ejected`: still in use, or the system does not let this user */
export async function ejectDrive(
  drive: Pick<Drive, "path" | "name" | "device">,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const causes: unknown[] = [];
  for (const attempt of ejectAttempts(platform, drive)) {
    const failure = await (attempt.person ? askPerson(attempt, drive.path) : run(attempt, MOST_MS.program).ended);
    if (failure === undefined) return;
    causes.push(failure);
  }
  throw new Problem("drive-not-ejected", { name: drive.name }, { cause: new AggregateError(causes) });
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
