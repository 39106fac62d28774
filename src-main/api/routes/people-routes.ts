// 人员与 PIN: who has a PIN here, hand-over, change of PIN, the right to release.
import type { Desk } from "../../usecases/desk.ts";
import { addPerson, changePin, handOver, listPeople, releasers, removePerson, setMayRelease } from "../../usecases/people.ts";
import type { Procedures } from "../base.ts";
import type { People } from "../contract/people.ts";

export function peopleRoutes({ at, host }: Procedures) {
  const after = (desk: Desk): People => {
    host.changes.ring("session", "settings");
    return view(desk);
  };
  return {
    list: at.people.list.handler(({ context }) => view(context.workspace.desk)),
    add: at.people.add.handler(({ input, context: { workspace } }) => {
      addPerson(workspace.desk, named(input), input.pin);
      return after(workspace.desk);
    }),
    handOver: at.people.handOver.handler(({ input, context: { workspace } }) => {
      handOver(workspace.desk, named(input), input.pin);
      return after(workspace.desk);
    }),
    remove: at.people.remove.handler(({ input, context: { workspace } }) => {
      removePerson(workspace.desk, input.person);
      return after(workspace.desk);
    }),
    setMayRelease: at.people.setMayRelease.handler(({ input, context: { workspace } }) => {
      setMayRelease(workspace.desk, input.person, input.mayRelease);
      return after(workspace.desk);
    }),
    changePin: at.people.changePin.handler(({ input, context: { workspace } }) => {
      changePin(workspace.desk, input.old, input.pin);
      return after(workspace.desk);
    }),
  };
}

type Named = Readonly<{ name: string; post?: string | undefined; mayRelease: boolean }>;

function named({ name, post, mayRelease }: Named) {
  return { name, mayRelease, ...(post !== undefined && { post }) };
}

function view(desk: Desk): People {
  const may = releasers(desk);
  return {
    people: [...listPeople(desk)],
    mayGrant: desk.store.facts().role === "unit" && (may.length === 0 || may.some(({ working }) => working)),
  };
}
