// Who works at this PC: persons with a PIN, hand-over to the next one, a forgotten PIN. Names are records; PINs lie in the key file.
import { formatLocalDateTime } from "../../domain/campaign/local-time.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import { isStrongPin, MIN_PIN_LENGTH } from "../../domain/trust/pin.ts";
import { Problem } from "../../domain/problem.ts";
import { uuidV7 } from "../../domain/feed/record-id.ts";
import type { Needs } from "../workspace.ts";
import type { FactReader, FactWriter } from "../ports/store/facts.ts";
import type { RecordReader, RecordWriter } from "../ports/store/records.ts";

type PeopleNeeds = Needs<FactWriter & RecordWriter, "campaign" | "keys" | "world">;

type PeopleReads = Needs<FactReader & RecordReader, "keys">;

/** A person of this office. `here`: has a PIN on this PC; `working`: the one who works now; `leftOn`: day of leaving. */
export type Person = Readonly<{
  person: string;
  name: string;
  post: string;
  mayRelease: boolean;
  here: boolean;
  working: boolean;
  leftOn: string | null;
}>;

export type NewPerson = Readonly<{ name: string; post?: string; mayRelease?: boolean }>;

/** All persons of this office that are known here, those with a PIN on this PC first, by name. */
export function listPeople(ws: PeopleReads): readonly Person[] {
  const { unit, person: working } = ws.store.facts();
  const holders = new Set(ws.keys.people());
  const known = ws.store.allRecords({ kind: "person", unit });
  const people = known.map(({ record, value }) => personOf(record, value ?? {}, holders, working));
  const named = new Set(people.map(({ person }) => person));
  const nameless = [...holders].filter((holder) => !named.has(holder));
  return [...people, ...nameless.map((holder) => personOf(holder, {}, holders, working))].sort(
    (a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name, "zh-Hans-CN"),
  );
}

type Said = Partial<ValueOf<"person">>;

function personOf(person: string, value: Said, holders: ReadonlySet<string>, working: string): Person {
  const { name = "", post = "", mayRelease = false, leftOn = null } = value;
  return { person, name, post, mayRelease, here: holders.has(person), working: person === working, leftOn };
}

/** The person with a PIN here whom a name or record id means. @throws {Problem} `person-unknown` */
export function personHere(ws: PeopleReads, nameOrId: string): Person {
  const found = listPeople(ws).find((one) => one.here && (one.person === nameOrId || one.name === nameOrId.trim()));
  if (found === undefined) throw new Problem("person-unknown", { name: nameOrId });
  return found;
}

/** Who may release hand-ins at this PC. Nobody: hand-ins need no release. */
export function releasers(ws: PeopleReads): readonly Person[] {
  return listPeople(ws).filter((one) => one.here && one.mayRelease);
}

/**
 * Gives one more person a PIN on this PC.
 *
 * @returns the person's record.
 * @throws {Problem} `person-exists`, `person-many`, `pin-weak`, `pin-missing`, `release-not-yours`
 */
export function addPerson(ws: PeopleNeeds, person: NewPerson, pin: string): string {
  const name = person.name.trim();
  assertStrong(pin);
  const known = listPeople(ws).filter((one) => one.name === name);
  if (known.some((one) => one.here)) throw new Problem("person-exists", { name });
  if (person.mayRelease === true) assertMayGrant(ws);
  const back = known.find((one) => one.post === (person.post ?? "").trim());
  const record = back?.person ?? uuidV7(ws.world.nowMs(), ws.world.randomHex(16));
  // The name is written first: a PIN without a name could not be chosen at the door.
  writePerson(ws, record, { ...person, name });
  ws.keys.setPin(record, pin);
  return record;
}

/** Gives the right to release, or takes it away. @throws {Problem} `person-unknown`, `release-not-yours` */
export function setMayRelease(ws: PeopleNeeds, nameOrId: string, mayRelease: boolean): void {
  const person = personHere(ws, nameOrId);
  assertMayGrant(ws);
  writePerson(ws, person.person, { ...person, mayRelease });
}

/**
 * Takes a person's PIN away; the name stays with what the person wrote.
 *
 * @throws {Problem} `person-unknown`, `person-here`, `person-last`, `release-not-yours`
 */
export function removePerson(ws: PeopleNeeds, nameOrId: string): void {
  const person = personHere(ws, nameOrId);
  if (person.working) throw new Problem("person-here", {});
  if (person.mayRelease) assertMayGrant(ws);
  endPerson(ws, person);
}

/**
 * Hands this PC over: the next person gets a PIN and works here from now on, the PIN of the one before goes.
 *
 * @returns the next person's record.
 * @throws {Problem} as {@link addPerson}
 */
export function handOver(ws: PeopleNeeds, next: NewPerson, pin: string): string {
  const before = listPeople(ws).find((one) => one.working);
  const record = addPerson(ws, next, pin);
  ws.keys.unlock(pin, record);
  if (before?.here === true) endPerson(ws, before);
  return record;
}

/** @throws {Problem} `pin-wrong`, `pin-wait`, `pin-weak` */
export function changePin(ws: Needs<FactReader, "keys">, old: string, pin: string): void {
  const { person } = ws.store.facts();
  assertStrong(pin);
  ws.keys.holderOf(old, person);
  ws.keys.unlock(old, person);
  ws.keys.setPin(person, pin);
}

/**
 * Takes a new key for this PC, because no PIN of the old one is known. The data stay; the county has to approve the new key from
 * sealed paper like that of any PC. Everyone else's PIN goes with the old key.
 *
 * @returns how many entries that were never handed in were written again under the new key.
 * @throws {Problem} `key-of-root`, `person-unknown`, `pin-weak`
 */
export async function renewPcKey(ws: PeopleNeeds, nameOrId: string, pin: string): Promise<number> {
  const { root, selfKey } = ws.store.facts();
  if (root === selfKey) throw new Problem("key-of-root", {});
  assertStrong(pin);
  const person = personHere(ws, nameOrId);
  const done = { written: 0 };
  await ws.keys.renew(person.person, pin, ({ key, recipient }) => {
    done.written = ws.store.renewKey(key, recipient);
  });
  return done.written;
}

function endPerson(ws: PeopleNeeds, person: Person): void {
  const today = formatLocalDateTime(ws.world.nowMs(), ws.campaign().calendar.offsetMinutes).slice(0, 10);
  writePerson(ws, person.person, { ...person, leftOn: today });
  ws.keys.dropPin(person.person);
}

function writePerson(
  ws: Needs<FactReader & RecordWriter>,
  record: string,
  person: NewPerson & Readonly<{ leftOn?: string | null }>,
): void {
  const { unit, role } = ws.store.facts();
  const post = (person.post ?? "").trim();
  const value: JsonObject = {
    name: person.name.trim(),
    ...(post !== "" && { post }),
    ...(person.mayRelease === true && { mayRelease: true }),
    ...(typeof person.leftOn === "string" && { leftOn: person.leftOn }),
  };
  ws.store.append([{ kind: "person", record, unit, audience: role === "unit" ? "county" : "own", value }]);
}

/** Once somebody may release, only such a person says who else may. @throws {Problem} `release-not-yours` */
function assertMayGrant(ws: PeopleReads): void {
  const may = releasers(ws);
  if (may.length > 0 && !may.some((one) => one.working)) throw new Problem("release-not-yours", { names: namesOf(may) });
}

/** Names for a sentence. */
export function namesOf(people: readonly Person[]): string {
  return people.map(({ name }) => name).join("、");
}

function assertStrong(pin: string): void {
  if (!isStrongPin(pin)) throw new Problem("pin-weak", { least: MIN_PIN_LENGTH });
}
