// What of a record is personal. Every field of every kind says it in its schema, and whoever sends unsealed asks here. Pure.
import { z } from "zod";
import type { Json, JsonObject } from "../json.ts";
import { isFilled } from "./filled.ts";

/**
 * `personal`: a name, a telephone number or the like. `open`: anything else; free text is open, and may name people all the same.
 * `fileName`: personal unless a camera or a program gave it. `declared`: the campaign's own fields, which say it themselves.
 */
export type Privacy = "personal" | "open" | "fileName" | "declared";

const MARKS = z.registry<{ privacy: Privacy }>();

function marked<S extends z.ZodType>(schema: S, privacy: Privacy): S {
  const copy = schema.clone();
  MARKS.add(copy, { privacy });
  return copy;
}

export const personal = <S extends z.ZodType>(schema: S): S => marked(schema, "personal");
export const open = <S extends z.ZodType>(schema: S): S => marked(schema, "open");
export const fileName = <S extends z.ZodType>(schema: S): S => marked(schema, "fileName");
export const declared = <S extends z.ZodType>(schema: S): S => marked(schema, "declared");

/** A field of a schema: its members from the top, `*` for every element or key; `privacy` undefined where nothing says it. */
export type Field = Readonly<{ path: readonly string[]; privacy: Privacy | undefined }>;

/** Every field that holds something itself, in the schema's order. */
export function fieldsOf(schema: z.ZodType, path: readonly string[] = []): readonly Field[] {
  const privacy = MARKS.get(schema)?.privacy;
  const within = privacy === undefined ? partsOf(schema) : [];
  if (within.length === 0) return [{ path, privacy }];
  return within.flatMap(([member, part]) => fieldsOf(part, member === undefined ? path : [...path, member]));
}

type Part = readonly [member: string | undefined, schema: z.ZodType];

function partsOf(schema: z.ZodType): readonly Part[] {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape);
  if (schema instanceof z.ZodArray) return [["*", schema.element as z.ZodType]];
  if (schema instanceof z.ZodRecord) return [["*", schema.valueType as z.ZodType]];
  if (schema instanceof z.ZodUnion) return schema.options.map((option): Part => [undefined, option as z.ZodType]);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly || schema instanceof z.ZodNullable)
    return [[undefined, schema.unwrap() as z.ZodType]];
  return [];
}

/**
 * Whether a value has a filled personal field.
 *
 * @param isOpen of a field that the campaign declares, by its id
 */
export function holdsPersonal(fields: readonly Field[], value: JsonObject, isOpen: (field: string) => boolean): boolean {
  return fields.some(({ path, privacy }) => {
    if (privacy === "open") return false;
    return membersAt(value, path).some(([name, member]) => {
      if (!isFilled(member)) return false;
      if (privacy === "fileName") return !saysNothing(member);
      return privacy !== "declared" || !isOpen(name);
    });
  });
}

type Member = readonly [name: string, value: Json];

function membersAt(value: Json, path: readonly string[], name = ""): readonly Member[] {
  const [step, ...rest] = path;
  if (step === undefined) return [[name, value]];
  if (typeof value !== "object" || value === null) return [];
  const members = step === "*" ? Object.entries(value) : Object.entries(value).filter(([key]) => key === step);
  return members.flatMap(([key, member]) => membersAt(member, rest, key));
}

/** Names that cameras, telephones and messengers give: a mark of theirs and figures, or a time or a short number alone. */
const GIVEN = [
  /^(?:IMG|DSC|DSCF|DSCN|PIC|PXL|MVIMG|VID|MOV|REC|wx_camera|mmexport|Screenshot|微信图片|微信视频)[-_ ]?\d[\d_-]*(?: ?\(\d+\))?\.[0-9A-Z]{1,8}$/i,
  /^(?:\d{1,6}|20\d{6}[-_]?\d{6,9})(?: ?\(\d+\))?\.[0-9A-Z]{1,8}$/i,
];

/** Whether a file's name tells nothing about anybody. */
function saysNothing(name: Json): boolean {
  return typeof name === "string" && GIVEN.some((form) => form.test(name));
}
