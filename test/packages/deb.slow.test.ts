// The deb as offices install it: its control file, its contents, its scripts run as root of a namespace over an unpacked copy, its desktop
// entry and its file types. Judged by dpkg-deb, desktop-file-validate and update-mime-database.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
  existsSync,
  chmodSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packOnce } from "./pack-once.ts";

const PACK_LIMIT_MS = 1_200_000;
const SETUID_BIT = 0o4000;
const folder = mkdtempSync(join(tmpdir(), "anbao-deb-test-"));
const tree = join(folder, "tree");
const control = join(folder, "control");
const held = { deb: "" };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function say(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C.UTF-8" } });
}

beforeAll(() => {
  held.deb = join(packOnce("linux-x64").output, "anbao-0.1.0-linux-amd64.deb");
  say("dpkg-deb", ["-x", held.deb, tree]);
  say("dpkg-deb", ["-e", held.deb, control]);
}, PACK_LIMIT_MS);

test("the control file says what it is, in Chinese, what it needs, and no address that is none", () => {
  const field = (name: string): string => say("dpkg-deb", ["-f", held.deb, name]).trim();
  expect(field("Package")).toBe("anbao");
  expect(field("Architecture")).toBe("amd64");
  expect(field("Depends")).toContain("libgtk-3-0 | libgtk-3-0t64");
  expect(field("Homepage")).toBe("");
  expect(field("Description").split("\n")[0]).toBe("安全生产月活动报送");
  expect(field("Description")).toContain("U盘");
  expect(Number(field("Installed-Size"))).toBeGreaterThan(100_000);
  expect(say("dpkg-deb", ["-I", held.deb])).toContain("postinst");
});

test("the arm64 deb is for arm64", () => {
  const { output } = packOnce("linux-arm64");
  expect(say("dpkg-deb", ["-f", join(output, "anbao-0.1.0-linux-arm64.deb"), "Architecture"]).trim()).toBe("arm64");
});

test("all paths are Latin, all belongs to root, nobody else may write, and the helper has its bit", () => {
  const lines = say("dpkg-deb", ["-c", held.deb]).trimEnd().split("\n");
  expect(lines.filter((line) => /[^\x20-\x7e]/.test(line))).toEqual([]);
  expect(lines.filter((line) => !line.includes(" root/root "))).toEqual([]);
  expect(lines.filter((line) => line.includes(" -> /"))).toEqual([]);
  expect(lines.filter((line) => /^[^l].{4}w|^[^l].{7}w/.test(line))).toEqual([]);
  expect(lines.find((line) => line.endsWith("./opt/anbao/chrome-sandbox"))).toMatch(/^-rwsr-xr-x root\/root/);
  expect(lines.find((line) => line.endsWith("./opt/anbao/resources/decoder/node"))).toMatch(/^-rwxr-xr-x/);
});

test("its checksums hold", () => {
  const sums = readFileSync(join(control, "md5sums"), "utf8");
  expect(sums.trimEnd().split("\n").length).toBeGreaterThan(100);
  expect(execFileSync("md5sum", ["--quiet", "-c", join(control, "md5sums")], { cwd: tree, encoding: "utf8" })).toBe("");
});

/** The part of an installed system that the scripts touch, as a root folder for `chroot` in a namespace of its own. */
function layRoot(): string {
  const root = mkdtempSync(join(folder, "root-"));
  for (const name of ["usr/bin", "etc", "opt/anbao/resources", "tmp", "proc"]) mkdirSync(join(root, name), { recursive: true });
  for (const path of ["opt/anbao/chrome-sandbox", "opt/anbao/anbao", "opt/anbao/resources/apparmor-profile"])
    cpSync(join(tree, path), join(root, path));
  chmodSync(join(root, "opt/anbao/chrome-sandbox"), 0o755);
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/:/bin/sh\n");
  writeFileSync(join(root, "etc/group"), "root:x:0:\n");
  mkdirSync(join(root, "dev"));
  writeFileSync(join(root, "dev/null"), "");
  const busybox = "/bin/busybox";
  cpSync(busybox, join(root, "usr/bin/busybox"));
  mkdirSync(join(root, "bin"));
  cpSync(busybox, join(root, "bin/sh"));
  for (const name of ["postinst", "postrm"]) cpSync(join(control, name), join(root, "tmp", name));
  return root;
}

/** Runs a script as root of a user namespace: there `unshare --user` succeeds, which misleads electron-builder's own script. */
function runIn(root: string, line: string): string {
  const tools = ["chown", "chmod", "ln", "cp", "rm", "readlink"].map(
    (name) => `/usr/bin/busybox ln -sf /usr/bin/busybox /usr/bin/${name}`,
  );
  return say("unshare", [
    "--user",
    "--map-root-user",
    "--mount",
    "chroot",
    root,
    "/bin/sh",
    "-ec",
    `${tools.join("; ")}; ${line}`,
  ]);
}

test("after installing, the helper is root's with its bit whatever the kernel allows, and the program is on the path", () => {
  const root = layRoot();
  runIn(root, "/tmp/postinst configure");
  const helper = statSync(join(root, "opt/anbao/chrome-sandbox"));
  expect([helper.mode & 0o7777, helper.uid, helper.gid]).toEqual([0o4755, process.getuid?.() ?? 0, process.getgid?.() ?? 0]);
  expect(helper.mode & SETUID_BIT).toBe(SETUID_BIT);
  expect(readlinkSync(join(root, "usr/bin/anbao"))).toBe("/opt/anbao/anbao");
  expect(existsSync(join(root, "etc/apparmor.d/anbao"))).toBe(false);
  runIn(root, "/tmp/postrm upgrade");
  expect(readlinkSync(join(root, "usr/bin/anbao"))).toBe("/opt/anbao/anbao");
  runIn(root, "/tmp/postrm remove");
  expect(() => readlinkSync(join(root, "usr/bin/anbao"))).toThrow("ENOENT");
});

test("where the system knows profiles, the program's is laid in and goes with it; where it does not parse, nothing is laid in", () => {
  const root = layRoot();
  mkdirSync(join(root, "etc/apparmor.d"));
  const parser = join(root, "usr/bin/apparmor_parser");
  writeFileSync(parser, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  runIn(root, "/tmp/postinst configure");
  expect(readFileSync(join(root, "etc/apparmor.d/anbao"), "utf8")).toContain("profile anbao /opt/anbao/anbao flags=(unconfined)");
  runIn(root, "/tmp/postrm remove");
  expect(existsSync(join(root, "etc/apparmor.d/anbao"))).toBe(false);
  writeFileSync(parser, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  runIn(root, "/tmp/postinst configure");
  expect(existsSync(join(root, "etc/apparmor.d/anbao"))).toBe(false);
});

test("the desktop entry is valid, Chinese, and opens the program's files", () => {
  const entry = join(tree, "usr/share/applications/anbao.desktop");
  expect(say("desktop-file-validate", [entry])).toBe("");
  const lines = readFileSync(entry, "utf8").split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "Name=安报",
      "Exec=/opt/anbao/anbao %U",
      "Icon=anbao",
      "StartupWMClass=anbao",
      "Categories=Office;",
      "MimeType=application/x-anbao;application/x-anbao-backup;application/x-anbao-age;",
    ]),
  );
});

test("a system that reads its file types knows the three, also behind two points", () => {
  const mime = join(folder, "mime");
  mkdirSync(join(mime, "packages"), { recursive: true });
  cpSync(join(tree, "usr/share/mime/packages/anbao.xml"), join(mime, "packages/anbao.xml"));
  say("update-mime-database", [mime]);
  const globs = readFileSync(join(mime, "globs2"), "utf8").split("\n");
  expect(globs).toEqual(
    expect.arrayContaining([
      "50:application/x-anbao:*.anbao",
      "50:application/x-anbao-age:*.anbao.age",
      "50:application/x-anbao-backup:*.anbao-backup",
    ]),
  );
});

test.each([16, 24, 32, 48, 64, 128, 256, 512])("an icon of %i pixels is where desktops look for it", (pixels) => {
  expect(existsSync(join(tree, `usr/share/icons/hicolor/${pixels}x${pixels}/apps/anbao.png`))).toBe(true);
});
