// A use case's signature names what it needs of the workspace, and nothing that it does not use; who names no writer writes nothing.
import { relative, resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const WORKSPACE = /usecases\/workspace\.ts$/;

/** Where the whole workspace is held, or handed on to whatever is called with it. */
const HOLDERS = [
  "src-main/usecases/workspace.ts",
  "src-main/compose/",
  "src-main/session/",
  "src-main/demo/",
  "src-main/api/host.ts",
];

const { program, checker } = openProgram();
const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${ROOT}/src-main/`));

test("the whole workspace is taken only where it is held", () => {
  const takers = sources.flatMap((source) => {
    const path = relative(ROOT, source.fileName);
    if (HOLDERS.some((holder) => path.startsWith(holder))) return [];
    return annotations(source)
      .filter(({ type }) => isWorkspace(type))
      .map(({ name }) => `${path}: ${name.getText()}`);
  });
  expect(takers).toEqual([]);
});

test("no signature asks for more than is used", () => {
  const idle = sources.flatMap((source) => {
    const uses = Map.groupBy(annotations(source), ({ type }) => type.getText());
    return [...uses].flatMap(([, places]) => {
      const asked = askedBy(places[0]?.type, source);
      const used = new Set(places.flatMap(({ name }) => membersUsed(name, source)));
      const path = relative(ROOT, source.fileName);
      return asked.filter(({ members }) => !members.some((member) => used.has(member))).map(({ name }) => `${path}: ${name}`);
    });
  });
  expect(idle).toEqual([]);
});

test("what a port is asked for is seen: one that nothing uses would be told", () => {
  const asked = sources.flatMap((source) => annotations(source).flatMap(({ type }) => askedBy(type, source)));
  expect(asked.length).toBeGreaterThan(500);
  expect(asked.filter(({ members }) => members.length === 0)).toEqual([]);
});

type Annotation = Readonly<{ name: ts.BindingName | ts.PropertyName; type: ts.TypeNode }>;

function openProgram() {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${ROOT}/tsconfig.main.json`,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const roots = (config?.fileNames ?? []).filter((path) => path.includes("/src-main/"));
  const opened = ts.createProgram(roots, config?.options ?? {});
  return { program: opened, checker: opened.getTypeChecker() };
}

/** Parameters and members that hold the workspace or a part of it. */
function annotations(source: ts.SourceFile): readonly Annotation[] {
  const found: Annotation[] = [];
  const visit = (node: ts.Node): void => {
    const holds = ts.isParameter(node) || ts.isPropertySignature(node);
    const isGiven = ts.isParameter(node) && (ts.isFunctionTypeNode(node.parent) || ts.isMethodSignature(node.parent));
    if (holds && !isGiven && node.type !== undefined && (isWorkspace(node.type) || needsIn(node.type).length > 0))
      found.push({ name: node.name, type: node.type });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function symbolOf(node: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

function isWorkspace(type: ts.TypeNode): boolean {
  if (!ts.isTypeReferenceNode(type) || type.typeName.getText() !== "Workspace") return false;
  return symbolOf(type.typeName)?.declarations?.some((one) => WORKSPACE.test(one.getSourceFile().fileName)) === true;
}

/** `Needs<…>` and `Pick<Workspace, …>` that a type is made of; by its name where it has one in the same file. */
function needsIn(type: ts.TypeNode): readonly ts.TypeReferenceNode[] {
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(needsIn);
  if (!ts.isTypeReferenceNode(type)) return [];
  const name = type.typeName.getText();
  if (name === "Needs") return [type];
  if (name === "Pick" && type.typeArguments?.[0] !== undefined && isWorkspace(type.typeArguments[0])) return [type];
  const [declared] = symbolOf(type.typeName)?.declarations ?? [];
  const isOwn =
    declared !== undefined && ts.isTypeAliasDeclaration(declared) && declared.getSourceFile() === type.getSourceFile();
  return isOwn && name.endsWith("Needs") ? needsIn(declared.type) : [];
}

type Asked = Readonly<{ name: string; members: readonly string[] }>;

/** Each reader, writer and member that a signature names, with what that gives. A writer is asked for by what it can write. */
function askedBy(type: ts.TypeNode | undefined, source: ts.SourceFile): readonly Asked[] {
  if (type === undefined || source === undefined) return [];
  return needsIn(type).flatMap((needs) => {
    const [first, second] = needs.typeArguments ?? [];
    const isPick = needs.typeName.getText() === "Pick";
    const ports = isPick || first === undefined ? [] : partsOf(first).map(portOf);
    const named = isPick ? second : needs.typeArguments?.[1];
    const literals = named === undefined ? [] : partsOf(named).map((one) => one.getText().replaceAll('"', ""));
    return [...ports, ...literals.map((name) => ({ name, members: [name] }))];
  });
}

function partsOf(type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type) ? [...type.types] : [type];
}

function portOf(type: ts.TypeNode): Asked {
  const all = namesIn(checker.getTypeFromTypeNode(type));
  const reading = type.getText().endsWith("Writer") ? readNames(type) : new Set<string>();
  return { name: type.getText(), members: all.filter((name) => !reading.has(name)) };
}

/** What the reader beneath a writer gives. */
function readNames(type: ts.TypeNode): ReadonlySet<string> {
  const [declared] = ts.isTypeReferenceNode(type) ? (symbolOf(type.typeName)?.declarations ?? []) : [];
  if (declared === undefined || !ts.isTypeAliasDeclaration(declared) || !ts.isIntersectionTypeNode(declared.type))
    return new Set();
  const [reader] = declared.type.types;
  return new Set(reader === undefined ? [] : namesIn(checker.getTypeFromTypeNode(reader)));
}

function namesIn(type: ts.Type): readonly string[] {
  return checker.getPropertiesOfType(type).map(({ name }) => name);
}

/** What is read of a value in its file, and what it is handed on as. */
function membersUsed(name: Annotation["name"], source: ts.SourceFile): readonly string[] {
  if (ts.isObjectBindingPattern(name)) return name.elements.flatMap(elementUsed);
  const symbol = symbolOf(name);
  return symbol === undefined ? [] : usesOf(symbol, source).flatMap(useOf);
}

function elementUsed(element: ts.BindingElement): readonly string[] {
  const key = (element.propertyName ?? element.name).getText();
  if (ts.isObjectBindingPattern(element.name)) return [key, ...element.name.elements.flatMap(elementUsed)];
  const symbol = symbolOf(element.name);
  return [key, ...(symbol === undefined ? [] : usesOf(symbol, element.getSourceFile()).flatMap(useOf))];
}

function usesOf(symbol: ts.Symbol, source: ts.SourceFile): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isNameOf(node.parent, node) && referred(node) === symbol) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isNameOf(parent: ts.Node, node: ts.Node): boolean {
  const declares =
    ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isPropertySignature(parent);
  return declares && parent.name === node;
}

function referred(node: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

/** `ws.store.append` uses both; `f(ws)` uses what `f` asks for; `{ store } = ws` what is done with it. */
function useOf(node: ts.Node): readonly string[] {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return useOf(parent);
  if (ts.isPropertyAccessExpression(parent)) return [parent.name.text, ...useOf(parent)];
  if (ts.isBindingElement(parent)) return elementUsed(parent);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isObjectBindingPattern(parent.name))
    return parent.name.elements.flatMap(elementUsed);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node) return membersUsed(parent.name, parent.getSourceFile());
  if (ts.isSpreadAssignment(parent)) return useOf(parent.parent);
  return ts.isExpression(node) ? handedOn(node) : [];
}

function handedOn(node: ts.Expression): readonly string[] {
  const type = checker.getContextualType(node);
  if (type === undefined) return [];
  const names = namesIn(type);
  const store = checker.getPropertyOfType(type, "store");
  return [...names, ...(store === undefined ? [] : namesIn(checker.getTypeOfSymbol(store)))];
}
