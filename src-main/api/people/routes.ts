// 人员与 PIN: who has a PIN here, hand-over, change of PIN, the right to release.
import type { Needs } from "../../usecases/workspace.ts";
import {
  addPerson,
  changePin,
  handOver,
  listPeople,
  releasers,
  removePerson,
  setMayRelease,
} from "../../usecases/trust/people.ts";
import type { Procedures } from "../base.ts";
import type { People } from "./contract.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { RecordReader } from "../../usecases/ports/store/records.ts";

type PeopleRoutesNeeds = Needs<FactReader & RecordReader, "keys">;

export function peopleRoutes({ at, host }: Procedures) {
  const after = (ws: PeopleRoutesNeeds): People => {
    host.changes.ring("session", "settings", "records");
    return view(ws);
  };
  return {
    list: at.people.list.handler(({ context }) => view(context.workspace.ws)),
    add: at.people.add.handler(({ input, context: { workspace } }) => {
      addPerson(workspace.ws, named(input), input.pin);
      return after(workspace.ws);
    }),
    handOver: at.people.handOver.handler(({ input, context: { workspace } }) => {
      handOver(workspace.ws, named(input), input.pin);
      return after(workspace.ws);
    }),
    remove: at.people.remove.handler(({ input, context: { workspace } }) => {
      removePerson(workspace.ws, input.person);
      return after(workspace.ws);
    }),
    setMayRelease: at.people.setMayRelease.handler(({ input, context: { workspace } }) => {
      setMayRelease(workspace.ws, input.person, input.mayRelease);
      return after(workspace.ws);
    }),
    changePin: at.people.changePin.handler(({ input, context: { workspace } }) => {
      changePin(workspace.ws, input.old, input.pin);
      return after(workspace.ws);
    }),
  };
}

type Named = Readonly<{ name: string; post?: string | undefined; mayRelease: boolean }>;

function named({ name, post, mayRelease }: Named) {
  return { name, mayRelease, ...(post !== undefined && { post }) };
}

function view(ws: PeopleRoutesNeeds): People {
  const may = releasers(ws);
  return {
    people: [...listPeople(ws)],
    mayGrant: ws.store.facts().role === "unit" && (may.length === 0 || may.some(({ working }) => working)),
  };
}
