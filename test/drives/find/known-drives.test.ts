// What Linux and macOS say of their drives, as recorded from them, and which of it is offered as a drive.
import { describe, expect, test } from "vitest";
import { driveOf, linuxDrives, type Drive } from "../../../src-main/drives/find/known-drives.ts";
import { macDrives, macKindAt, parseExternalDisks, parseMacMounts } from "../../../src-main/drives/find/mac-drives.ts";
import { mountOf, parseMountInfo } from "../../../src-main/drives/system/mount-table.ts";

// The kernel's own example (Documentation/filesystems/proc.rst §3.5), a desktop with a FAT32 stick and an NTFS disk as udisks 2.9
// mounts them on Debian 12 (labels: with a space, Chinese), a network folder, snap and portal mounts of Ubuntu, and a mount over another.
const LINUX = `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
23 22 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
29 22 259:1 / /boot/efi rw,relatime shared:31 - vfat /dev/nvme0n1p1 rw,fmask=0077,dmask=0077,codepage=437,iocharset=ascii,shortname=mixed,utf8,errors=remount-ro
97 22 7:3 / /snap/core20/1828 ro,nodev,relatime shared:51 - squashfs /dev/loop3 ro,errors=continue
612 545 0:52 / /run/user/1000/doc rw,nosuid,nodev,relatime shared:330 - fuse.portal portal rw,user_id=1000,group_id=1000
620 22 8:17 / /media/clerk/KINGSTON\\04016G rw,nosuid,nodev,relatime shared:340 - vfat /dev/sdb1 rw,uid=1000,gid=1000,fmask=0022,dmask=0022,codepage=437,iocharset=ascii,shortname=mixed,showexec,utf8,flush,errors=remount-ro
621 22 8:33 / /media/clerk/报送盘 ro,nosuid,nodev,relatime shared:341 - fuseblk /dev/sdc1 ro,user_id=0,group_id=0,default_permissions,allow_other,blksize=4096
622 24 8:49 / /run/media/clerk/B rw,nosuid,nodev,relatime shared:342 - exfat /dev/sdd1 rw,uid=1000,gid=1000,iocharset=utf8,errors=remount-ro
623 22 0:60 / /mnt/share rw,relatime shared:343 - cifs //10.0.0.2/share rw,vers=3.1.1,username=clerk
624 22 0:61 / /mnt/scratch rw,relatime shared:344 - tmpfs tmpfs rw,size=1024k
625 22 8:65 / /mnt/usb rw,relatime shared:345 - ext4 /dev/sde1 rw
626 22 8:81 / /mnt/usb rw,relatime shared:346 - vfat /dev/sdf1 rw
627 22 8:97 / /srv/usb/盘 rw,relatime shared:347 - vfat /dev/sdg1 rw
`;
const shape = ({ path, name, kind, fileSystem, readOnly, device }: Drive) => [path, name, kind, fileSystem, readOnly, device];

describe("Linux", () => {
  const mounts = parseMountInfo(LINUX);

  test("drives are what desktops and people mount, with their real names", () => {
    expect(linuxDrives(mounts, []).map(shape)).toEqual([
      ["/media/clerk/KINGSTON 16G", "KINGSTON 16G", "removable", "vfat", false, "/dev/sdb1"],
      ["/media/clerk/报送盘", "报送盘", "removable", "fuseblk", true, "/dev/sdc1"],
      ["/run/media/clerk/B", "B", "removable", "exfat", false, "/dev/sdd1"],
      ["/mnt/share", "share", "drive", "cifs", false, "//10.0.0.2/share"],
      ["/mnt/usb", "usb", "drive", "vfat", false, "/dev/sdf1"],
    ]);
  });

  test("a further folder holds drives as /media does", () => {
    expect(linuxDrives(mounts, ["/srv/usb/"]).map(({ path }) => path)).toContain("/srv/usb/盘");
  });

  test("the same stick plugged in again has another mark", () => {
    const again = parseMountInfo(LINUX.replace("620 22 8:17", "640 22 8:17"));
    const mark = (list: readonly Drive[]) => list.find(({ device }) => device === "/dev/sdb1")?.mark;
    expect(mark(linuxDrives(again, []))).not.toBe(mark(linuxDrives(mounts, [])));
  });

  test("the mount of a path is the deepest one above it, by whole names", () => {
    expect(mountOf("/media/clerk/B/报送", mounts)?.path).toBe("/");
    expect(mountOf("/run/media/clerk/B/报送", mounts)?.type).toBe("exfat");
    expect(mountOf("/run/media/clerk/Beta", mounts)?.path).toBe("/");
  });

  test.each(["", "nonsense", "1 2 3", "36 35 98:0 /mnt1", " - ", "\0\0 - \0"])("a table that says %j holds nothing", (text) => {
    expect(parseMountInfo(text)).toEqual([]);
  });
});

test("a folder's drive is found in either case, and only by whole letters", () => {
  const stick = {
    path: "E:\\",
    name: "E:",
    kind: "removable",
    fileSystem: null,
    readOnly: false,
    device: "E:",
    mark: "",
  } as const;
  expect(driveOf("e:\\报送\\六月", [stick], "\\")).toBe(stick);
  expect(driveOf("e:\\", [stick], "\\")).toBe(stick);
  expect(driveOf("\\\\?\\e:\\报送", [stick], "\\")).toBe(stick);
  expect(driveOf("\\\\server\\e", [stick], "\\")).toBeUndefined();
});

// `mount` and `diskutil list external` as macOS prints them: a MacBook with a FAT32 stick, an APFS disk plugged in by USB, and a share.
describe("macOS", () => {
  const mounts = parseMacMounts(`/dev/disk1s5 on / (apfs, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk1s1 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
/dev/disk1s3 on /Volumes/Recovery (apfs, local, journaled, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk5s1 on /Volumes/Lexar (msdos, local, nodev, nosuid, noowners)
/dev/disk7s1 on /Volumes/备份 on (2) (apfs, local, nodev, nosuid, read-only, noowners)
//clerk@10.0.0.2/share on /Volumes/报送 共享 (smbfs, nodev, nosuid, mounted by clerk)
`);
  const external = parseExternalDisks(`/dev/disk6 (external, physical):
   #:                       TYPE NAME                    SIZE       IDENTIFIER
   0:      GUID_partition_scheme                        *1.0 TB     disk6
   2:                 Apple_APFS Container disk7         999.8 GB   disk6s2

/dev/disk7 (synthesized):
   #:                       TYPE NAME                    SIZE       IDENTIFIER
   0:      APFS Container Scheme -                      +999.8 GB   disk7
                                 Physical Store disk6s2
   1:                APFS Volume 备份                    12.3 GB    disk7s1
`);

  test("drives are what lies in /Volumes, but the system's own; what is plugged in or bears a stick's file system can be taken out", () => {
    expect(external).toEqual(["/dev/disk6", "/dev/disk7"]);
    expect(macDrives(mounts, external).map(shape)).toEqual([
      ["/Volumes/Lexar", "Lexar", "removable", "msdos", false, "/dev/disk5s1"],
      ["/Volumes/备份 on (2)", "备份 on (2)", "removable", "apfs", true, "/dev/disk7s1"],
      ["/Volumes/报送 共享", "报送 共享", "drive", "smbfs", false, null],
    ]);
    expect(macDrives(mounts, []).map(({ kind }) => kind)).toEqual(["removable", "drive", "drive"]);
  });

  test("the kind of file system is that of the deepest mount above a path, by whole names", () => {
    expect(macKindAt("/Volumes/Lexar/报送", mounts)).toBe("msdos");
    expect(macKindAt("/Volumes/Lexar2", mounts)).toBe("apfs");
    expect(macKindAt("/Volumes/Lexar", [])).toBeNull();
  });
});
