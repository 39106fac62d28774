// Workspaces on this PC are called by what they hold, never by the name of their folder.
import { expect, test } from "vitest";
import { namedWorkspace, WORKSPACE_NAMES } from "../../../src-main/session/current/workspace-names.ts";

test.each([
  [WORKSPACE_NAMES.county(), "county", null],
  [WORKSPACE_NAMES.unit("620724100"), "unit", "620724100"],
  [WORKSPACE_NAMES.restored(1_623_400_000_000), "restored", null],
  [WORKSPACE_NAMES.rebuilt(1_623_400_000_000), "rebuilt", null],
  ["unit-", "other", null],
  ["county-1", "other", null],
  ["restored-x", "other", null],
  ["我的旧数据", "other", null],
])("%s holds %s %s", (name, kind, unit) => expect(namedWorkspace(name)).toEqual({ kind, unit }));
