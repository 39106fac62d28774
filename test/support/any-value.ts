// Values as a schema has them, and how far a value is of a schema's shape: read from the schema itself, without the library's parser.
import { fc } from "@fast-check/vitest";
import { z } from "zod";
import { isJsonObject, type Json } from "../../src-main/domain/json.ts";
import type { Kind } from "../../src-main/domain/kinds/kinds.ts";

/** Few texts, so that values often agree in them: each schema takes those that it knows. */
const TEXTS = [
  "a",
  "b",
  "甲某",
  "__proto__",
  "2021-06-01",
  "2021-06-02",
  "2021-06-01T09:30",
  "2021-06-02T10:00",
  ...["a", "b", "c"].map((digit) => digit.repeat(64)),
  ...["q", "p"].map((letter) => `age1${letter.repeat(58)}`),
  ...["5e", "6e"].map((byte) => byte.repeat(16)),
  "13800000000",
  "13900000000",
  "0123456789abcdef",
  "image/jpeg",
];

/** What a stranger puts where it does not belong. */
const HOSTILE: readonly Json[] = [null, false, 7, "x", [], ["x"], [null], {}, { x: 1 }, { feed: [] }];

const membersText = (entries: readonly (readonly [string, Json])[]): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;

/** An object as it is read from a text: a member may be called `__proto__`. */
const objectOf = (entries: readonly (readonly [string, Json])[]): Json => JSON.parse(membersText(entries)) as Json;

/** A value that a schema may have; now and then with something else in one place. */
export function anyValue(schema: z.ZodType): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 30, arbitrary: ownValue(schema) }, { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) });
}

function ownValue(schema: z.ZodType): fc.Arbitrary<Json> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return anyValue(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return anyObject(schema.shape as Shape);
  if (schema instanceof z.ZodArray) return fc.array(anyValue(schema.element as z.ZodType), { minLength: 2, maxLength: 3 });
  if (schema instanceof z.ZodRecord) return anyRecord(schema);
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => anyValue(option as z.ZodType)));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]));
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...([...schema.values] as string[]));
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.integer({ min: 1, max: 3 });
  return fc.constantFrom(...TEXTS.filter((text) => schema.safeParse(text).success));
}

type Shape = Readonly<Record<string, z.ZodType>>;

function anyObject(shape: Shape): fc.Arbitrary<Json> {
  const members = Object.entries(shape).map(([name, schema]) => {
    const value = anyValue(schema).map((one) => [[name, one] as const]);
    return schema instanceof z.ZodOptional ? fc.oneof(value, fc.constant([])) : value;
  });
  return fc.tuple(...members).map((entries) => objectOf(entries.flat()));
}

function anyRecord(schema: z.ZodRecord): fc.Arbitrary<Json> {
  const name = fc.oneof(ownValue(schema.keyType as z.ZodType).map(String), fc.constant("__proto__"));
  return fc.array(fc.tuple(name, anyValue(schema.valueType as z.ZodType)), { maxLength: 3 }).map(objectOf);
}

/** The type of a kind's values: of two versions of its schema, what both ask for is there. */
export function shapeOf({ schema, parts }: Kind): z.ZodType {
  if (!(schema instanceof z.ZodObject) || !(parts instanceof z.ZodObject)) return schema;
  const [one, two] = [schema.shape as Shape, parts.shape as Shape];
  const members = Object.entries({ ...one, ...two });
  return z.object(
    Object.fromEntries(members.map(([name, member]) => [name, one[name] && two[name] ? member : member.optional()])),
  );
}

/** Whether a value has the members and types that a schema names, and no others. */
export function isOfShape(schema: z.ZodType, value: Json | undefined): boolean {
  if (schema instanceof z.ZodOptional) return value === undefined || isOfShape(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodNullable) return value === null || isOfShape(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodObject) return isJsonObject(value) && hasMembers(schema.shape as Shape, value);
  if (schema instanceof z.ZodArray)
    return Array.isArray(value) && value.every((item: Json) => isOfShape(schema.element as z.ZodType, item));
  if (schema instanceof z.ZodRecord)
    return isJsonObject(value) && Object.values(value).every((member) => isOfShape(schema.valueType as z.ZodType, member));
  if (schema instanceof z.ZodUnion) return schema.options.some((option) => isOfShape(option as z.ZodType, value));
  if (schema instanceof z.ZodEnum) return (schema.options as readonly unknown[]).includes(value);
  if (schema instanceof z.ZodLiteral) return [...schema.values].includes(value as string);
  if (schema instanceof z.ZodBoolean) return typeof value === "boolean";
  if (schema instanceof z.ZodNumber) return Number.isSafeInteger(value);
  return typeof value === "string";
}

function hasMembers(shape: Shape, value: Readonly<Record<string, Json>>): boolean {
  const known = Object.keys(value).every((name) => Object.hasOwn(shape, name));
  return known && Object.entries(shape).every(([name, schema]) => isOfShape(schema, value[name]));
}
