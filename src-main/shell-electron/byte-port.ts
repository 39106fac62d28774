// Sends a stream of bytes through a message port, a piece at a time: the receiver asks for each, so nothing piles up.
import { Problem } from "../domain/problem.ts";

/** What the ports of Electron's main and utility processes have in common. */
export type BytePort = Readonly<{
  on(event: "message", listener: (message: { data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}>;

type Piece = { kind: "bytes"; bytes: Uint8Array } | { kind: "end" } | { kind: "broken" };
type Demand = { kind: "more" } | { kind: "stop" };

/** Sends all bytes; stops early, without an error, when the receiver wants no more. Closes the port. */
export async function sendBytes(port: BytePort, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const demands = inboxOf(port);
  try {
    for await (const piece of bytes) {
      if (!isDemand(await demands.next(), "more")) return;
      port.postMessage({ kind: "bytes", bytes: piece } satisfies Piece);
    }
    if (isDemand(await demands.next(), "more")) port.postMessage({ kind: "end" } satisfies Piece);
  } catch (error) {
    port.postMessage({ kind: "broken" } satisfies Piece);
    throw error;
  } finally {
    demands.finish();
  }
}

/** The bytes that the other end sends; tells and throws when it breaks off. Closes the port. */
export async function* receiveBytes(port: BytePort, onBroken: () => void): AsyncGenerator<Uint8Array> {
  const pieces = inboxOf(port);
  try {
    for (;;) {
      port.postMessage({ kind: "more" } satisfies Demand);
      const piece = await pieces.next();
      if (isPiece(piece, "end")) return;
      if (!isBytes(piece)) {
        onBroken();
        throw new Problem("cancelled", {});
      }
      yield piece.bytes;
    }
  } finally {
    port.postMessage({ kind: "stop" } satisfies Demand);
    pieces.finish();
  }
}

type Inbox = Readonly<{ next(): Promise<unknown>; finish(): void }>;

/** Messages in order; after the other end closed, `undefined` for ever. */
function inboxOf(port: BytePort): Inbox {
  const arrived: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  let closed = false;
  const close = (): void => {
    closed = true;
    for (const settle of waiting.splice(0)) settle(undefined);
  };
  port.on("message", ({ data }) => {
    const settle = waiting.shift();
    if (settle === undefined) arrived.push(data);
    else settle(data);
  });
  port.on("close", close);
  port.start();
  return {
    next: () => (arrived.length > 0 || closed ? Promise.resolve(arrived.shift()) : new Promise((settle) => waiting.push(settle))),
    finish: () => port.close(),
  };
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message ? message.kind : undefined;
}

function isDemand(message: unknown, kind: Demand["kind"]): boolean {
  return kindOf(message) === kind;
}

function isPiece(message: unknown, kind: Piece["kind"]): boolean {
  return kindOf(message) === kind;
}

function isBytes(message: unknown): message is { kind: "bytes"; bytes: Uint8Array } {
  return kindOf(message) === "bytes" && (message as { bytes?: unknown }).bytes instanceof Uint8Array;
}
