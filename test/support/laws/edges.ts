// Values at the edges of what a schema admits: the shortest and the longest texts, the smallest and the largest numbers, nothing and much
// of a list, letters that no terminal should see. Drawn from the schemas themselves, so that no limit is written down twice.
import fc from "fast-check";
import type { z } from "zod";
import { admits } from "../../../src-main/domain/kinds/parts.ts";

/** What a member of that name is drawn from instead, where a schema says less than what there is. */
export type Pool = Readonly<Record<string, fc.Arbitrary<unknown>>>;

type Def = Readonly<{
  type: string;
  shape?: Readonly<Record<string, z.ZodType>>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  options?: readonly z.ZodType[];
  values?: readonly unknown[];
  entries?: Readonly<Record<string, string>>;
  in?: z.ZodType;
  checks?: readonly Readonly<{ _zod: Readonly<{ def: Check }> }>[];
  format?: string;
  pattern?: RegExp;
}>;

type Check = Readonly<{
  check: string;
  minimum?: number;
  maximum?: number;
  value?: number;
  inclusive?: boolean;
  format?: string;
  pattern?: RegExp;
}>;

const MOST_ITEMS = 3;

/** Texts that are one of the formats that entries and answers have. */
const FORMATTED = [
  "620724105",
  "620724001",
  "21101",
  "weekly:1",
  "weekly",
  "A".repeat(24),
  "z".repeat(40),
  "__proto__",
  "constructor",
  "0".repeat(64),
  "ab".repeat(32),
  "0".repeat(16),
  "0".repeat(32),
  `age1${"q".repeat(58)}`,
  "13800000000",
  "image/jpeg",
  "2021-06-01",
  "0000-01-01",
  "9999-12-31",
  "2021-06-01T09:00",
  "9999-12-31T23:59",
  "00000000-0000-7000-8000-000000000001",
];

/** Letters that a sender may put into any text. */
const ODD_TEXTS = [
  "\u001b]0;x\u0007\u001b[2J",
  "\u202enpp.exe\u2066",
  "行\r\n假行\t",
  "=1+1",
  "<script>",
  "安",
  "%E0%A4%A",
  "../../x",
];

/** Draws what the schema admits. @param pool by the name of a member. */
export function edgesOf(schema: z.ZodType, pool: Pool = {}): fc.Arbitrary<unknown> {
  return edges(schema, pool).filter((value) => admits(schema, value));
}

function edges(schema: z.ZodType, pool: Pool): fc.Arbitrary<unknown> {
  const def = (schema as unknown as { _zod: { def: Def } })._zod.def;
  const inner = (one: z.ZodType | undefined) => edges(one as z.ZodType, pool);
  const known: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    string: () => texts(schema, def),
    number: () => numbers(def),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
    literal: () => fc.constantFrom(...(def.values ?? [])),
    enum: () => fc.constantFrom(...Object.values(def.entries ?? {})),
    unknown: () => fc.constantFrom("x", 1, null),
    optional: () => fc.option(inner(def.innerType), { nil: undefined, freq: 3 }),
    nullable: () => fc.option(inner(def.innerType), { nil: null, freq: 3 }),
    readonly: () => inner(def.innerType),
    default: () => inner(def.innerType),
    pipe: () => inner(def.in),
    lazy: () => fc.constantFrom("x", 1, null, ["x"], {}),
    union: () => fc.oneof(...(def.options ?? []).map(inner)),
    array: () => lists(def, inner(def.element)),
    record: () => fc.array(fc.tuple(inner(def.keyType), inner(def.valueType)), { maxLength: MOST_ITEMS }).map(asRecord),
    object: () => objects(def, pool),
  };
  const drawn = known[def.type]?.();
  if (drawn === undefined) throw new Error(`edges: no ${def.type}`);
  return drawn;
}

function asRecord(entries: readonly (readonly [unknown, unknown])[]): unknown {
  return Object.fromEntries(entries as readonly (readonly [string, unknown])[]);
}

function objects(def: Def, pool: Pool): fc.Arbitrary<unknown> {
  const members = Object.entries(def.shape ?? {});
  const drawn = fc.record(Object.fromEntries(members.map(([name, schema]) => [name, memberOf(name, schema, pool)])));
  return drawn.map((value) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)));
}

function memberOf(name: string, schema: z.ZodType, pool: Pool): fc.Arbitrary<unknown> {
  const given = Object.hasOwn(pool, name) ? pool[name] : undefined;
  if (given === undefined) return edges(schema, pool);
  return given.filter((value) => admits(schema, value));
}

function checksOf(def: Def): readonly Check[] {
  return (def.checks ?? []).map(({ _zod }) => _zod.def);
}

function texts(schema: z.ZodType, def: Def): fc.Arbitrary<unknown> {
  const checks = checksOf(def);
  const least = Math.max(0, ...checks.map(({ minimum }) => minimum ?? 0));
  const most = Math.min(60_000, ...checks.map(({ maximum }) => maximum ?? Number.MAX_SAFE_INTEGER));
  const filled = ODD_TEXTS.map((text) => text.repeat(Math.ceil(most / text.length)).slice(0, most));
  const candidates = [...ODD_TEXTS, ...filled, "安".repeat(least), "", ...FORMATTED];
  const fitting = candidates.filter((text) => text.isWellFormed() && admits(schema, text));
  if (fitting.length === 0)
    throw new Error(`edges: no text for ${checks.map((one) => String(one.pattern ?? one.check)).join(" ")}`);
  return fc.constantFrom(...fitting);
}

function numbers(def: Def): fc.Arbitrary<unknown> {
  const checks = checksOf(def);
  const bound = (check: string) => checks.flatMap((one) => (one.check === check && one.value !== undefined ? [one.value] : []));
  const least = Math.max(Number.MIN_SAFE_INTEGER, ...bound("greater_than"));
  const most = Math.min(Number.MAX_SAFE_INTEGER, ...bound("less_than"));
  return fc.constantFrom(
    least,
    most,
    Math.max(least, 0),
    Math.max(least, Math.min(most, 12)),
    Math.max(least, Math.min(most, 10 ** 12)),
  );
}

function lists(def: Def, element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const checks = checksOf(def);
  const minLength = Math.max(0, ...checks.map(({ minimum }) => minimum ?? 0));
  const most = Math.min(MOST_ITEMS, ...checks.map(({ maximum }) => maximum ?? MOST_ITEMS));
  return fc.array(element, { minLength, maxLength: Math.max(minLength, most) });
}
