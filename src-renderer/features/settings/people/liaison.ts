// The liaison between the form (every member a text) and the record. Pure.
import type { LiaisonValue, NewLiaison } from "../../../../src-main/api/liaison/contract.ts";

const MEMBERS = ["name", "gender", "post", "officePhone", "mobile", "chatId", "email", "leader", "remark"] as const;
export type TypedLiaison = Readonly<Record<(typeof MEMBERS)[number], string>>;

const MOBILE = /^1[3-9]\d{9}$/;
const OFFICE_PHONE = /^(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** @param kept of the record, or what was typed before. */
export function typedOf(kept: Readonly<Partial<Record<string, unknown>>> | null): TypedLiaison {
  return Object.fromEntries(MEMBERS.map((member) => [member, textOf(kept?.[member])])) as TypedLiaison;
}

function textOf(member: unknown): string {
  return typeof member === "string" ? member : "";
}

/** Whether what is typed says the same as what was typed before. */
export function isSame(one: TypedLiaison, other: TypedLiaison): boolean {
  return MEMBERS.every((member) => one[member] === other[member]);
}

/** The key of a sentence for every member that is missing or malformed, in the order of the form. */
export function faultsOfLiaison(typed: TypedLiaison): Readonly<Partial<Record<keyof TypedLiaison, string>>> {
  const value = tidy(typed);
  const faults: Partial<Record<keyof TypedLiaison, string>> = {};
  if ([...value.name].length < 2 || [...value.name].length > 20) faults.name = "name";
  if (value.post === "") faults.post = "post";
  if (value.officePhone !== "" && !OFFICE_PHONE.test(value.officePhone)) faults.officePhone = "officePhone";
  if (!MOBILE.test(value.mobile)) faults.mobile = "mobile";
  if (value.email !== "" && !EMAIL.test(value.email)) faults.email = "email";
  return faults;
}

/** The record's value: empty members are left out, what the form does not show is kept. */
export function liaisonFrom(typed: TypedLiaison, kept: LiaisonValue | NewLiaison | null): NewLiaison {
  const value = tidy(typed);
  const filled = Object.fromEntries(MEMBERS.filter((member) => value[member] !== "").map((member) => [member, value[member]]));
  const unseen = Object.fromEntries(Object.entries(kept ?? {}).filter(([member]) => !MEMBERS.some((one) => one === member)));
  return { ...unseen, ...filled } as NewLiaison;
}

/** Full-width digits and stray spaces do not matter. */
function tidy(typed: TypedLiaison): TypedLiaison {
  const phone = (text: string): string => text.normalize("NFKC").replace(/\s/gu, "");
  const trimmed = Object.fromEntries(MEMBERS.map((member) => [member, typed[member].trim()])) as TypedLiaison;
  return { ...trimmed, mobile: phone(trimmed.mobile), officePhone: phone(trimmed.officePhone), email: phone(trimmed.email) };
}
