// Which font files a typesetter loads: the bundled Noto, and from the system the first of each chain that is installed.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { familyNamesIn } from "./sfnt-names.ts";

/** The roles of domain.md §10.2; `Noto` is what always stands in. */
export type FontRole = "title" | "body" | "heading" | "kai" | "song";

/** A family that stands for one role, by any of its names; official ones first. */
type Family = Readonly<{ names: readonly string[]; official: boolean }>;

const family = (official: boolean, ...names: readonly string[]): Family => ({ names, official });

/** The chains as `theme.typ` writes them; a test compares the two. */
export const FONT_CHAINS: Readonly<Record<FontRole, readonly Family[]>> = {
  title: [
    family(true, "FZXiaoBiaoSong-B05S", "方正小标宋简体"),
    family(true, "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
    family(false, "STZhongsong", "华文中宋"),
    family(false, "SimSun", "宋体"),
  ],
  body: [
    family(true, "FangSong_GB2312", "仿宋_GB2312"),
    family(true, "FangSong", "仿宋"),
    family(false, "STFangsong", "华文仿宋"),
  ],
  heading: [family(true, "SimHei", "黑体"), family(false, "Microsoft YaHei", "微软雅黑")],
  kai: [family(true, "KaiTi_GB2312", "楷体_GB2312"), family(true, "KaiTi", "楷体"), family(false, "LXGW WenKai", "霞鹜文楷")],
  song: [family(true, "SimSun", "宋体")],
};

const BUNDLED = [
  "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
  "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
] as const;

/** Files to load, and the role → family (null: Noto stands in) of what was found. */
export type ChosenFonts = Readonly<{ files: readonly string[]; roles: Readonly<Record<FontRole, ChosenFamily | null>> }>;
export type ChosenFamily = Readonly<{ name: string; official: boolean }>;

/** Paths of the four bundled Noto files. */
export function bundledFonts(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return BUNDLED.map((name) => resolve(name));
}

/** The system's font folders. @param env the process environment. */
export function systemFontDirs(
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform === "win32") {
    const local = env["LOCALAPPDATA"] === undefined ? [] : [join(env["LOCALAPPDATA"], "Microsoft", "Windows", "Fonts")];
    return [join(env["WINDIR"] ?? "C:\\Windows", "Fonts"), ...local];
  }
  if (platform === "darwin") return ["/System/Library/Fonts", "/Library/Fonts", join(home, "Library", "Fonts")];
  return ["/usr/share/fonts", "/usr/local/share/fonts", join(home, ".local", "share", "fonts")];
}

/**
 * Chooses one installed family for each role: the first of its chain; folders that are missing count as empty.
 *
 * @see domain.md §10.2
 */
export function chooseFonts(dirs: readonly string[]): ChosenFonts {
  const installed = new Map<string, readonly string[]>();
  for (const path of dirs.flatMap(fontFilesIn)) {
    for (const name of familyNamesIn(path)) installed.set(name, [...(installed.get(name) ?? []), path]);
  }
  const chosen = Object.entries(FONT_CHAINS).map(([role, chain]) => ({
    role,
    found: chain.find((f) => fileOf(installed, f) !== undefined),
  }));
  const files = chosen.flatMap(({ found }) => (found === undefined ? [] : (fileOf(installed, found) ?? [])));
  return {
    files: [...new Set(files)],
    roles: Object.fromEntries(chosen.map(({ role, found }) => [role, nameOf(found)])) as ChosenFonts["roles"],
  };
}

function fileOf(installed: ReadonlyMap<string, readonly string[]>, { names }: Family): readonly string[] | undefined {
  return names.map((name) => installed.get(name)).find((paths) => paths !== undefined);
}

function nameOf(found: Family | undefined): ChosenFamily | null {
  return found === undefined ? null : { name: found.names.at(-1) ?? "", official: found.official };
}

function fontFilesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((file) => !file.isDirectory() && [".ttf", ".otf", ".ttc"].includes(extname(file.name).toLowerCase()))
      .map((file) => join(file.parentPath, file.name))
      .sort();
  } catch {
    return [];
  }
}
