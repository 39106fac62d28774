// What the data side tells 复制诊断信息: versions, sizes and counts. No names, no contents; folders only by their kind.
import { statSync } from "node:fs";
import { arch, release, totalmem, version } from "node:os";
import { join } from "node:path";
import packageInfo from "../../../package.json" with { type: "json" };
import { glibcVersion } from "../../logs/glibc-version.ts";
import type { Log } from "../../logs/log-file.ts";
import type { Session } from "./session.ts";
import { STORE_FILE } from "./workspace-names.ts";

const LAST_ERRORS = 30;

/** The lines, in English: they are read by whoever maintains the program. */
export function diagnosticLines(session: Session, log: Log): readonly string[] {
  return [...machineLines(), ...workspaceLines(session), "last errors:", ...log.last(LAST_ERRORS)];
}

function machineLines(): readonly string[] {
  return [
    `anbao ${packageInfo.version}, data side on Node ${process.versions.node}`,
    `${process.platform} ${release()} ${arch()}, ${version()}, glibc ${glibcVersion() ?? "-"}, ${Math.round(totalmem() / 2 ** 20)} MiB`,
    `session ${process.env["XDG_SESSION_TYPE"] ?? "-"}, desktop ${process.env["XDG_CURRENT_DESKTOP"] ?? "-"}, input ${process.env["XMODIFIERS"] ?? "-"}`,
  ];
}

function workspaceLines({ workspace, folder, demo, unlocked, trouble }: Session): readonly string[] {
  if (trouble !== undefined) return [`workspace: cannot be opened, ${trouble.code}`];
  if (workspace === undefined) return ["workspace: none yet"];
  const { store } = workspace.ws;
  const { role } = store.facts();
  const { records } = store.counts();
  const sizeBytes = statSync(join(folder, STORE_FILE), { throwIfNoEntry: false })?.size ?? 0;
  return [
    `workspace: ${role}${demo ? " demo" : ""}, ${unlocked ? "open" : "locked"}, ${records} records, database ${Math.round(sizeBytes / 2 ** 20)} MiB`,
  ];
}
