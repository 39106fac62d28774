// Drives of Windows from what its registry and its programs say, in the shapes that they are recorded in: no script, no rights, no
// language. What cannot be known leaves a drive that can be reached all the same.
import { describe, expect, test } from "vitest";
import { parseRegistry } from "../../../src-main/drives/system/registry.ts";
import { consoleText, windowsProgram } from "../../../src-main/drives/system/system-program.ts";
import { parseVolumeInfo, readNote, windowsDrives, type WindowsFacts } from "../../../src-main/drives/find/windows-drives.ts";

const wide = (text: string): string => Buffer.from(text, "utf16le").toString("hex").toUpperCase();
const STICK =
  "_??_USBSTOR#Disk&Ven_Kingston&Prod_DataTraveler_3.0&Rev_PMAP#0019E06B9C85&0#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}";
const READER = "_??_USBSTOR#Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07#01234567&0#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}";
const DVD = "\\??\\SCSI#CdRom&Ven_VBOX&Prod_CD-ROM#4&0123456&0&010000#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}";
const FLOPPY = "\\??\\FDC#GENERIC_FLOPPY_DRIVE#6&12345678&0&0#{53f56311-b6bf-11d0-94f2-00a0c91efb8b}";
const GPT = `444D494F3A49443A${"0123456789ABCDEF".repeat(2)}`;

// `reg.exe query HKLM\SYSTEM\MountedDevices`; the forms of its values: winreg-kb, "Mounted devices".
const MOUNTED = `\r
HKEY_LOCAL_MACHINE\\SYSTEM\\MountedDevices\r
    \\DosDevices\\C:    REG_BINARY    9A0C5B2F0000100000000000\r
    \\DosDevices\\D:    REG_BINARY    9A0C5B2F0000D01900000000\r
    \\DosDevices\\E:    REG_BINARY    ${wide(STICK)}\r
    \\DosDevices\\F:    REG_BINARY    ${wide(DVD)}\r
    \\DosDevices\\G:    REG_BINARY    ${GPT}\r
    \\DosDevices\\H:    REG_BINARY    ${wide(READER)}\r
    \\??\\Volume{c2b1a7f0-0000-0000-0000-100000000000}    REG_BINARY    9A0C5B2F0000100000000000\r
    #{c2b1a7f0-0000-0000-0000-200000000000}    REG_BINARY    \r
\r
`;
// `reg.exe query HKLM\SYSTEM\CurrentControlSet\Services\disk\Enum`
const DISKS = `\r
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\disk\\Enum\r
    0    REG_SZ    SCSI\\Disk&Ven_NVMe&Prod_SAMSUNG\\5&1a2b&0&000000\r
    1    REG_SZ    USBSTOR\\Disk&Ven_Kingston&Prod_DataTraveler_3.0&Rev_PMAP\\0019E06B9C85&0\r
    Count    REG_DWORD    0x2\r
    NextInstance    REG_DWORD    0x2\r
`;
const EXTERNAL = DISKS.replace(
  "    Count",
  "    2    REG_SZ    USBSTOR\\Disk&Ven_WD&Prod_Elements_25A2&Rev_1021\\575833&0\r\n    Count",
);

const facts = (more: Partial<WindowsFacts>): WindowsFacts => ({
  letters: new Map(["C:", "D:", "E:", "F:", "G:", "Z:"].map((letter, index) => [letter, index])),
  systemLetter: "C:",
  mounted: parseRegistry(MOUNTED),
  disks: parseRegistry(DISKS),
  fastUsb: undefined,
  volumes: new Map(),
  ...more,
});
const kinds = (more: Partial<WindowsFacts>) => windowsDrives(facts(more)).map(({ device, kind }) => [device, kind]);

describe("which letters", () => {
  test("a stick can be taken out, a partition beside the system and a network drive cannot, an optical drive is none", () => {
    expect(kinds({})).toEqual([
      ["C:", "drive"],
      ["D:", "drive"],
      ["E:", "removable"],
      ["G:", "drive"],
      ["Z:", "drive"],
    ]);
  });

  test.each([
    ["an external hard disk, which Windows calls a fixed one", { disks: parseRegistry(EXTERNAL) }],
    ["a fast one, whose name does not say USB", { fastUsb: new Map([["Count", "0x1"]]) }],
  ])("%s makes the disks that are not the system's ones that can be taken out", (_, more) => {
    expect(kinds(more)).toEqual([
      ["C:", "drive"],
      ["D:", "drive"],
      ["E:", "removable"],
      ["G:", "removable"],
      ["Z:", "drive"],
    ]);
  });

  test("a fast stick that is noted as a medium is no external disk", () => {
    const name = "_??_SCSI#Disk&Ven_SanDisk&Prod_Extreme#6&1f&0&000000#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}";
    const mounted = parseRegistry(MOUNTED.replace(wide(STICK), wide(name)));
    const disks = parseRegistry(DISKS.replace(/USBSTOR.*/, "SCSI\\Disk&Ven_SanDisk&Prod_Extreme\\6&1f&0&000000"));
    expect(kinds({ mounted, disks, fastUsb: new Map([["Count", "0x1"]]) })).toContainEqual(["G:", "drive"]);
  });

  test("where the registry may not be read, every letter but the system's is offered as one that can be taken out", () => {
    expect(kinds({ mounted: undefined, disks: undefined })).toEqual([
      ["C:", "drive"],
      ...["D:", "E:", "F:", "G:", "Z:"].map((letter) => [letter, "removable"]),
    ]);
  });

  test("a letter that does not answer is no drive, whatever is noted of it", () => {
    expect(kinds({ letters: new Map([["C:", 1]]) })).toEqual([["C:", "drive"]]);
  });

  test("another volume behind a letter has another mark", () => {
    const marks = [1, 2, 1].map((serial) => windowsDrives(facts({ letters: new Map([["E:", serial]]) }))[0]?.mark);
    expect(marks[0]).toBe(marks[2]);
    expect(marks[0]).not.toBe(marks[1]);
  });
});

describe("their names", () => {
  const named = (volumes: WindowsFacts["volumes"]) => windowsDrives(facts({ letters: new Map([["E:", 1]]), volumes }))[0];

  test("the label, else the maker's name, else the letter", () => {
    expect(named(new Map([["E:", { label: "报送盘", fileSystem: "FAT32", readOnly: true }]]))).toMatchObject({
      path: "E:\\",
      name: "报送盘 (E:)",
      fileSystem: "FAT32",
      readOnly: true,
    });
    expect(named(new Map())).toMatchObject({ name: "Kingston DataTraveler 3.0 (E:)", fileSystem: null, readOnly: false });
    expect(windowsDrives(facts({ letters: new Map([["Z:", 1]]) }))[0]?.name).toBe("Z:");
  });
});

describe("what is read", () => {
  test("notes tell media, disks, optical and floppy drives apart", () => {
    expect(readNote(wide(READER))).toMatchObject({ kind: "medium", product: "Generic Flash Disk" });
    expect(readNote(wide(DVD)).kind).toBe("optical");
    expect(readNote(wide(FLOPPY)).kind).toBe("floppy");
    expect(readNote(GPT)).toEqual({ kind: "disk", disk: null });
    expect(readNote("9A0C5B2F0000100000000000")).toEqual({ kind: "disk", disk: "9a0c5b2f" });
    expect(["", "2F000000", "2E2E2F64726976655F6300"].map((odd) => readNote(odd).kind)).toEqual(["disk", "disk", "disk"]);
  });

  test("values of a key: names with spaces, empty values, and nothing from an error", () => {
    const values = parseRegistry(
      "HKEY_CURRENT_USER\\X\r\n    My Pictures    REG_EXPAND_SZ    %USERPROFILE%\\图片\r\n    (默认)    REG_SZ    \r\n",
    );
    expect([...values]).toEqual([
      ["My Pictures", "%USERPROFILE%\\图片"],
      ["(默认)", ""],
    ]);
    expect(parseRegistry("错误: 系统找不到指定的注册表项或值。\r\n").size).toBe(0);
  });

  // `fsutil fsinfo volumeinfo` of Windows 10, in English and in Chinese.
  test.each([
    [
      "English",
      "Volume Name : USBKEY\r\nVolume Serial Number : 0x1234abcd\r\nMax Component Length : 255\r\nFile System Name : FAT32\r\nIs ReadWrite\r\nNot Thinly-Provisioned\r\n",
      { label: "USBKEY", fileSystem: "FAT32", readOnly: false },
    ],
    [
      "Chinese",
      "卷名: 报送盘\r\n卷序列号: 0x1234abcd\r\n最大组件长度: 255\r\n文件系统名: exFAT\r\n是只读\r\n",
      { label: "报送盘", fileSystem: "exFAT", readOnly: true },
    ],
    [
      "no label",
      "Volume Name : \r\nVolume Serial Number : 0x1\r\nFile System Name : NTFS\r\n",
      { label: "", fileSystem: "NTFS", readOnly: false },
    ],
    [
      "words of its label",
      "卷名: 只读资料\r\n卷序列号: 0x1\r\n文件系统名: FAT32\r\n是读写\r\n",
      { label: "只读资料", fileSystem: "FAT32", readOnly: false },
    ],
    ["a refusal", "The FSUTIL utility requires that you have administrative privileges.\r\n", undefined],
    ["nothing", "", undefined],
  ])("a volume, said in %s", (_, printed, expected) => {
    expect(parseVolumeInfo(printed)).toEqual(expected);
  });

  test("what a console prints is read as UTF-8, or as GBK", () => {
    expect(consoleText(Buffer.from("D:\\桌面"))).toBe("D:\\桌面");
    expect(consoleText(Buffer.from([0x44, 0x3a, 0x5c, 0xd7, 0xc0, 0xc3, 0xe6]))).toBe("D:\\桌面");
  });

  test("programs of Windows are named by their whole path", () => {
    expect(windowsProgram("reg.exe", { SystemRoot: "D:\\WINNT", Path: "E:\\" })).toBe("D:\\WINNT\\System32\\reg.exe");
    expect(windowsProgram("reg.exe", {})).toBe("C:\\Windows\\System32\\reg.exe");
  });
});
