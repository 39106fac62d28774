// The arrows of design.md §4 as rules: what each folder may import, which packages it owns, and that there are no cycles.
// test/project/structure/rules.test.ts plants every forbidden arrow in a probe tree and sees it refused.
"use strict";

const { roomRules } = require("./.dependency-rooms.cjs");

const DOMAIN = "src-main/domain/";
const MODELS = "src-main/paper/models/";
/** How a file is made to last: below all adapters. */
const DISK = "src-main/disk/";
/** Every secret and signature: above disk/, below the files that travel and what is composed. */
const KEYS = "src-main/keys/";
const PORTS = "src-main/usecases/ports/";
const USECASES = "src-main/usecases/";
const CONTRACT = "src-main/api/(contract|contract-parts|[a-z-]+/contract)[.]ts$";
const API = "src-main/api/";
/** What a running program holds. It knows no adapter: compose/ gives it what it needs of them. */
const SESSION = "src-main/session/";
/** The one folder that knows adapters. */
const COMPOSE = "src-main/compose/";
/** What shells and the command line import of it. */
const DOOR = "src-main/compose/door[.]ts$";
/** How workspaces are made and opened. */
const WORKSPACES = "src-main/compose/workspace/";
const ADAPTERS = "src-main/(store|bundle|media|drives|paper|updates)/";
/** The whole job in one command: composed workspaces and pictures drawn for it. */
const DEMO = "src-main/demo/";
/** The one log: what may stand in it, where it lies. Imports nothing of the product. */
const LOGS = "src-main/logs/";
/** What runs in the decode worker alone. */
const DECODER = "src-main/media/decoder/";
const SENTENCES = "resources/words/[^/]+/problems[.]json$";
const RESOURCES = "resources/";
/** What the page finds of Electron's shell: types only. */
const BRIDGE = "src-main/shell-electron/page/bridge[.]ts$";

/** Every folder that is a layer of its own, and the project's folders (besides itself) that it may import. */
const LAYERS = [
  { name: "domain", from: DOMAIN, may: [] },
  { name: "logs", from: LOGS, may: [] },
  { name: "disk", from: DISK, may: [DOMAIN] },
  { name: "paper-models", from: MODELS, may: [DOMAIN] },
  { name: "usecases", from: USECASES, may: [DOMAIN, MODELS] },
  { name: "keys", from: KEYS, may: [DOMAIN, PORTS, DISK] },
  { name: "bundle", from: "src-main/bundle/", may: [DOMAIN, PORTS, DISK, KEYS] },
  ...["store", "media", "drives", "updates"].map((name) => ({ name, from: `src-main/${name}/`, may: [DOMAIN, PORTS, DISK] })),
  { name: "paper", from: "src-main/paper/(?!models/)", may: [DOMAIN, MODELS, PORTS, "src-main/paper/", RESOURCES] },
  { name: "api-contract", from: CONTRACT, may: [DOMAIN, MODELS] },
  {
    name: "api",
    from: "src-main/api/(?!(contract|contract-parts|[a-z-]+/contract)[.]ts$)",
    may: [API, USECASES, DOMAIN, MODELS],
  },
  { name: "session", from: SESSION, may: [DISK, API, USECASES, DOMAIN, LOGS] },
  {
    name: "compose",
    from: COMPOSE,
    may: [SESSION, DEMO, ADAPTERS, KEYS, DISK, API, USECASES, DOMAIN, LOGS, SENTENCES, RESOURCES],
  },
  { name: "demo", from: DEMO, may: [WORKSPACES, SESSION, USECASES, DOMAIN, MODELS, RESOURCES] },
  {
    name: "cli",
    from: "src-main/cli/",
    may: [DOOR, API, USECASES, DOMAIN, MODELS, LOGS, SENTENCES, "src-main/shell-browser/"],
  },
  ...["shell-browser", "shell-electron"].map((name) => ({
    name,
    from: `src-main/${name}/`,
    may: [DOOR, DISK, API, USECASES, DOMAIN, MODELS, LOGS, SENTENCES],
  })),
  {
    name: "start",
    from: "src-main/start([.]ts$|/)",
    may: [DOOR, DOMAIN, LOGS, SENTENCES, "src-main/shell-browser/", "src-main/shell-electron/start/choose-display[.]ts$"],
  },
  { name: "renderer", from: "src-renderer/", may: [CONTRACT, DOMAIN, MODELS, BRIDGE] },
];

/** Packages that belong to one place; `src-main/x/` stands for the folder. */
const OWNERS = [
  { packages: "better-sqlite3", home: ["src-main/store/"] },
  { packages: "sharp|libheif-js|exifreader|file-type|mediainfo[.]js", home: [DECODER] },
  { packages: "mediabunny", home: [DECODER, "src-renderer/"] },
  { packages: "@zip[.]js/zip[.]js|age-encryption|libsodium-wrappers", home: ["src-main/bundle/"] },
  { packages: "@myriaddreamin/[^/]+|exceljs|docx|easy-template-x", home: ["src-main/paper/"] },
  { packages: "commander", home: ["src-main/cli/"] },
  { packages: "electron|electron-updater", home: ["src-main/shell-electron/"] },
  { packages: "@orpc/server", home: [API, COMPOSE, SESSION, "src-main/shell-(browser|electron)/"] },
  { packages: "@orpc/contract", home: [API, "src-renderer/"] },
  { packages: "@orpc/client|@orpc/tanstack-query", home: [API, "src-renderer/"] },
  {
    packages: "react|react-dom|antd|@ant-design/[^/]+|@tanstack/[^/]+|i18next|react-i18next|wouter|echarts",
    home: ["src-renderer/"],
  },
  { packages: "pdfjs-dist", home: ["src-renderer/widgets/media/paper/"] },
  { packages: "vite", home: ["src-main/start([.]ts$|/)"] },
];

/** Pure packages that the core may use; everything else is refused there. */
const PURE = "zod|canonicalize|@marcbachmann/cel-js|uqr|pinyin-pro";

const starting = (patterns) => `^(${patterns.join("|")})`;
const packagePath = (names) => `(^|/)node_modules/(@types/)?(${names})(/|$)`;
const inProject = "^(src-main|src-renderer|resources|test)/";

const layerRules = LAYERS.map(({ name, from, may }) => ({
  name: `layer-${name}`,
  comment:
    "design.md §4: shells, cli → compose → session → api → usecases → domain, paper models; adapters implement usecases/ports/",
  severity: "error",
  from: { path: starting([from]) },
  to: { path: inProject, pathNot: starting([from, ...may]) },
}));

const ownerRules = OWNERS.map(({ packages, home }) => ({
  name: `owner-${packages
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40)}`,
  comment: `only ${home.join(", ")} uses ${packages}`,
  severity: "error",
  from: { path: "^src-(main|renderer)/", pathNot: starting(home) },
  to: { path: packagePath(packages) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...roomRules,
    ...ownerRules,
    {
      name: "core-is-pure",
      comment: "domain, paper models and the contract run anywhere: a closed list of pure packages, no Node, no DOM",
      severity: "error",
      from: { path: starting([DOMAIN, MODELS]) },
      to: { dependencyTypesNot: ["local", "aliased"], pathNot: packagePath(PURE) },
    },
    {
      name: "contract-is-portable",
      comment: "the renderer loads the contract: schemas and nothing else",
      severity: "error",
      from: { path: starting([CONTRACT]) },
      to: { dependencyTypesNot: ["local", "aliased"], pathNot: packagePath(`${PURE}|@orpc/contract`) },
    },
    {
      name: "usecases-through-ports",
      comment: "use cases reach the outside only through ports.ts; node:path names files without touching them",
      severity: "error",
      from: { path: starting([USECASES]) },
      to: { dependencyTypesNot: ["local", "aliased"], pathNot: `${packagePath(PURE)}|^path$` },
    },
    {
      name: "renderer-without-node",
      comment: "no Node in the renderer",
      severity: "error",
      from: { path: "^src-renderer/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "features-apart",
      comment: "screens do not import each other; what they share lies in ui/ or beside them",
      severity: "error",
      from: { path: "^src-renderer/features/([^/]+)/" },
      to: { path: "^src-renderer/features/", pathNot: "^src-renderer/features/$1/" },
    },
    {
      name: "features-below-app",
      comment: "nothing below the application's frame imports a screen",
      severity: "error",
      from: { path: "^src-renderer/(ui|rpc)" },
      to: { path: "^src-renderer/(features|app)([.]tsx?$|/)" },
    },
    {
      name: "ui-without-data",
      comment: "ui/ has no data access",
      severity: "error",
      from: { path: "^src-renderer/ui/" },
      to: { path: `^src-renderer/rpc|^src-main/api/|${packagePath("@orpc/[^/]+|@tanstack/react-query")}` },
    },
    {
      name: "nothing-imports-a-shell",
      comment: "shells are ends; only start and `anbao serve` open the browser shell",
      severity: "error",
      from: { path: "^src-", pathNot: "^src-main/(shell-(browser|electron)/|start([.]ts$|/)|cli/)" },
      to: { path: "^src-main/shell-", pathNot: `^${BRIDGE}` },
    },
    {
      name: "decoder-apart",
      comment: "what decodes foreign media runs in a process of its own: nothing that runs with database and keys loads it",
      severity: "error",
      from: { path: "^src-", pathNot: starting([DECODER]) },
      to: { path: starting([DECODER]) },
    },
    {
      name: "nothing-imports-an-end",
      comment: "entry points are run, never imported",
      severity: "error",
      from: {},
      to: {
        path: "^src-main/(start[.]ts|cli/anbao[.]ts|shell-electron/(main|preload|data-process)[.]ts)$|-worker[.]ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    { name: "no-cycles", comment: "no import cycles, types included", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      comment:
        "a file that nothing uses and that uses nothing is dead; entry points, workers and the fuse table (for the packer) are reached otherwise",
      severity: "error",
      from: {
        orphan: true,
        path: "^src-",
        pathNot:
          "[.](json|css|d[.]ts)$|-worker[.]ts$|^src-main/(start|cli/anbao|shell-electron/(main|preload|data-process|start/fuses))[.]ts$",
      },
      to: {},
    },
    { name: "resolvable", comment: "every import leads somewhere", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "declared",
      comment: "every package that is imported stands in package.json",
      severity: "error",
      from: { path: "^src-" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "shipped",
      comment:
        "what ships does not need a development package; electron is the runtime itself, vite builds the screens for npm start",
      severity: "error",
      from: { path: "^src-main/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: packagePath("electron|vite|@types/[^/]+") },
    },
    { name: "no-deprecated-core", comment: "", severity: "error", from: {}, to: { dependencyTypes: ["deprecated"] } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|release)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: `${__dirname}/tsconfig.main.json` },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "module", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
