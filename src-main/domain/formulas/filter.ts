// Filters over the members of a ledger record, such as `level == 'major'`: CEL without functions, remembered by what they read.
import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import type { Json } from "../json.ts";
import { Problem } from "../problem.ts";
import { childrenOf, FORMULA_LIMITS } from "./formula.ts";

export type FieldType = "string" | "int" | "bool";
/** The members that a filter may read, by name. A member that a record lacks reads as "", 0 or false. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** The members that a filter reads of a record. */
export type Members = Readonly<Record<string, Json | undefined>>;
/** Whether a record passes. */
export type Filter = (members: Members) => boolean;

const MOST_REMEMBERED = 4096;
/** Names that the language keeps for itself: a filter writes them with `_` at the end, such as `type_`. */
const KEPT_NAMES: ReadonlySet<string> = new Set([
  "type",
  "int",
  "uint",
  "double",
  "bool",
  "string",
  "bytes",
  "list",
  "map",
  "in",
  "null",
]);

/**
 * Compiles a filter; the empty text passes everything.
 *
 * @throws {Problem} `formula-invalid`
 */
export function compileFilter(text: string, fields: FieldTypes): Filter {
  if (text.trim() === "") return () => true;
  const program = parse(text, fields);
  const spellings = new Set(namesIn(program.ast, text));
  const names = Object.keys(fields).filter((name) => spellings.has(spelt(name)));
  return remember(
    names,
    fields,
    (values) => program(Object.fromEntries(names.map((name, at) => [spelt(name), values[at]]))) === true,
  );
}

/** One comparison of a filter. */
export type Comparison = Readonly<{ field: string; is: boolean; values: readonly string[] }>;

/**
 * The comparisons that a filter joins with “and”; one that says more is given whole, as a field without values.
 *
 * @throws {Problem} `formula-invalid`
 */
export function comparisonsOf(text: string, fields: FieldTypes): readonly Comparison[] {
  if (text.trim() === "") return [];
  const parts = conjunction(parse(text, fields).ast).map(comparisonOf);
  return parts.every((part) => part !== undefined) ? parts : [{ field: text, is: true, values: [] }];
}

function conjunction(node: ASTNode): readonly ASTNode[] {
  return node.op === "&&" ? childrenOf(node).flatMap(conjunction) : [node];
}

function comparisonOf(node: ASTNode): Comparison | undefined {
  if (node.op !== "==" && node.op !== "!=" && node.op !== "in") return undefined;
  const [name, right] = childrenOf(node);
  if (name?.op !== "id" || right === undefined) return undefined;
  const values = (right.op === "list" ? childrenOf(right) : [right]).map((value) =>
    value.op === "value" ? String(value.args) : undefined,
  );
  const field = KEPT_NAMES.has(name.args.replace(/_$/, "")) ? name.args.slice(0, -1) : name.args;
  return values.every((value) => value !== undefined) ? { field, is: node.op !== "!=", values } : undefined;
}

function spelt(name: string): string {
  return KEPT_NAMES.has(name) ? `${name}_` : name;
}

type Value = string | bigint | boolean;

function parse(text: string, fields: FieldTypes) {
  const environment = new Environment({ limits: FORMULA_LIMITS });
  for (const [name, type] of Object.entries(fields)) environment.registerVariable(spelt(name), type);
  try {
    const program = environment.parse(text);
    const checked = program.check();
    if (!checked.valid || checked.type !== "bool") throw checked.error ?? new Error("a filter is true or false");
    return program;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Problem("formula-invalid", { formula: text, reason }, { cause: error });
  }
}

function namesIn(node: ASTNode, text: string): readonly string[] {
  if (node.op === "call" || node.op === "rcall")
    throw new Problem("formula-invalid", { formula: text, reason: `${node.args[0]}()` });
  if (node.op === "id") return [node.args];
  return childrenOf(node).flatMap((child) => namesIn(child, text));
}

/** Filters are pure and read few, mostly picked values: the answers are kept by those values, up to a bound. */
function remember(names: readonly string[], fields: FieldTypes, decide: (values: readonly Value[]) => boolean): Filter {
  const known = new Map<Value, boolean>();
  const [only] = names;
  const valuesOf = (members: Members) => names.map((name) => valueOf(members[name], fields[name] ?? "string"));
  const keyOf = (members: Members) =>
    names.length === 1 && only !== undefined
      ? valueOf(members[only], fields[only] ?? "string")
      : valuesOf(members).join("\u0000");
  return (members) => {
    const key = keyOf(members);
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = decide(valuesOf(members));
    if (known.size < MOST_REMEMBERED) known.set(key, answer);
    return answer;
  };
}

function valueOf(value: Json | undefined, type: FieldType): Value {
  if (type === "int") return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : 0n;
  if (type === "bool") return value === true;
  return typeof value === "string" ? value : "";
}
