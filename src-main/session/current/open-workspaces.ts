// An open workspace, and what the session asks of whoever opens them: compose/ gives it.
import type { WaysOut } from "../../api/host.ts";
import type { Workspace } from "../../usecases/workspace.ts";
import type { CatchUp } from "../../usecases/keeping/catch-up.ts";
import type { LookOver } from "../../usecases/keeping/look-over.ts";
import type { Papers } from "../../usecases/papers/print-form.ts";

/** An open workspace; `close` lets go of its secrets, files, workers and lock. */
export type WorkspaceHandle = Readonly<{
  ws: Workspace;
  papers: Papers;
  lookOver: LookOver;
  catchUp: CatchUp;
  close(): Promise<void>;
}>;

export type Workspaces = Readonly<{
  /** Opens one, locked; the demo's is open at once and has a clock of its own. @throws {Problem} as compose/ says */
  open(folder: string, demo: boolean): Promise<WorkspaceHandle>;
  /** Whether one lies in a folder, made to its end. */
  liesIn(folder: string): boolean;
  /** Copies of its database in a folder, newest first. */
  copiesIn(folder: string): Promise<WaysOut["copies"]>;
  /** Name of a unit in a campaign that ships with the program. */
  unitName(code: string): string | undefined;
}>;
