// Which workspace is open: work over the one before is finished before another takes its place.
import { expect, test } from "vitest";
import type { TaskDesk } from "../../src-main/api/host.ts";
import { openTaskDesk } from "../../src-main/api/tasks.ts";
import type { ProgramHome } from "../../src-main/program/home.ts";
import { sitDown, type Seat } from "../../src-main/program/seat.ts";
import type { Workspace } from "../../src-main/program/workspaces.ts";

function openTasks(): TaskDesk {
  const ids = { last: 0 };
  return openTaskDesk(
    () => 0,
    () => `task-${(ids.last += 1)}`,
    () => "id",
  );
}

test("an export that runs is finished before a restored workspace takes the place of the one before", async () => {
  const said: string[] = [];
  const tasks = openTasks();
  const written = Promise.withResolvers<void>();
  const work = async () => {
    await written.promise;
    said.push("exported");
    return { kind: "demo" } as const;
  };
  tasks.start({ kind: "export", subject: null, measure: "bytes", work });
  const restoring = () => new Promise<never>(() => undefined); // the task that sits down, and another
  for (const kind of ["restore", "rebuild"] as const) tasks.start({ kind, subject: null, measure: "bytes", work: restoring });
  const before = { close: () => Promise.resolve(void said.push("closed")) } as unknown as Workspace;
  const after = {} as Workspace;
  const seat: Seat = { workspace: before, folder: "a", demo: false, unlocked: true, trouble: undefined };
  const home = { change: () => void said.push("kept") } as unknown as ProgramHome;
  const sitting = sitDown({ home, tasks }, seat, after, "b", false);
  await new Promise(setImmediate);
  expect([said, seat.workspace]).toEqual([[], before]);
  written.resolve();
  await sitting;
  expect([said, seat.workspace, seat.folder]).toEqual([["exported", "closed", "kept"], after, "b"]);
});
