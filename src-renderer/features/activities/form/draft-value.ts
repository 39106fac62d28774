// Changes of a draft's value. Pure.
import type { DraftValue } from "../../../../src-main/api/drafts/contract.ts";

/** Sets a member, or removes it where the value is undefined; a text that was not understood at its path is forgotten. */
export function withMember<K extends keyof DraftValue>(
  value: DraftValue,
  member: K,
  next: DraftValue[K] | undefined,
): DraftValue {
  const changed: DraftValue = { ...value, raw: withoutKey(value.raw, `/${member}`) };
  if (next === undefined) delete changed[member];
  else changed[member] = next;
  return changed;
}

/** Sets or removes one metric. */
export function withMetric(value: DraftValue, id: string, next: number | undefined): DraftValue {
  const metrics = next === undefined ? withoutKey(value.metrics, id) : { ...value.metrics, [id]: next };
  return { ...value, metrics, raw: withoutKey(value.raw, `/metrics/${id}`) };
}

/** Sets or removes one further field. */
export function withField(value: DraftValue, id: string, next: DraftValue["fields"][string] | undefined): DraftValue {
  const empty = next === undefined || next === "" || (Array.isArray(next) && next.length === 0);
  const fields = empty ? withoutKey(value.fields, id) : { ...value.fields, [id]: next };
  return { ...value, fields, raw: withoutKey(value.raw, `/fields/${id}`) };
}

/** Keeps a text that could not be understood, so that nothing typed is lost; what stood there before is gone. */
export function withRaw(value: DraftValue, path: string, text: string): DraftValue {
  return { ...value, raw: { ...value.raw, [path]: text } };
}

/** A record without one key. */
export function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
