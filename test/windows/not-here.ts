// What cannot run under Wine, each with its reason. Whoever lists a test here says that no fault of the product hides behind it.
// A listed test that passes there is a failure, and so is one that is not there any more: the list never says too much.
import type { Listed } from "./judge.ts";

const MOUNTS = "mounts a drive, which is Linux's work; Wine has no drives to plug in";
const PROGRAM =
  "asks a program of Linux as a judge (ssh-keygen, age, unzip, sha256sum, mkfifo, prlimit, strace, ffmpeg, pdftotext …)";
const MADE = "its files are made with programs of Linux (ffmpeg, exiftool, LibreOffice) before any of its tests";
const LIMIT = "holds for the limit of Linux; test/windows has the same law for that of Windows";
const RIGHTS = "takes the rights on a folder away with chmod, which does nothing to folders of Windows";
const OWNER =
  "reads the rights of Linux; on Windows the list of the person's own folder says who may enter (README, decision 61)";
const NAME = "uses a name that Windows forbids; test/windows has long paths and odd names of its own";
const HELD = "replaces a file that is open, which Windows refuses: the law cannot be broken there";
const DESKTOP = "reads the settings of a Linux desktop";
const LINK = "makes a link between folders, which Wine 8 cannot";
const NO_CALL = "asks for a call that Windows does not have: there each file is flushed by itself";

export const NOT_HERE: readonly Listed[] = [
  {
    file: "test/bundle/age/age.test.ts",
    why: PROGRAM,
    tests: [
      "a recipient belongs to its identity, also as age-keygen sees it",
      ...[0, 1, 65_535, 65_536, 65_537, 3_000_000].map((bytes) => `files ${bytes} bytes: the age program opens ours`),
    ],
  },
  {
    file: "test/compose/owner-only.test.ts",
    why: OWNER,
    tests: ["files and folders of a workspace are its person's own", "one that was left open is closed when it is opened"],
  },
  { file: "test/compose/named-places.test.ts", why: LINK, tests: ["a link to the program's own data"] },
  { file: "test/bundle/round-trip.test.ts", why: PROGRAM, tests: ["common tools unzip, 7z and bsdtar read it"] },
  { file: "test/keys/signature/sshsig.test.ts", why: PROGRAM, tests: ["ssh-keygen "] },
  { file: "test/bundle/third-party.test.ts", why: PROGRAM, tests: "all" },
  { file: "test/bundle/volumes.test.ts", why: PROGRAM, tests: ["by hand, as 校验说明.txt says"] },
  { file: "test/disk/held-and-flushed.test.ts", why: NO_CALL, tests: ["a folder that is gone cannot be flushed"] },
  {
    file: "test/drives/eject/eject.test.ts",
    why: MOUNTS,
    tests: [
      "a real drive of a hostile name is ejected",
      "a real drive that is in use stays",
      "a real drive that another program reads for a moment",
    ],
  },
  {
    file: "test/drives/preflight.test.ts",
    why: MOUNTS,
    tests: [
      "a good drive",
      "a drive is probed once",
      "too little room",
      "hardly any room",
      "a lock switch",
      "a folder of the PC is not written to",
      "what a probe had to leave",
    ],
  },
  { file: "test/drives/preflight.test.ts", why: LIMIT, tests: ["names and paths a new folder of a long name is refused"] },
  {
    file: "test/drives/places/read-from-drive.test.ts",
    why: MOUNTS,
    tests: ["a file that lies on the drive as it was written", "a drive that ", "the mark of a drive stays"],
  },
  { file: "test/drives/places/person-folders.test.ts", why: DESKTOP, tests: ["Linux what is said and there is offered alone"] },
  { file: "test/drives/places/room.test.ts", why: MOUNTS, tests: ["a real drive of one megabyte"] },
  {
    file: "test/drives/find/watch-drives.test.ts",
    why: MOUNTS,
    tests: ["a real drive: told when it is plugged in", "a drive that is asked for just after"],
  },
  { file: "test/media/built-decoder.test.ts", why: PROGRAM, tests: ["it reads photos, HEIC, films and papers"] },
  { file: "test/demo/demo-photos.test.ts", why: PROGRAM, tests: ["the clip of the demo is a film with sound"] },
  { file: "test/media/type/guess-by-head.test.ts", why: MADE, tests: "all" },
  {
    file: "test/media/cases.test.ts",
    why: MADE,
    tests: ["an AVI that lost its power", "a recorder's ", "a WAV whose length was never written", "Matroska says when"].map(
      (name) => `clips of cameras and recorders ${name}`,
    ),
  },
  { file: "test/media/decoder/look/bitmap.test.ts", why: PROGRAM, tests: ["as ffmpeg draws it"] },
  { file: "test/media/decoder/look/heic.test.ts", why: MADE, tests: "all" },
  {
    file: "test/media/decoder/shot/exif-facts.test.ts",
    why: PROGRAM,
    tests: [
      ...['"0000:00:00 00:00:00"', '"    :  :     :  :  "', '"2021:13:40 09:30:15"'].map(
        (said) => `the first good date field behind ${said}`,
      ),
      "the first good date field each time has its own zone",
      "the first good date field at last the satellites' clock",
      "camera, program and orientation",
      "a place that no camera was at",
    ],
  },
  { file: "test/media/media-reader-hostile.test.ts", why: MADE, tests: "all" },
  { file: "test/media/decode/media-reader.test.ts", why: MADE, tests: "all" },
  {
    file: "test/media/keep/media-store.test.ts",
    why: PROGRAM,
    tests: ["sha256sum agrees for"],
  },
  { file: "test/media/keep/sources.test.ts", why: PROGRAM, tests: ["every unusable source is refused by its own code"] },
  { file: "test/media/decoder/picture-header.test.ts", why: MADE, tests: "all" },
  { file: "test/keys/pc/machine-mark.test.ts", why: LINK, tests: ["a link to a folder"] },
  { file: "test/session/files/uploads.test.ts", why: PROGRAM, tests: ["only regular files are opened"] },
  { file: "test/store/db/sqlite-problem.test.ts", why: MOUNTS, tests: ["real disks "] },
  { file: "test/usecases/records/attach-files.test.ts", why: HELD, tests: ["what was opened is kept"] },
  { file: "test/usecases/trust/authority.test.ts", why: PROGRAM, tests: ["ssh-keygen reads the list"] },
  { file: "test/usecases/keeping/backup.test.ts", why: PROGRAM, tests: ["a backup restores to the same union"] },
  {
    file: "test/usecases/keeping/backup.test.ts",
    why: MOUNTS,
    tests: [
      "a backup a drive that fails while a backup is restored",
      "what the status line says a backup on the drive of the data",
    ],
  },
  { file: "test/usecases/keeping/disk-trouble.test.ts", why: RIGHTS, tests: ["a folder that may not be written"] },
  {
    file: "test/usecases/keeping/disk-trouble.test.ts",
    why: PROGRAM,
    tests: ["a disk that takes no more an attachment", "a disk that takes no more an export"],
  },
  {
    file: "test/usecases/records/bad-input.test.ts",
    why: LIMIT,
    tests: ["workspaces a path of more than 260 characters", "workspaces a path that SQLite cannot open"],
  },
  { file: "test/usecases/works.test.ts", why: PROGRAM, tests: "all" },
  {
    file: "test/usecases/gallery/contact-sheets.test.ts",
    why: PROGRAM,
    tests: ["pictures, names, times and records, twelve a page"],
  },
  { file: "test/usecases/gallery/export-originals.test.ts", why: MOUNTS, tests: ["stopped, full or differing when read back"] },
  { file: "test/usecases/records/renditions.test.ts", why: PROGRAM, tests: ["time, place and camera stay in a smaller photo"] },
  { file: "test/usecases/papers/matrix-paper.test.ts", why: PROGRAM, tests: ["who has handed in stands in the PDF"] },
  { file: "test/usecases/receiving/volumes/missing-volumes.test.ts", why: PROGRAM, tests: ["the printed 补报单"] },
  { file: "test/usecases/sending/read-back.test.ts", why: MOUNTS, tests: ["pulled out before it was read back"] },
  { file: "test/api/stale-screens.test.ts", why: MOUNTS, tests: ["a drive that comes or goes"] },
  {
    file: "test/usecases/drive-trouble.test.ts",
    why: MOUNTS,
    tests: [
      "disk full: ",
      "write-protected: read from it",
      "a counterfeit or failing drive",
      "a drive that forgets what it has taken",
      "the 4 GiB of FAT32",
    ],
  },
  { file: "test/usecases/drive-trouble.test.ts", why: RIGHTS, tests: ["a folder that may not be written to"] },
  {
    file: "test/usecases/pulled-drives.test.ts",
    why: MOUNTS,
    tests: ["pulled out in the middle of one bundle", "pulled out while "],
  },
  { file: "test/usecases/odd-surroundings.test.ts", why: NAME, tests: ["paths beyond 260 characters"] },
];
