// PCs with several persons, opened as at their door.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openWorkspace, type WorkspaceHandle } from "../../../src-main/compose/door.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { addPerson, listPeople } from "../../../src-main/usecases/trust/people.ts";
import { openOffice, PIN, seasonClock, surroundingsOf, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** PINs of the persons after the first. */
export const SECOND = "接手的人 9!k";
export const THIRD = "站长自己的 7$m";

/** Opens a workspace as the program does at its door: locked, then with a PIN. `uptime` is how long the PC has been on. */
export async function door(folder: string, uptime: { ms: number } = { ms: 0 }): Promise<WorkspaceHandle> {
  const office = await openWorkspace(folder, undefined, { ...surroundingsOf(seasonClock()), uptimeMs: () => uptime.ms });
  onTestFinished(() => office.close());
  return office;
}

/** A person as the list shows them. */
export const named = (ws: Workspace, name: string) => listPeople(ws).find((one) => one.name === name);

/** The activities as they stand. */
export const contents = (ws: Workspace) =>
  ws.store
    .records({ kind: "activity", unit: TOWN, limit: 1000 })
    .records.map(({ record: id, value, conflicts, waiting }) => ({ id, value, conflicts, waiting }));

/** A closed township of two persons. */
export async function townWithTwo(): Promise<Readonly<{ folder: string; first: string; second: string }>> {
  const folder = join(await tempFolder(), "镇");
  const office = await openOffice(folder, TOWN);
  office.ws.keys.unlock(PIN);
  const second = addPerson(office.ws, { name: "王主任", post: "安监站长" }, SECOND);
  const first = office.ws.store.facts().person;
  await office.close();
  return { folder, first, second };
}
