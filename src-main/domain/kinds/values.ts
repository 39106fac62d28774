// What the values of each kind are, as their schemas say, and where that may be relied on. Pure.
import type { z } from "zod";
import type { JsonObject } from "../json.ts";
import { isValidValue, KINDS, type Kind, type KindName } from "./kinds.ts";

/** As a schema infers it, never changed, and without members that are there and undefined: JSON knows none. */
type Frozen<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : { readonly [Name in keyof T]: Frozen<Exclude<T[Name], undefined>> };

/**
 * Of a kind with two versions of its schema: surely there is what both have. A merge of both may hold members of the one beside those
 * of the other.
 */
type Either<A, B> = Pick<A, keyof A & keyof B> & Partial<Omit<A, keyof B> & Omit<B, keyof A>>;

type Told<T> =
  T extends Kind<infer S, infer P>
    ? [P] extends [never]
      ? Frozen<z.infer<S>>
      : Either<Frozen<z.infer<S>>, Frozen<z.infer<P>>>
    : never;

/**
 * A value of a kind: its members and their types. Lengths, patterns and rules between members are no part of it: a merge may break
 * them (需核对). Of a kind that is known only at run time it is any JSON object.
 */
export type ValueOf<K extends string> = K extends KindName ? Told<(typeof KINDS)[K]> : JsonObject;

/** A value that nobody judged (of a draft, of a version that may count or not), where it satisfies the schema of a kind. */
export function valueIn<K extends KindName>(kind: K, value: JsonObject | null | undefined): ValueOf<K> | undefined {
  return value && isValidValue(KINDS[kind], value) ? asShown(kind, value) : undefined;
}

/**
 * The one place where a value takes its kind's type without being parsed again. It holds for what the projection shows or counts: that
 * is merged of versions that each passed the schema of their kind (`good`), member by member, and no merge gives a member another type
 * than one of its sides has, or leaves out one that all sides have. test/domain/kinds/values.test.ts plays that for every kind.
 */
export function asShown<K extends string>(_kind: K, value: JsonObject): ValueOf<K> {
  return value as ValueOf<K>;
}

/** What makes a row of the projection one of a kind. */
export type Of<K extends KindName> = Readonly<{ kind: K; value: ValueOf<K> | null }>;

/** Whether a row of the projection is of a kind; its value is then, by the same law, of that kind. */
export function isOf<K extends KindName, Row extends Readonly<{ kind: string; value: JsonObject | null }>>(
  row: Row,
  kind: K,
): row is Row & Of<K> {
  return row.kind === kind;
}

/** A file as a record names it: wherever a kind has `attachments`, they are of one schema. */
export type Attachment = ValueOf<"activity">["attachments"][number];

/** The files that a value names which is shown, of whatever kind. */
export function attachmentsShown(value: JsonObject | null): readonly Attachment[] {
  const { attachments }: { readonly attachments?: readonly Attachment[] } = asShown("activity", value ?? {});
  return attachments ?? [];
}
