// The emulated PC: starts it, plugs drives in and tears them out (QMP), and asks the program inside (a serial line of JSON).
import { spawn } from "node:child_process";
import { openSync, rmSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { serveDrive, type Counted, type Faults } from "./block-server.ts";
import type { DriveImage, Noted } from "./drive-image.ts";
import type { GuestRoot } from "./guest-root.ts";

/** What the program inside answered; `code` of its problem. */
export type Answer = Readonly<{ value?: unknown; code?: string; message?: string }>;

/** `tearAfter` tears it out by itself after so many further writes, or writes and reads. */
export type Plugged = Readonly<{
  /** Reads and writes so far. */
  requests(): number;
  tear(): Promise<void>;
  tearAfter(count: number, counted: Counted): void;
}>;

export type Machine = Readonly<{
  ask(what: string, args?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Plugs a drive in; what it is asked for goes into the journal. */
  plug(name: string, image: DriveImage, journal: Noted[], faults?: Faults): Promise<Plugged>;
  end(): void;
}>;

const MEMORY_MB = 2600;

/** Starts the PC and waits until the program inside is ready. */
export async function startMachine(folder: string, root: GuestRoot): Promise<Machine> {
  const [qmpPath, linePath] = [join(folder, "qmp.sock"), join(folder, "line.sock")];
  for (const path of [qmpPath, linePath]) rmSync(path, { force: true });
  const log = openSync(join(folder, "console.log"), "w");
  const child = spawn("qemu-system-x86_64", machineArgs(root, linePath, qmpPath), { stdio: ["ignore", log, log] });
  const ended = new Promise<never>((_, reject) => child.once("exit", (code) => reject(new Error(`the PC ended (${code})`))));
  ended.catch(() => undefined);
  const qmp = await Promise.race([openQmp(await connected(qmpPath)), ended]);
  const line = openLine(await connected(linePath));
  await Promise.race([line.ready, ended]);
  const counter = { next: 0 };
  return {
    ask: (what, args = {}) => Promise.race([line.ask(what, args), ended]),
    plug: (name, image, journal, faults = {}) => plug(folder, qmp, `${name}${(counter.next += 1)}`, name, image, journal, faults),
    end: () => void child.kill("SIGKILL"),
  };
}

/** One emulated processor: with two of them Node crashes at times. */
function machineArgs(root: GuestRoot, linePath: string, qmpPath: string): readonly string[] {
  const machine = `-m ${MEMORY_MB} -smp 1 -accel tcg,thread=single -cpu max -display none -no-reboot -device qemu-xhci,id=usb`;
  const host = "-virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap";
  const boot = ["-kernel", root.kernel, "-initrd", root.initrd, "-append", "console=ttyS0 quiet panic=-1", "-serial", "stdio"];
  const lines = ["-serial", `unix:${linePath},server=on,wait=off`, "-qmp", `unix:${qmpPath},server=on,wait=off`];
  return [...machine.split(" "), ...host.split(" "), ...boot, ...lines];
}

async function plug(
  folder: string,
  qmp: Qmp,
  id: string,
  drive: string,
  image: DriveImage,
  journal: Noted[],
  faults: Faults,
): Promise<Plugged> {
  const socketPath = join(folder, `${id}.sock`);
  rmSync(socketPath, { force: true });
  const gone = qmp.deleted(id);
  const serving = await serveDrive(socketPath, { name: drive, image, journal, faults });
  const state: { torn: Promise<void> | undefined } = { torn: undefined };
  const tear = (): Promise<void> => {
    serving.tearAfter(0, "all", () => undefined);
    state.torn ??= qmp.run("device_del", { id }).then(async () => {
      await gone;
      await qmp.run("blockdev-del", { "node-name": id });
      await serving.close();
    });
    return state.torn;
  };
  const server = { type: "unix", path: socketPath };
  const readOnly = faults.readOnly === true;
  await qmp.run("blockdev-add", { driver: "nbd", "node-name": id, server, "read-only": readOnly, export: "" });
  await qmp.run("device_add", { driver: "usb-storage", id, drive: id, bus: "usb.0", removable: true });
  return {
    requests: serving.requests,
    tear,
    tearAfter: (count, counted) => serving.tearAfter(count, counted, () => void tear()),
  };
}

async function connected(path: string): Promise<Socket> {
  for (;;) {
    const socket = createConnection(path);
    const isOpen = await new Promise<boolean>((done) =>
      socket.once("connect", () => done(true)).once("error", () => done(false)),
    );
    if (isOpen) return socket;
    await new Promise((again) => setTimeout(again, 100)); // the emulator has not made it yet
  }
}

type Qmp = Readonly<{ run(command: string, args: object): Promise<void>; deleted(device: string): Promise<void> }>;
type Told = Readonly<{ event?: string; data?: { device?: string }; error?: { desc: string }; return?: unknown; QMP?: unknown }>;

async function openQmp(socket: Socket): Promise<Qmp> {
  const waiting: ((told: Told) => void)[] = [];
  const gone = new Map<string, () => void>();
  createInterface(socket).on("line", (text) => {
    const told = JSON.parse(text) as Told;
    if (told.event === "DEVICE_DELETED") gone.get(told.data?.device ?? "")?.();
    if (told.event === undefined && told.QMP === undefined) waiting.shift()?.(told);
  });
  const run = async (execute: string, args: object): Promise<void> => {
    const answered = new Promise<Told>((done) => waiting.push(done));
    socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const { error } = await answered;
    if (error !== undefined) throw new Error(`${execute}: ${error.desc}`);
  };
  await run("qmp_capabilities", {});
  return { run, deleted: (device) => new Promise((done) => gone.set(device, done)) };
}

function openLine(socket: Socket): Readonly<{ ready: Promise<void>; ask(what: string, args: object): Promise<Answer> }> {
  const waiting = new Map<number, (answer: Answer) => void>();
  const counter = { next: 0 };
  const ready = new Promise<void>((done) => waiting.set(0, () => done()));
  createInterface(socket).on("line", (text) => {
    const { id, ...answer } = JSON.parse(text) as Answer & { id: number };
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return {
    ready,
    ask: (what, args) =>
      new Promise((done) => {
        const id = (counter.next += 1);
        waiting.set(id, done);
        socket.write(`${JSON.stringify({ id, what, args })}\n`);
      }),
  };
}
