// Which workspace is open: work over the one before is finished before another takes its place.
import { expect, test } from "vitest";
import type { Tasks } from "../../../src-main/api/host.ts";
import { makeTasks } from "../../../src-main/api/tasks.ts";
import type { ProgramHome } from "../../../src-main/session/current/home.ts";
import { adoptWorkspace, type Session } from "../../../src-main/session/current/session.ts";
import type { WorkspaceHandle } from "../../../src-main/session/current/open-workspaces.ts";

function openTasks(): Tasks {
  const ids = { last: 0 };
  return makeTasks(
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
  const before = { close: () => Promise.resolve(void said.push("closed")) } as unknown as WorkspaceHandle;
  const after = {} as WorkspaceHandle;
  const session: Session = { workspace: before, folder: "a", demo: false, unlocked: true, trouble: undefined };
  const home = { change: () => void said.push("kept") } as unknown as ProgramHome;
  const sitting = adoptWorkspace({ home, tasks }, session, after, "b", false);
  await new Promise(setImmediate);
  expect([said, session.workspace]).toEqual([[], before]);
  written.resolve();
  await sitting;
  expect([said, session.workspace, session.folder]).toEqual([["exported", "closed", "kept"], after, "b"]);
});
