// How better-sqlite3 is compiled for old Linux systems: compiler words for each processor, as data. Pure.
import type { Machine } from "./binary-facts.ts";

/** Debian 11: glibc 2.31, GCC 10; whatever of its glibc is younger than 2.28 is asked for in its older form. */
export const SUITE = "bullseye";
export const CROSS_PACKAGES = ["gcc", "g++", "libc6-dev", "crossbuild-essential-arm64"] as const;

const TRIPLES = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" } as const;
const FIRST_GLIBC = { x64: "GLIBC_2.2.5", arm64: "GLIBC_2.17" } as const;
/** Functions that glibc 2.29 brought in a second version; SQLite's mathematics needs no more than the first. */
const RENEWED = ["exp", "log", "log2", "pow"] as const;

/** The header that is included before all else. */
export function oldSymbols(machine: Machine): string {
  return RENEWED.map((name) => `__asm__(".symver ${name},${name}@${FIRST_GLIBC[machine]}");\n`).join("");
}

/** SQLite's options out of better-sqlite3's own list (`deps/defines.gypi`). @throws {Error} where none are found. */
export function sqliteDefines(gypi: string): readonly string[] {
  const defines = [...gypi.matchAll(/^\s*'((?:SQLITE|HAVE)_\w+(?:=-?\w+)?)',$/gm)].map(([, define]) => `-D${define ?? ""}`);
  if (defines.length === 0) throw new Error("better-sqlite3's deps/defines.gypi lists no options.");
  return defines;
}

/**
 * The three commands that make the addon, to be run in its folder of sources (`sqlite3/`, `src/`, `node-addon-api/`, `node/`).
 * No link-time optimisation, no build id, no path: the same sources give the same bytes.
 */
export function buildCommands(machine: Machine, defines: readonly string[]): readonly (readonly string[])[] {
  const triple = TRIPLES[machine];
  const shared = ["-O3", "-fPIC", "-DNDEBUG", "-w", "-fno-lto", "-fno-ident", "-ffile-prefix-map=/build=."];
  const hidden = ["-fvisibility=hidden", "-fvisibility-inlines-hidden", "-fno-exceptions", "-fno-rtti"];
  const napi = ["-DNAPI_VERSION=10", "-DNAPI_DISABLE_CPP_EXCEPTIONS", "-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"];
  const folders = ["-Inode-addon-api", "-Inode", "-Isqlite3"];
  return [
    [`${triple}-gcc`, "-std=c99", ...shared, "-include", `${machine}.h`, ...defines, "-c", "sqlite3/sqlite3.c", "-o", `sqlite3-${machine}.o`],
    [`${triple}-g++`, "-std=c++20", ...shared, ...hidden, ...napi, ...folders, "-c", "src/better_sqlite3.cpp", "-o", `addon-${machine}.o`],
    [
      `${triple}-g++`,
      "-shared",
      "-fno-lto",
      "-Wl,-Bsymbolic",
      "-Wl,--exclude-libs,ALL",
      "-Wl,--build-id=none",
      "-s",
      `addon-${machine}.o`,
      `sqlite3-${machine}.o`,
      "-ldl",
      "-lpthread",
      "-lm",
      "-o",
      `linux-${machine}.node`,
    ],
  ];
}

/** Recorded digests by file name. @param text lines as `sha256sum` writes them; `#` begins a remark. */
export function recordedDigests(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, digest, name]) => [name ?? "", digest ?? ""]));
}
