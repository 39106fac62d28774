// The rule file refuses every arrow that design.md §4 does not draw: each is planted in a probe tree and must be seen.
import { expect, test } from "vitest";
import { cruiseProbes, importOf, type ProbeFiles } from "../../support/probe-tree.ts";

/** The layers, each by a file in it; the last name of a path is free. */
const LAYERS = {
  domain: "src-main/domain/record/x.ts",
  models: "src-main/paper/models/x.ts",
  ports: "src-main/usecases/ports/bundles.ts",
  usecases: "src-main/usecases/home/x.ts",
  logs: "src-main/logs/x.ts",
  disk: "src-main/disk/x.ts",
  keys: "src-main/keys/signature/x.ts",
  store: "src-main/store/db/x.ts",
  bundle: "src-main/bundle/bag/x.ts",
  media: "src-main/media/keep/x.ts",
  decoder: "src-main/media/decoder/look/x.ts",
  drives: "src-main/drives/find/x.ts",
  updates: "src-main/updates/x.ts",
  paper: "src-main/paper/x.ts",
  contract: "src-main/api/x/contract.ts",
  api: "src-main/api/x.ts",
  session: "src-main/session/current/x.ts",
  compose: "src-main/compose/workspace/x.ts",
  demo: "src-main/demo/x.ts",
  cli: "src-main/cli/x.ts",
  browserShell: "src-main/shell-browser/x.ts",
  electronShell: "src-main/shell-electron/page/x.ts",
  start: "src-main/start/x.ts",
  feature: "src-renderer/features/a/x.ts",
  otherFeature: "src-renderer/features/b/x.ts",
  ui: "src-renderer/ui/x.ts",
  rpc: "src-renderer/rpc/x.ts",
} as const;
type Layer = keyof typeof LAYERS;

/** All that is composed. */
const WHOLE = [
  "api",
  "contract",
  "usecases",
  "ports",
  "domain",
  "models",
  "disk",
  "keys",
  "store",
  "bundle",
  "media",
  "drives",
  "updates",
  "paper",
] as const;

/** design.md §4 read as a table: who may import whom. Own folder always. */
const MAY: Record<Layer, readonly Layer[]> = {
  domain: [],
  models: ["domain"],
  ports: ["domain", "models", "usecases"],
  usecases: ["domain", "models", "ports"],
  logs: [],
  disk: ["domain"],
  keys: ["disk", "domain", "ports"],
  store: ["disk", "domain", "ports"],
  bundle: ["keys", "disk", "domain", "ports"],
  media: ["disk", "domain", "ports"],
  decoder: ["media", "disk", "domain", "ports"],
  drives: ["disk", "domain", "ports"],
  updates: ["disk", "domain", "ports"],
  paper: ["domain", "models", "ports"],
  contract: ["domain", "models"],
  api: ["contract", "usecases", "ports", "domain", "models"],
  session: ["disk", "logs", "api", "contract", "usecases", "ports", "domain"],
  compose: [...WHOLE, "session", "demo", "logs"],
  demo: ["compose", "session", "usecases", "ports", "domain", "models"],
  cli: ["api", "contract", "usecases", "ports", "domain", "models", "logs", "browserShell"],
  browserShell: ["disk", "logs", "api", "contract", "usecases", "ports", "domain", "models"],
  electronShell: ["disk", "logs", "api", "contract", "usecases", "ports", "domain", "models"],
  start: ["domain", "logs", "browserShell"],
  feature: ["ui", "rpc", "contract", "domain", "models"],
  otherFeature: ["ui", "rpc", "contract", "domain", "models"],
  ui: ["domain", "models"],
  rpc: ["ui", "contract", "domain", "models"],
};

const DOOR = "src-main/compose/door.ts";
const THROUGH_THE_DOOR: readonly Layer[] = ["cli", "browserShell", "electronShell", "start"];

/** Packages of one place, and who that is. */
const HOMES: Readonly<Record<string, readonly Layer[]>> = {
  "better-sqlite3": ["store"],
  sharp: ["decoder"],
  "libheif-js": ["decoder"],
  "file-type": ["decoder"],
  "mediainfo.js": ["decoder"],
  exifreader: ["decoder"],
  "@zip.js/zip.js": ["bundle"],
  "age-encryption": ["bundle"],
  exceljs: ["paper"],
  "@myriaddreamin/typst.ts": ["paper"],
  commander: ["cli"],
  electron: ["electronShell"],
  "electron-updater": ["electronShell"],
  "@orpc/server": ["api", "session", "compose", "browserShell", "electronShell"],
  react: ["feature", "otherFeature", "ui", "rpc"],
  antd: ["feature", "otherFeature", "ui", "rpc"],
  vite: ["start"],
};

/** Rules that close a folder to packages as such. */
const PURITY = ["core-is-pure", "contract-is-portable", "usecases-through-ports"];

const layers = Object.keys(LAYERS) as Layer[];
const named = (layer: Layer, name: string): string => LAYERS[layer].replace(/x(\/contract)?\.ts$/, `${name}$1.ts`);
const probe = (from: Layer, what: string): string =>
  from === "ports" ? "src-main/usecases/ports/bundles.ts" : named(from, `probe-${what}`);
const arrow = (from: string, to: string): string => `${from} → ${to}`;

function arrowsOf(pairs: readonly (readonly [Layer, Layer])[]): ProbeFiles {
  const targets = layers.map((layer) => [named(layer, "target"), "export const target = 1;\n"]);
  const probes = pairs.map(([from, to]) => [probe(from, to), importOf(probe(from, to), named(to, "target"))]);
  return Object.fromEntries([...targets, ...probes]) as ProbeFiles;
}

test("every arrow between two layers is allowed exactly if design.md draws it", async () => {
  const pairs = layers
    .flatMap((from) => layers.map((to) => [from, to] as const))
    .filter(([from, to]) => from !== to && from !== "ports" && to !== "ports");
  const violations = await cruiseProbes(arrowsOf(pairs));
  const refused = new Set(violations.filter(({ to }) => to.includes("target")).map(({ from }) => from));
  const expected = pairs.filter(([from, to]) => !MAY[from].includes(to)).map(([from, to]) => probe(from, to));
  expect([...refused].sort()).toEqual(expected.sort());
});

test("adapters reach the use cases through ports.ts alone", async () => {
  const adapters = ["keys", "store", "bundle", "media", "drives", "updates", "paper"] as const;
  const files = adapters.map((from) => [probe(from, "ports"), importOf(probe(from, "ports"), LAYERS.ports)]);
  const violations = await cruiseProbes({
    ...(Object.fromEntries(files) as ProbeFiles),
    [LAYERS.ports]: "export const port = 1;\n",
  });
  expect(violations).toEqual([]);
});

test("every package that belongs to one place is refused everywhere else", async () => {
  const pairs = Object.keys(HOMES).flatMap((name) =>
    layers.filter((layer) => layer !== "ports").map((layer) => [layer, name] as const),
  );
  const file = (layer: Layer, name: string): string => probe(layer, name.replace(/[^a-z0-9]+/g, "-"));
  const files = pairs.map(([layer, name]) => [file(layer, name), `import ${JSON.stringify(name)};\n`]);
  const violations = await cruiseProbes(Object.fromEntries(files) as ProbeFiles);
  const refused = new Set(
    violations.filter(({ rule }) => rule.startsWith("owner-") || PURITY.includes(rule)).map(({ from }) => from),
  );
  const expected = pairs.filter(([layer, name]) => !HOMES[name]!.includes(layer)).map(([layer, name]) => file(layer, name));
  expect([...refused].sort()).toEqual(expected.sort());
});

test("the door of compose/ is open to shells and the command line alone", async () => {
  const others = layers.filter((layer) => !["ports", "compose"].includes(layer));
  const files = others.map((layer) => [probe(layer, "door"), importOf(probe(layer, "door"), DOOR)]);
  const violations = await cruiseProbes({ ...(Object.fromEntries(files) as ProbeFiles), [DOOR]: "export const door = 1;\n" });
  const refused = new Set(violations.filter(({ to }) => to === DOOR).map(({ from }) => from));
  const expected = others.filter((layer) => !THROUGH_THE_DOOR.includes(layer)).map((layer) => probe(layer, "door"));
  expect([...refused].sort()).toEqual(expected.sort());
});

const SINGLE: readonly (readonly [rule: string, files: ProbeFiles])[] = [
  ["core-is-pure", { "src-main/domain/a.ts": `import "node:fs";\n` }],
  ["core-is-pure", { "src-main/domain/a.ts": `import "sharp";\n` }],
  ["core-is-pure", { "src-main/paper/models/a.ts": `import "node:crypto";\n` }],
  ["contract-is-portable", { "src-main/api/contract.ts": `import "node:fs";\n` }],
  ["contract-is-portable", { "src-main/api/a/contract.ts": `import "@orpc/server";\n` }],
  ["usecases-through-ports", { "src-main/usecases/a.ts": `import "node:fs";\n` }],
  ["usecases-through-ports", { "src-main/usecases/a.ts": `import "sharp";\n` }],
  ["renderer-without-node", { "src-renderer/rpc/a.ts": `import "node:fs";\n` }],
  [
    "features-apart",
    { "src-renderer/features/a/x.ts": `import "../b/y.ts";\n`, "src-renderer/features/b/y.ts": "export const y = 1;\n" },
  ],
  ["ui-without-data", { "src-renderer/ui/a.ts": `import "@tanstack/react-query";\n` }],
  ["ui-without-data", { "src-renderer/ui/a.ts": `import "../rpc.ts";\n`, "src-renderer/rpc.ts": "export const rpc = 1;\n" }],
  ["features-below-app", { "src-renderer/ui/a.ts": `import "../app.tsx";\n`, "src-renderer/app.tsx": "export const app = 1;\n" }],
  [
    "nothing-imports-an-end",
    { "src-main/cli/a.ts": `import "./anbao.ts";\n`, "src-main/cli/anbao.ts": "export const main = 1;\n" },
  ],
  [
    "nothing-imports-an-end",
    { "src-main/paper/a.ts": `import "./b-worker.ts";\n`, "src-main/paper/b-worker.ts": "export const b = 1;\n" },
  ],
  ["no-cycles", { "src-main/domain/a.ts": `import "./b.ts";\n`, "src-main/domain/b.ts": `import "./a.ts";\n` }],
  [
    "no-cycles",
    {
      "src-main/domain/a.ts": `import type { B } from "./b.ts";\nexport type A = B;\n`,
      "src-main/domain/b.ts": `import type { A } from "./a.ts";\nexport type B = A;\n`,
    },
  ],
  ["no-orphans", { "src-main/domain/alone.ts": "export const alone = 1;\n" }],
  ["resolvable", { "src-main/domain/a.ts": `import "./nowhere.ts";\n` }],
  ["declared", { "src-main/media/a.ts": `import "lodash";\n` }],
  ["shipped", { "src-main/media/a.ts": `import "fast-check";\n` }],
];

test.each(SINGLE)("%s is refused: %o", async (rule, files) => {
  const violations = await cruiseProbes(files);
  expect(violations.map((violation) => violation.rule)).toContain(rule);
});

const ALLOWED: readonly ProbeFiles[] = [
  { "src-main/domain/feed/a.ts": `import "zod";\n` },
  {
    "src-main/usecases/home/a.ts": `import "../../domain/feed/a.ts";\n`,
    "src-main/domain/feed/a.ts": "export const a = 1;\n",
  },
  { "src-main/media/decoder/look/a.ts": `import "node:fs";\nimport "sharp";\n` },
  {
    "src-main/cli/a.ts": `import "../../resources/words/en/problems.json";\n`,
    "resources/words/en/problems.json": "{}",
  },
  { "src-main/compose/workspace/a.ts": `import "../../../resources/campaigns/a.json";\n`, "resources/campaigns/a.json": "{}" },
];

test.each(ALLOWED)("what the design draws is not refused: %o", async (files) => {
  expect((await cruiseProbes(files)).map(({ rule, from, to }) => `${rule}: ${arrow(from, to)}`)).toEqual([]);
});
