// Installing: the program ends orderly first, the installer is started as electron-updater does it, an AppImage is replaced in one step,
// and where something fails, what ran is there as before.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { InstalledAs } from "../../../src-main/domain/installed-as.ts";
import {
  installUpdate,
  replaceProgram,
  startInstaller,
  type InstallMeans,
} from "../../../src-main/shell-electron/updates/install-update.ts";
import { installedAs, ownAppImage } from "../../../src-main/shell-electron/start/installed-as.ts";
import { fillUp, plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const APP = {
  version: "1.0.0",
  name: "anbao",
  isPackaged: true,
  appUpdateConfigPath: "/nowhere/app-update.yml",
  userDataPath: "/nowhere",
  baseCachePath: "/nowhere",
  whenReady: () => Promise.resolve(),
  relaunch: () => undefined,
  quit: () => undefined,
  onQuit: () => undefined,
};

/** What happened, in order. */
function recorded(more: Partial<InstallMeans> = {}): Readonly<{ means: InstallMeans; steps: string[] }> {
  const steps: string[] = [];
  const means: InstallMeans = {
    appImage: undefined,
    endProgram: (last) => {
      steps.push("closed");
      void last().then(() => steps.push("ended"));
    },
    startInstaller: (path) => Promise.resolve(void steps.push(`installer ${path}`)),
    startAgain: () => void steps.push("again"),
    tell: ({ code }) => void steps.push(code),
    ...more,
  };
  return { means, steps };
}

const sha256Of = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
const update = (kind: InstalledAs, path = "/shelf/x.exe", bytes: string | Uint8Array = "new") => ({
  version: "2.0.0",
  kind,
  path,
  sha256: sha256Of(bytes),
});

/** An installer on the shelf. */
async function shelved(bytes = "new"): Promise<string> {
  const path = join(await tempFolder(), "x.exe");
  writeFileSync(path, bytes);
  return path;
}

test("Windows: everything is closed before the installer starts, and the program ends after it", async () => {
  const { means, steps } = recorded();
  const path = await shelved();
  await installUpdate(update("nsis", path), means);
  await expect.poll(() => steps).toEqual(["closed", `installer ${path}`, "ended"]);
});

test("an installer that is another by the time everything is closed is not started; what ran starts again", async () => {
  const path = await shelved();
  const { means, steps } = recorded({
    endProgram: (last) => {
      writeFileSync(path, "evil");
      void last().then(() => steps.push("ended"));
    },
  });
  await installUpdate(update("nsis", path), means);
  await expect.poll(() => steps).toEqual(["update-package-differs", "again", "ended"]);
});

test("an installer that does not start is told, and what ran starts again", async () => {
  const refused = Object.assign(new Error("blocked"), { code: "EACCES" });
  const { means, steps } = recorded({ startInstaller: () => Promise.reject(refused) });
  await installUpdate(update("nsis", await shelved()), means);
  await expect.poll(() => steps).toEqual(["closed", "update-install-failed", "again", "ended"]);
});

test("the installer is started apart, over what is installed, and starts the program afterwards", async () => {
  const folder = await tempFolder();
  const [script, note] = [join(folder, "安装 x.sh"), join(folder, "arguments")];
  writeFileSync(script, `#!/bin/sh\nprintf '%s\\n' "$@" > '${note}.new'\nmv '${note}.new' '${note}'\n`);
  chmodSync(script, 0o755);
  const seen = watch(folder);
  await startInstaller(script, APP);
  while (!existsSync(note)) await once(seen, "change");
  seen.close();
  expect(readFileSync(note, "utf8")).toBe("--updated\n--force-run\n");
});

test("an installer that is not there is refused, and nothing is thrown elsewhere", async () => {
  await expect(startInstaller(join(await tempFolder(), "none.exe"), APP)).rejects.toMatchObject({ code: "ENOENT" });
});

test("AppImage: the file is replaced before anything is closed, and the new one starts under the old name", async () => {
  const folder = await tempFolder();
  const [appImage, fresh] = [join(folder, "安报.AppImage"), join(folder, "anbao-2.0.0-linux-x64.AppImage")];
  writeFileSync(appImage, "old");
  writeFileSync(fresh, "new", { mode: 0o600 });
  const { means, steps } = recorded({ appImage });
  await installUpdate(update("appimage", fresh), means);
  await expect.poll(() => steps).toEqual(["closed", "again", "ended"]);
  expect([readFileSync(appImage, "utf8"), statSync(appImage).mode & 0o777]).toEqual(["new", 0o755]);
  expect(existsSync(fresh)).toBe(true);
});

test("AppImage on a full disk: the old file runs on, nothing is closed, nothing is left", async () => {
  const folder = await tempFolder();
  const { path } = plugIn(join(folder, "小盘"), 1024);
  const [appImage, fresh] = [join(path, "anbao.AppImage"), join(folder, "new")];
  writeFileSync(appImage, "old");
  writeFileSync(fresh, Buffer.alloc(900_000));
  fillUp(path, 300);
  const { means, steps } = recorded({ appImage });
  await expect(installUpdate(update("appimage", fresh, Buffer.alloc(900_000)), means)).rejects.toMatchObject({
    code: "update-install-failed",
    details: { path: fresh },
    cause: { code: "ENOSPC" },
  });
  expect([steps, readFileSync(appImage, "utf8"), existsSync(`${appImage}.new`)]).toEqual([[], "old", false]);
});

test("AppImage: what is not the package that was checked does not take the old one's place", async () => {
  const folder = await tempFolder();
  const [appImage, fresh] = [join(folder, "安报.AppImage"), join(folder, "new.AppImage")];
  writeFileSync(appImage, "old");
  writeFileSync(fresh, "evil");
  const { means, steps } = recorded({ appImage });
  await expect(installUpdate(update("appimage", fresh), means)).rejects.toMatchObject({ code: "update-package-differs" });
  expect([steps, readFileSync(appImage, "utf8"), existsSync(`${appImage}.new`)]).toEqual([[], "old", false]);
});

test("AppImage in a folder that may not be written to: the old file runs on", async () => {
  const folder = await tempFolder();
  const drive = plugIn(join(folder, "只读"), 1024);
  writeFileSync(join(drive.path, "a.AppImage"), "old");
  writeFileSync(join(folder, "new"), "new");
  drive.lock();
  await expect(replaceProgram(update("appimage", join(folder, "new")), join(drive.path, "a.AppImage"))).rejects.toMatchObject({
    code: "EROFS",
  });
  expect(readFileSync(join(drive.path, "a.AppImage"), "utf8")).toBe("old");
});

test.each(["deb", "portable", "dmg", "checkout"] as const)("%s cannot install itself: nothing is closed", async (kind) => {
  const { means, steps } = recorded();
  await expect(installUpdate(update(kind), means)).rejects.toMatchObject({ code: "update-install-failed" });
  expect(steps).toEqual([]);
});

test.each([
  [{ isPackaged: false, platform: "win32" }, "checkout"],
  [{ isPackaged: true, platform: "win32", beside: ["anbao.exe", "Uninstall 安报.exe"] }, "nsis"],
  [{ isPackaged: true, platform: "win32", beside: ["anbao.exe", "resources"] }, "portable"],
  [{ isPackaged: true, platform: "darwin" }, "dmg"],
  [{ isPackaged: true, platform: "linux" }, "deb"],
  [{ isPackaged: true, platform: "linux", appImage: "" }, "deb"],
  [{ isPackaged: true, platform: "linux", appImage: "/srv/x/anbao.AppImage" }, "appimage"],
  [{ isPackaged: false, platform: "linux", appImage: "/srv/x/editor.AppImage" }, "checkout"],
] as const)("%o is %s", (around, kind) => {
  expect(installedAs({ appImage: undefined, beside: [], ...around })).toBe(kind);
});

const MOUNTED = { APPIMAGE: "/srv/x/anbao.AppImage", APPDIR: "/tmp/.mount_anbaoQx3f" };
test.each([
  ["the mounted program is of its file", MOUNTED, "/tmp/.mount_anbaoQx3f/anbao", MOUNTED.APPIMAGE],
  ["also where the folder for temporary files is a link", MOUNTED, "/data/tmp/.mount_anbaoQx3f/anbao", MOUNTED.APPIMAGE],
  ["started from a terminal that is an AppImage, the installed program is of none", MOUNTED, "/opt/anbao/anbao", undefined],
  ["without variables there is none", {}, "/opt/anbao/anbao", undefined],
  ["nor with half of them", { APPIMAGE: "/srv/x/editor.AppImage" }, "/opt/anbao/anbao", undefined],
])("AppImage: %s", (_, env, execPath, expected) => expect(ownAppImage({ env, execPath })).toBe(expected));
