// MessagePortMain and MessageChannelMain (docs/api/message-port-main.md): messages wait until `start`, `close` is told to the other
// end, and a port that was handed over is gone here. A port's other end is in this process, in a page or in a utility process.
import { EventEmitter } from "node:events";

/** What lies behind a port: its other end, wherever that is. */
export type FarEnd = {
  deliver(data: unknown, ports: readonly MessagePortMain[]): void;
  closed(): void;
};

/** A port in the main process or in a utility process. */
export class MessagePortMain extends EventEmitter {
  #far: FarEnd | undefined;
  #waiting: [unknown, readonly MessagePortMain[]][] = [];
  #started = false;
  #closed = false;

  /** Ties the port to its other end. */
  tie(far: FarEnd): void {
    this.#far = far;
  }

  /** A message of the other end. */
  take(data: unknown, ports: readonly MessagePortMain[]): void {
    if (!this.#started) this.#waiting.push([data, ports]);
    else this.emit("message", { data, ports });
  }

  /** The other end has gone. */
  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#far = undefined;
    this.emit("close");
  }

  /** Hands the port over: from now on what it would take goes to `to`. @returns the other end, and what was waiting */
  handOver(to: FarEnd): FarEnd | undefined {
    const far = this.#far;
    this.#far = undefined;
    this.#closed = true;
    for (const [data, ports] of this.#waiting.splice(0)) to.deliver(data, ports);
    return far;
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    // Copied as it is said: a listener sees what stood there then.
    this.#far?.deliver(transfer.length > 0 ? data : structuredClone(data), transfer);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const [data, ports] of this.#waiting.splice(0)) this.emit("message", { data, ports });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#far?.closed();
    this.#far = undefined;
  }
}

/** Two ports that are each other's end. */
export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    tieTogether(this.port1, this.port2);
    tieTogether(this.port2, this.port1);
  }
}

/** Messages arrive later, never while they are posted. */
function tieTogether(from: MessagePortMain, to: MessagePortMain): void {
  const state = { to: { deliver: (data, ports) => to.take(data, ports), closed: () => to.end() } as FarEnd };
  ends.set(to, state);
  from.tie({
    deliver: (data, ports) => void setImmediate(() => state.to.deliver(data, ports)),
    closed: () => void setImmediate(() => state.to.closed()),
  });
}

/** Where the messages for a port go: changed when it is handed over. */
const ends = new WeakMap<MessagePortMain, { to: FarEnd }>();

/** What passes over a line to another process or page: ports by number. */
export type PortWords =
  Readonly<{ do: "port"; port: number; data: unknown; ports: readonly number[] }> | Readonly<{ do: "close"; port: number }>;

/** The ports of one line to another process or page. */
export type PortLine = Readonly<{
  /** Sends a port away. @returns its number on the line */
  giveAway(port: MessagePortMain): number;
  /** A port that came over the line. */
  takeIn(id: number): MessagePortMain;
  hear(words: PortWords): void;
  /** The line has broken: every port's other end is gone. */
  broken(): void;
}>;

/**
 * Opens the ports of a line.
 *
 * @param say sends words over the line
 * @param firstId numbers of ports that go out from here: every second one, so that both ends never choose the same
 */
export function openPortLine(say: (words: PortWords) => void, firstId: 1 | 2): PortLine {
  const here = new Map<number, FarEnd>();
  /** What was said through a port before the message that brings it. */
  const early = new Map<number, PortWords[]>();
  const state = { next: firstId };
  const farOf = (id: number): FarEnd => ({
    deliver: (data, ports) => say({ do: "port", port: id, data, ports: ports.map(giveAway) }),
    closed: () => {
      here.delete(id);
      say({ do: "close", port: id });
    },
  });
  const giveAway = (port: MessagePortMain): number => {
    const id = state.next;
    state.next += 2;
    const far = farOf(id);
    const end = ends.get(port);
    const behind = port.handOver(far);
    if (end !== undefined) end.to = far;
    // What comes back over the line goes to the port's old other end.
    here.set(id, { deliver: (data, ports) => behind?.deliver(data, ports), closed: () => behind?.closed() });
    return id;
  };
  const takeIn = (id: number): MessagePortMain => {
    const port = new MessagePortMain();
    const end = { to: { deliver: (data, ports) => port.take(data, ports), closed: () => port.end() } as FarEnd };
    ends.set(port, end);
    port.tie(farOf(id));
    here.set(id, { deliver: (data, ports) => end.to.deliver(data, ports), closed: () => end.to.closed() });
    const said = early.get(id) ?? [];
    early.delete(id);
    for (const words of said) hear(words);
    return port;
  };
  const hear = (words: PortWords): void => {
    const end = here.get(words.port);
    // Only the other end numbers like this: a port that is on its way here, not one that is long gone.
    if (end === undefined && words.port % 2 !== firstId % 2) early.set(words.port, [...(early.get(words.port) ?? []), words]);
    if (words.do === "port") return end?.deliver(words.data, words.ports.map(takeIn));
    here.delete(words.port);
    end?.closed();
  };
  return {
    giveAway,
    takeIn,
    hear,
    broken: () => {
      const all = [...here.values()];
      here.clear();
      for (const end of all) end.closed();
    },
  };
}
