// One fixture: fresh offices for each test, each with its own PC, window and folders; nothing may have gone wrong on any page at the end.
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstalledAs } from "../../../src-main/domain/installed-as.ts";
import { portsBeside, setUpPc, type OfficePc } from "./pc/office-pc.ts";
import { setUpShellPc } from "./pc/shell-pc.ts";
import { sharedTime } from "./pc/surroundings.ts";
import { preparedFolder, type Prepared } from "./prepared.ts";
import { makeUsbDrive, type UsbDrive } from "./pc/usb-drive.ts";
import { watchContext } from "./watch.ts";

/** A PC with a window on its program. `folder`: of this test, for files that are carried about. */
export type Office = Readonly<{ pc: OfficePc; page: Page; folder: string }>;

/**
 * `prepared` opens a copy of that workspace, `workspace` one that the test made; both locked. Without them: first start.
 * `publishers`: the list of publishers' keys, by default an empty one; `installedAs`: by default as its sources.
 */
export type OfficeRequest = Readonly<{
  now: string;
  prepared?: Prepared;
  workspace?: string;
  publishers?: string;
  installedAs?: InstalledAs;
  window?: BrowserContextOptions;
}>;

/** Drives of a test by name: every office of the test sees the same one on its desktop. */
const STICK = "U盘 安报";

type Fixtures = Readonly<{
  folder: string;
  /** A real USB drive with a name; it keeps what is on it while it is pulled out. */
  usbDrive: (name: string) => Promise<UsbDrive>;
  openOffice: (name: string, request: OfficeRequest) => Promise<Office>;
}>;

/** Which shell the offices have: the browser shell, or the installed program on the double of Electron. */
export type ShellOptions = Readonly<{ shell: "browser" | "electron" }>;

export const test = base.extend<Fixtures & ShellOptions>({
  shell: ["browser", { option: true }],
  folder: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "安报 e2e-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },
  usbDrive: async ({ folder }, use) => {
    const made: UsbDrive[] = [];
    await use(async (name) => {
      const drive = await makeUsbDrive(folder, join(portsBeside(join(folder, STICK)), name));
      made.push(drive);
      return drive;
    });
    for (const drive of made) drive.pull();
  },
  openOffice: async ({ browser, contextOptions, folder, shell }, use) => {
    const ends: (() => Promise<void>)[] = [];
    const troubles: (readonly string[])[] = [];
    const time = sharedTime();
    await use(async (name, request) => {
      const context = await browser.newContext({ ...contextOptions, ...request.window });
      troubles.push(await watchContext(context));
      const page = await context.newPage();
      const workspace =
        request.prepared === undefined ? request.workspace : await copyWorkspace(request.prepared, join(folder, name));
      const pc = await (shell === "electron" ? setUpShellPc : setUpPc)({
        folder: join(folder, name),
        stick: join(folder, STICK),
        now: request.now,
        time,
        ...(request.publishers === undefined ? {} : { publishers: request.publishers }),
        ...(request.installedAs === undefined ? {} : { installedAs: request.installedAs }),
        ...(workspace === undefined ? {} : { workspace }),
      });
      ends.push(async () => {
        await context.close();
        await pc.stop();
      });
      await pc.start(page);
      return { pc, page, folder };
    });
    for (const end of ends) await end();
    expect(troubles.flat(), "nothing went wrong on any page").toEqual([]);
  },
});

export { expect } from "@playwright/test";

/** The drive that every office of a test sees. */
export function stickOf(office: Pick<Office, "folder">): string {
  return join(office.folder, STICK);
}

async function copyWorkspace(prepared: Prepared, home: string): Promise<string> {
  const copy = join(home, "workspace");
  await mkdir(home, { recursive: true });
  await cp(preparedFolder(prepared), copy, { recursive: true });
  return copy;
}
