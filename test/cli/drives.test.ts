// Drives from the command line, on a real one: listed, checked, looked through for a workspace, ejected.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { enrolledPair, handOver, PIN, record } from "../support/offices/office.ts";
import { jsonOf, problemOf, type RunOptions } from "../support/run-cli.ts";
import { plugIn } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";

// Every step starts a process of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 180_000 });

test("list, check, look and eject", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const bundle = await handOver(folder, town.ws);
  await county.close();
  const ports = join(folder, "插口");
  const options: RunOptions = { env: { ANBAO_DRIVES: ports }, pin: PIN };
  const stick = plugIn(join(ports, "U盘 一"));
  copyFileSync(bundle, join(stick.path, "包.anbao.age"));

  const { drives } = (await jsonOf(["drives"], options)) as { drives: readonly { path: string }[] };
  expect(drives.find(({ path }) => path === stick.path)).toMatchObject({ name: "U盘 一", kind: "removable", writable: true });

  const checked = await jsonOf(["drives", "check", stick.path, "--needs", "1000"], options);
  expect(checked).toMatchObject({ fileSystem: "tmpfs", bytesPerSecond: expect.any(Number) });
  expect((await problemOf(["drives", "check", stick.path, "--needs", "99000000"], options)).code).toBe("drive-too-small");

  const looked = (await jsonOf(["drives", "look", join(folder, "county")], options)) as { drives: readonly unknown[] };
  expect(looked.drives).toMatchObject([{ name: "U盘 一", bundles: [{ unit: "620724100", purpose: "hand-in" }], read: 0 }]);
  expect(readdirSync(stick.path)).toEqual(["包.anbao.age"]);

  mkdirSync(join(folder, "文件夹"));
  expect((await problemOf(["drives", "eject", join(folder, "文件夹")], options)).code).toBe("drive-not-removable");
  expect(await jsonOf(["drives", "eject", stick.path], options)).toEqual({ name: "U盘 一" });
  expect(existsSync(join(stick.path, "包.anbao.age"))).toBe(false);
});
