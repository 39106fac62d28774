// What a screen changes waits while a bundle is taken in, unless it changes nothing that a workspace keeps; what does is asked of the
// procedures themselves too. @see test/support/laws/limits-law.ts
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isWriting } from "../../src-main/api/writing.ts";

const ROOT = new URL("../../", import.meta.url);

/** Asks, sends, stops or looks, keeps what is derived or of the program's own, or comes before there is an open workspace. */
const KEEPS_NOTHING = [
  "drafts.check",
  "drafts.notes",
  "drafts.open",
  "enrolment.signers",
  "inbox.look",
  "keeping.drawAnew",
  "media.exportOriginals",
  "media.exportSheets",
  "media.keepPoster",
  "notices.markRead",
  "settings.diagnostics",
  "settings.set",
  "statistics.checks",
  "system.eject",
  "system.makeFolder",
  "tasks.cancel",
  "tasks.putAway",
  "tasks.watch",
  "trust.inspectPack",
  "updates.discard",
  "updates.setAddress",
  "updates.take",
  "uploads.append",
  "uploads.begin",
  "uploads.drop",
  "uploads.watch",
];

test("every change that a screen asks for is listed as writing, or keeps nothing", () => {
  const changes = globSync("src-renderer/**/*.{ts,tsx}", { cwd: ROOT }).flatMap((file) =>
    [
      ...readFileSync(new URL(file, ROOT), "utf8").matchAll(/\b(?:query\.(\w+)\.(\w+)\.mutationOptions|api\.(\w+)\.(\w+)\()/g),
    ].map(([, area, name, byArea, byName]) => `${area ?? byArea}.${name ?? byName}`),
  );
  const inside = [...new Set(changes)].filter((path) => !path.startsWith("session.") && !isWriting(path.split(".")));
  expect(inside.toSorted()).toEqual(KEEPS_NOTHING);
});
