// What a folder of the program's workspaces is called, and what its name says of it: screens never show the name itself. Pure.
import type { WaysOut } from "../../api/host.ts";

/** The database of a workspace, in its folder. */
export const STORE_FILE = "anbao.db";

type Names = Readonly<{
  county(): string;
  unit(code: string): string;
  restored(atMs: number): string;
  rebuilt(atMs: number): string;
}>;

/** Times tell one from the next. */
export const WORKSPACE_NAMES: Names = {
  county: () => "county",
  unit: (code) => `unit-${code}`,
  restored: (atMs) => `restored-${atMs}`,
  rebuilt: (atMs) => `rebuilt-${atMs}`,
};

/** What lies in a folder of such a name; `other`: somebody put it there. `unit`: its code. */
export function namedWorkspace(name: string): Readonly<{ kind: WaysOut["others"][number]["kind"]; unit: string | null }> {
  const [, kind, rest = ""] = /^(county|unit|restored|rebuilt)(?:-(.+))?$/.exec(name) ?? [];
  if (kind === "unit" && rest !== "") return { kind, unit: rest };
  if (kind === "county" && rest === "") return { kind, unit: null };
  return (kind === "restored" || kind === "rebuilt") && /^\d+$/.test(rest) ? { kind, unit: null } : { kind: "other", unit: null };
}
