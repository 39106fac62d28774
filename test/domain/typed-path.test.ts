// A path as people type and paste it.
import { fc, test as law } from "@fast-check/vitest";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { readTypedPath } from "../../src-main/domain/typed-path.ts";

test.each([
  ["  /media/u/U盘 ", "/media/u/U盘"],
  ['"E:\\报送\\7月"', "E:\\报送\\7月"],
  ["E:", "E:\\"],
  ["e:/a", "e:/a"],
  ["\\\\server\\share", "\\\\server\\share"],
  ["file:///media/u/U%E7%9B%98", "/media/u/U盘"],
  ["file://localhost/tmp/a", "/tmp/a"],
])("%j means %j", (typed, path) => expect(readTypedPath(typed)).toBe(path));

test.each(["", "报送", "./a", "../a", "a\\b", "E", "http://a/b", "file:///%ff", "/a\0b"])("%j is no whole path", (typed) =>
  expect(readTypedPath(typed)).toBeUndefined(),
);

law.prop([fc.array(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 })])(
  "what a file manager copies as an address is the file's path",
  (parts) => {
    const path = `/${parts.map((part) => part.replaceAll(/[/\0\s"'“”]/g, "_")).join("/")}`;
    fc.pre(!/(^|\/)\.{1,2}(\/|$)/.test(path) && path.isWellFormed());
    expect(readTypedPath(pathToFileURL(path, { windows: false }).href)).toBe(path);
  },
);
