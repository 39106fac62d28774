// Lets go of a drive: what was written is flushed by the system before it says that the drive is gone.
import { execFile } from "node:child_process";
import { Problem } from "../domain/problem.ts";
import { ejectAttempts, type Attempt } from "./eject-commands.ts";
import type { Drive } from "./known-drives.ts";
import { deviceOf } from "./letters.ts";

/** Longer than a slow stick takes to flush what systems keep back; longer than a person looks at a window. */
const MOST_MS = { program: 60_000, person: 300_000 };

/** @throws {Problem} `drive-not-ejected`: still in use, or the system does not let this user */
export async function ejectDrive(
  drive: Pick<Drive, "path" | "name" | "device">,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const causes: unknown[] = [];
  for (const attempt of ejectAttempts(platform, drive)) {
    const failure = await run(attempt);
    const stays = attempt.person && (await deviceOf(drive.path)) !== undefined;
    if (failure === undefined && !stays) return;
    causes.push(failure ?? new Error("the drive is still there"));
  }
  throw new Problem("drive-not-ejected", { name: drive.name }, { cause: new AggregateError(causes) });
}

function run({ program, args, person }: Attempt): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: person ? MOST_MS.person : MOST_MS.program, windowsHide: !person, shell: false };
    execFile(program, [...args], options, (failure) => resolve(failure ?? undefined));
  });
}
