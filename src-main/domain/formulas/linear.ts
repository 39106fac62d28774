// Rows that add up: their formulas must be weighted sums of measures, which is what makes columns and periods add up too.
import type { ASTNode } from "@marcbachmann/cel-js";

/** Weights by measure index. The constant must be 0: otherwise every column would bring it in again. */
export type Linear = ReadonlyMap<number, number>;

/** Resolves the two kinds of leaves. */
export type Leaves = Readonly<{
  measure(name: string, texts: readonly string[]): number | undefined;
  row(code: string): Linear | undefined;
}>;

type Form = Readonly<{ weights: Linear; constant: number }>;

/** The weighted sum that a formula is; undefined where it is anything else. */
export function toLinear(ast: ASTNode, leaves: Leaves): Linear | undefined {
  const form = formOf(ast, leaves);
  return form === undefined || form.constant !== 0 ? undefined : form.weights;
}

function formOf(node: ASTNode, leaves: Leaves): Form | undefined {
  if (node.op === "value") return typeof node.args === "bigint" ? { weights: new Map(), constant: Number(node.args) } : undefined;
  if (node.op === "call") return callForm(node.args[0], node.args[1], leaves);
  if (node.op === "-_") return scaled(formOf(node.args, leaves), -1);
  if (node.op !== "+" && node.op !== "-" && node.op !== "*") return undefined;
  const left = formOf(node.args[0], leaves);
  const right = formOf(node.args[1], leaves);
  if (left === undefined || right === undefined) return undefined;
  return node.op === "*" ? product(left, right) : added(left, scaled(right, node.op === "-" ? -1 : 1));
}

function callForm(name: string, args: readonly ASTNode[], leaves: Leaves): Form | undefined {
  const texts = args.map((arg) => (arg.op === "value" && typeof arg.args === "string" ? arg.args : ""));
  if (name === "row") {
    const weights = leaves.row(texts[0] ?? "");
    return weights && { weights, constant: 0 };
  }
  const measure = leaves.measure(name, texts);
  return measure === undefined ? undefined : { weights: new Map([[measure, 1]]), constant: 0 };
}

function added(a: Form, b: Form | undefined): Form | undefined {
  if (b === undefined) return undefined;
  const weights = new Map(a.weights);
  for (const [measure, weight] of b.weights) weights.set(measure, (weights.get(measure) ?? 0) + weight);
  return { weights, constant: a.constant + b.constant };
}

function scaled(form: Form | undefined, by: number): Form | undefined {
  if (form === undefined) return undefined;
  return { weights: new Map([...form.weights].map(([measure, weight]) => [measure, weight * by])), constant: form.constant * by };
}

function product(a: Form, b: Form): Form | undefined {
  if (a.weights.size === 0) return scaled(b, a.constant);
  return b.weights.size === 0 ? scaled(a, b.constant) : undefined;
}
