// Names that a bundle may not hold: paths that leave the folder, devices, twins of names that it does hold, things that run.
import { fileOf, lastOf, membersOf, type HostileCase, type HostileKit } from "./kit.ts";
import { rawZip, type RawMember } from "../made/raw-zip.ts";

const hash = "ab".repeat(32);

/** Each of them is the name of one member too many. */
export const HOSTILE_NAMES: readonly string[] = [
  // zip slip, absolute, drive and UNC paths
  "../evil.txt", "data/../../evil", "data/media/../../../evil.jpg", "..\\evil.txt", "/etc/passwd", "~/.ssh/authorized_keys", "C:\\evil.txt", "C:/evil", "C:evil",
  "\\\\server\\share\\x", "//server/share", "\\\\?\\C:\\evil", "data\\media\\x.jpg", "data/./bundle.json", "data//bundle.json", "./data/bundle.json", "file:///etc/passwd",
  // folders, and names that a system makes into another one
  "data/", "data/media/", "data/bundle.json/", "data/bundle.json ", "data/bundle.json.", "data/bundle.json\0", "data/bundle.json\0.jpg", "data/bundle.json::$DATA", "data/paper/a.pdf:stream",
  // devices
  "data/paper/con.pdf", "data/paper/nul.xlsx", "data/paper/com1.pdf", "data/paper/lpt9.pdf", "data/paper/aux.pdf", "CON", "data/nul",
  // twins by case, by composition, by look
  "DATA/bundle.json", "data/BUNDLE.json", "Bagit.txt", "BAGIT.TXT", "data/校验说明.TXT", "data/校驗説明.txt", "data/校验说明.txt ", "data/bundl\u00e9.json", "data/bundle\u0301.json",
  "data/b\u0443ndle.json", "\uff44ata/bundle.json", "data\u2215bundle.json", "data/heads.jsonl\u200b", "tagmanifest-sha256.txt.SIG", `data/media/${hash.toUpperCase()}.jpg`,
  // hidden and turned
  "data/paper/\u202efdp.exe", "data/paper/a\u200b.pdf", "\ufeffbagit.txt", "data/paper/\u2066a.pdf",
  // what runs, and what is no family
  "data/paper/a.exe", `data/media/${hash}.html`, `data/media/${hash}.svg`, `data/media/${hash}.exe`, `data/media/${hash}.lnk`, `data/media/${hash}`, `data/media/${hash}.jpg/x`, `data/preview/${hash}.png`,
  "", "a".repeat(300), `data/paper/${"a".repeat(60)}.pdf`, ".bagit.txt", "manifest-md5.txt", "fetch.txt", "__MACOSX/x", "data/paper/.pdf", "data/bundle2.json",
]; // prettier-ignore

/** Hidden characters are spelled out: a title must not turn what follows it. */
function short(name: string): string {
  const visible = name.replace(
    /[^\x20-\x7e\p{Script=Han}]/gu,
    (character) => `<${character.codePointAt(0)?.toString(16) ?? ""}>`,
  );
  return name.length > 60 ? `${visible.slice(0, 11)}…${name.length}…${visible.slice(-8)}` : visible;
}

const oneMore = (kit: HostileKit, member: RawMember) => fileOf(kit, rawZip([...membersOf(kit), member]));

/** Cases of names. */
export const NAME_CASES: readonly HostileCase[] = [
  ...HOSTILE_NAMES.map((name): HostileCase => ({
    group: "names",
    name: `a member called ${JSON.stringify(short(name))}`,
    code: "bundle-hostile",
    make: (kit) => oneMore(kit, { name, content: Buffer.from("x") }),
  })),
  {
    group: "names",
    name: "a name that is no UTF-8",
    code: "bundle-hostile",
    make: (kit) => oneMore(kit, { name: Buffer.from([0xff, 0xfe, 0x41]) }),
  },
  {
    group: "names",
    name: "a name that differs between the headers",
    code: "bundle-changed",
    make: (kit) => {
      const list = membersOf(kit);
      lastOf(list).localName = String(lastOf(list).name).replace(/.$/, "X");
      return fileOf(kit, rawZip(list));
    },
  },
  {
    group: "names",
    name: "the same name twice",
    code: "bundle-hostile",
    make: (kit) => oneMore(kit, { ...lastOf(membersOf(kit)) }),
  },
  {
    group: "names",
    name: "a good name that no list knows",
    code: "bundle-hostile",
    make: (kit) => oneMore(kit, { name: "data/paper/added.pdf", content: Buffer.from("x") }),
  },
];
