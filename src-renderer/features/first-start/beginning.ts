// What is asked at first start, and what of it is missing. Pure.
import type { Role, SessionState } from "../../../src-main/api/session/contract.ts";

/** What can be begun on this PC: nothing was open yet, or what was open last cannot be opened. */
export type FirstStartState = Extract<SessionState, { stage: "first-start" | "troubled" }>;
export type TroubledState = Extract<SessionState, { stage: "troubled" }>;
export type Locked = Extract<SessionState, { stage: "locked" }>;

export type Beginning = Readonly<{
  campaign: string | undefined;
  unit: string | undefined;
  person: string;
  post: string;
  device: string;
  pin: string;
  pinAgain: string;
}>;

/** Fewest characters of a PIN; common ones are refused by the data side. */
const PIN_LEAST = 6;

/** The key of a sentence for every member that keeps the start back, in the order of the form. */
export function faultsOf(value: Beginning, role: Role): Readonly<Partial<Record<keyof Beginning, string>>> {
  const faults: Partial<Record<keyof Beginning, string>> = {};
  if (role === "unit" && value.unit === undefined) faults.unit = "missing.unit";
  if (value.person.trim() === "") faults.person = "missing.person";
  if (value.device.trim() === "") faults.device = "missing.device";
  if ([...value.pin].length < PIN_LEAST) faults.pin = "missing.pin";
  else if (value.pin !== value.pinAgain) faults.pinAgain = "missing.pinAgain";
  return faults;
}
