// What the emulated PC starts from: Debian's own kernel and a small first file system. The rest of its files are this PC's, read only.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** What the guest's kernel needs as modules. */
const MODULES = [
  "virtio_pci",
  "9pnet_virtio",
  "9p",
  "xhci_pci",
  "usb_storage",
  "sd_mod",
  "nls_cp437",
  "nls_utf8",
  "nls_ascii",
  "nls_iso8859_1",
  "vfat",
  "exfat",
];

export type GuestRoot = Readonly<{ kernel: string; initrd: string }>;

/** Makes kernel and first file system in a folder; what is there is used again. @param driver the guest's program, by its path here. */
export function makeGuestRoot(folder: string, node: string, driver: string): GuestRoot {
  mkdirSync(folder, { recursive: true });
  const tree = join(folder, "kernel");
  if (!existsSync(join(tree, "unpacked"))) unpackKernel(folder, tree);
  const version = readdirSync(join(tree, "lib/modules"))[0] as string;
  const root = join(folder, "root");
  mkdirSync(join(root, "bin"), { recursive: true });
  for (const name of ["proc", "sys", "dev", "host", "modules"]) mkdirSync(join(root, name), { recursive: true });
  copyFileSync("/bin/busybox", join(root, "bin/busybox"));
  const modules = [...new Set(MODULES.flatMap((name) => modulesOf(tree, version, name)))];
  for (const path of modules) copyFileSync(path, join(root, "modules", basename(path)));
  writeFileSync(
    join(root, "init"),
    initScript(
      modules.map((path) => basename(path)),
      node,
      driver,
    ),
  );
  chmodSync(join(root, "init"), 0o755);
  const initrd = join(folder, "initrd");
  execFileSync("sh", ["-c", `cd "$1" && find . | cpio --quiet -o -H newc > "$2"`, "sh", root, initrd]);
  return { kernel: join(tree, `boot/vmlinuz-${version}`), initrd };
}

/** The kernel package that Debian's own `linux-image-amd64` names, unpacked and not installed. */
function unpackKernel(folder: string, tree: string): void {
  const named = execFileSync("apt-cache", ["depends", "linux-image-amd64"], { encoding: "utf8" });
  const name = /Depends: (linux-image-\S+)/.exec(named)?.[1];
  if (name === undefined) throw new Error("No kernel package is known. Type: sudo apt-get update");
  const isDeb = (file: string) => file.startsWith(`${name}_`) && file.endsWith(".deb");
  if (!readdirSync(folder).some(isDeb)) execFileSync("apt-get", ["-qq", "download", name], { cwd: folder, stdio: "inherit" });
  const deb = readdirSync(folder).find(isDeb) as string;
  execFileSync("dpkg", ["-x", join(folder, deb), tree]);
  execFileSync("depmod", ["-b", tree, readdirSync(join(tree, "lib/modules"))[0] as string]);
  writeFileSync(join(tree, "unpacked"), "");
}

/** Files of a module and of those that it builds on, in order; none where it is part of the kernel. */
function modulesOf(tree: string, version: string, name: string): readonly string[] {
  const said = execFileSync("modprobe", ["-d", tree, "-S", version, "--show-depends", name], { encoding: "utf8" });
  return [...said.matchAll(/^insmod (\S+)/gm)].map(([, path]) => path as string);
}

function initScript(modules: readonly string[], node: string, driver: string): string {
  return `#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev
for m in ${modules.join(" ")}; do case $m in usb-storage.ko) insmod /modules/$m delay_use=0;; *) insmod /modules/$m;; esac; done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,ro,cache=loose host /host || echo no host
mount --bind /dev /host/dev; mount -t proc proc /host/proc; mount -t sysfs sysfs /host/sys
mount -t tmpfs -o size=1200m tmp /host/mnt
mkdir -p /host/mnt/tmp /host/mnt/state
stty -F /dev/ttyS1 raw -echo
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/mnt TMPDIR=/mnt/tmp ANBAO_STATE=/mnt/state LANG=C.UTF-8
echo STARTING
chroot /host "${node}" "${driver}"
echo ENDED $?
poweroff -f
`;
}
