// Formulas: Common Expression Language with a closed set of functions and no loops, so that the size bounds the steps.
import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { Problem } from "../problem.ts";
import { LIMITS } from "../limits.ts";
import { FORMULA_FUNCTIONS, NO_FIGURE, percentText } from "./functions.ts";

/** What a formula asks for while it is evaluated. `row` gives a number, or a text such as `66.7` or `—`. */
export type Resolver = Readonly<{
  sum(codes: string, metric: string): number;
  sumOf(kind: string, field: string, filter: string): number;
  count(kind: string, filter: string): number;
  distinct(codes: string, field: string): number;
  row(code: string): number | string;
  /** Villages and communities of the unit. */
  places: number;
}>;

/** One call that stands in a formula, with its texts. */
export type Call = Readonly<{ name: string; texts: readonly string[] }>;

/** A formula that was checked. `type` is CEL's: `int`, `bool`, `string` or `dyn`. */
export type Formula = Readonly<{
  text: string;
  ast: ASTNode;
  type: string;
  calls: readonly Call[];
  evaluate(resolver: Resolver): number | string | boolean;
}>;

/** The step budget: a formula has no loops, so that it takes at most one step for each node. */
export const FORMULA_LIMITS = {
  maxAstNodes: 200,
  maxDepth: 24,
  maxListElements: 50,
  maxMapEntries: 0,
  maxCallArguments: 3,
} as const;

const OPERATORS: ReadonlySet<string> = new Set([
  "value",
  "id",
  "call",
  "list",
  "?:",
  "||",
  "&&",
  "!_",
  "-_",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "in",
]);

/**
 * A reader of formulas. Each reader has its own frame, so that evaluations of two readers never meet.
 *
 * @returns a function that throws {Problem} `formula-invalid`
 */
export function createFormulaReader(): (text: string) => Formula {
  const frame: Frame = { resolver: undefined, isInexact: false };
  const environment = environmentOver(frame);
  return (text) => readFormula(environment, frame, text);
}

/** One evaluation. `isInexact`: a number that was asked for is none that can be reckoned with, and so is what came of it. */
type Frame = { resolver: Resolver | undefined; isInexact: boolean };

function readFormula(environment: Environment, frame: Frame, text: string): Formula {
  const program = attempt(text, () => environment.parse(text));
  const calls = callsIn(program.ast, text);
  const checked = program.check();
  if (!checked.valid) throw invalid(text, checked.error?.message ?? "type");
  const evaluate = (resolver: Resolver) => {
    frame.resolver = resolver;
    return attempt(text, () => {
      frame.isInexact = false;
      const value = plain(program({ places: BigInt(resolver.places) }));
      return frame.isInexact || (typeof value === "number" && !Number.isSafeInteger(value)) ? NO_FIGURE : value;
    });
  };
  return { text, ast: program.ast, type: checked.type ?? "dyn", calls, evaluate };
}

function environmentOver(frame: Frame): Environment {
  const environment = new Environment({ limits: FORMULA_LIMITS });
  const current = (): Resolver => {
    if (frame.resolver === undefined) throw new Error("evaluated outside a frame");
    return frame.resolver;
  };
  const whole = (value: number): bigint => {
    frame.isInexact ||= !Number.isSafeInteger(value);
    return frame.isInexact ? 0n : BigInt(value);
  };
  const handlers: Readonly<Record<string, (...args: never[]) => bigint | string>> = {
    "sum(string, string): int": (codes: string, metric: string) => whole(current().sum(codes, metric)),
    "sum(string, string, string): int": (kind: string, field: string, filter: string) =>
      whole(current().sumOf(kind, field, filter)),
    "count(string, string): int": (kind: string, filter: string) => whole(current().count(kind, filter)),
    "distinct(string, string): int": (codes: string, field: string) => whole(current().distinct(codes, field)),
    "row(string): dyn": (code: string) => {
      const figure = current().row(code);
      return typeof figure === "number" ? whole(figure) : figure;
    },
    "percent(int, int, int): string": (a: bigint, b: bigint, digits: bigint) => percentText(a, b, Number(digits)),
  };
  for (const { signature } of FORMULA_FUNCTIONS)
    environment.registerFunction(signature, handlers[signature] as (...args: unknown[]) => unknown);
  return environment.registerVariable("places", "int");
}

/** Every call with its texts; a call outside the closed set, or with a text that is not written out, is refused. */
function callsIn(node: ASTNode, text: string): readonly Call[] {
  if (!OPERATORS.has(node.op)) throw invalid(text, `“${node.op}”`);
  const below = childrenOf(node).flatMap((child) => callsIn(child, text));
  if (node.op !== "call") return below;
  const [name, args] = node.args;
  if (!FORMULA_FUNCTIONS.some((known) => known.name === name)) throw invalid(text, `${name}()`);
  if (name === "percent") assertDigits(args[2], text);
  return [{ name, texts: name === "percent" ? [] : args.map((arg) => literalText(arg, text)) }, ...below];
}

/** The nodes right beneath a node. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === "value" || node.op === "id") return [];
  if (node.op === "call") return node.args[1];
  const args: unknown = node.args;
  return (Array.isArray(args) ? args : [args]).filter(isNode);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

/** How many digits a percentage has is written out, and few: a formula is checked before anything is reckoned with it. */
function assertDigits(node: ASTNode | undefined, text: string): void {
  const digits = node?.op === "value" && typeof node.args === "bigint" ? node.args : -1n;
  if (digits < 0n || digits > BigInt(LIMITS.percentDigits))
    throw invalid(text, `percent: the third argument is a number from 0 to ${LIMITS.percentDigits}`);
}

function literalText(node: ASTNode, text: string): string {
  if (node.op === "value" && typeof node.args === "string") return node.args;
  throw invalid(text, "codes and filters are written out as texts");
}

function plain(value: unknown): number | string | boolean {
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  throw new Error(`gives a ${typeof value}`);
}

function attempt<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Problem ? error : invalid(text, error instanceof Error ? error.message : String(error), error);
  }
}

function invalid(formula: string, reason: string, cause?: unknown): Problem<"formula-invalid"> {
  return new Problem("formula-invalid", { formula, reason: reason.split("\n")[0] ?? reason }, { cause });
}
