// protocol.registerSchemesAsPrivileged and protocol.handle (docs/api/protocol.md): a page's request becomes a Request, the handler's
// Response becomes Chromium's answer. What Electron does not pass on is not passed on here either: no progress of an upload
// (electron#39709), no signal when the page gives up (lib/browser/api/protocol.ts).
import type { Addresses } from "./addresses.ts";

/** A request of a page as Chromium shows it. `initiator`: origin of the document that asks, absent for what the program opens. */
export type PageRequest = Readonly<{
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | undefined;
  initiator: string | undefined;
}>;
export type PageAnswer = Readonly<{ status: number; headers: readonly { name: string; value: string }[]; body: Buffer }>;

type Handler = (request: Request) => Response | Promise<Response>;

export type Protocol = Readonly<{
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges?: { standard?: boolean } }[]): void;
  handle(scheme: string, handler: Handler): void;
  unhandle(scheme: string): void;
  isProtocolHandled(scheme: string): boolean;
}>;

/** Longest part of a file that is answered at once; a player asks for the rest. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The schemes of one session. */
export function openProtocol(
  addresses: Addresses,
  isReady: () => boolean,
): Readonly<{ protocol: Protocol; answer(request: PageRequest): Promise<PageAnswer | undefined> }> {
  const handlers = new Map<string, Handler>();
  const state = { registered: false };
  const protocol: Protocol = {
    registerSchemesAsPrivileged: (schemes) => {
      if (isReady()) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
      if (state.registered) throw new Error("protocol.registerSchemesAsPrivileged can be called only once");
      state.registered = true;
      addresses.register(schemes.filter(({ privileges }) => privileges?.standard === true).map(({ scheme }) => scheme));
    },
    handle: (scheme, handler) => {
      if (!isReady()) throw new Error("protocol.handle can only be used after app is ready");
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  };
  return { protocol, answer: (request) => answerPage(handlers, addresses, request) };
}

async function answerPage(
  handlers: ReadonlyMap<string, Handler>,
  addresses: Addresses,
  asked: PageRequest,
): Promise<PageAnswer | undefined> {
  const url = addresses.toProgram(asked.url);
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) return undefined;
  const { method, initiator } = asked;
  const headers = Object.entries(asked.headers).map(([name, value]): [string, string] => [name, addresses.toProgram(value)]);
  const body = asked.body === undefined ? {} : { body: new Uint8Array(asked.body) };
  const request = new Request(url, { method, headers, ...body });
  if (initiator !== undefined) Object.assign(request, { initiatorOrigin: addresses.toProgram(initiator) });
  return shorten(await readAnswer(addresses, await handler(request)));
}

async function readAnswer(addresses: Addresses, response: Response): Promise<PageAnswer> {
  const headers = [...response.headers].map(([name, value]) => ({
    name,
    value:
      name === "content-security-policy" ? addresses.policyToChromium(addresses.toChromium(value)) : addresses.toChromium(value),
  }));
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** The remote control takes an answer as one text: of a long range only the first part is given, as RFC 9110 §15.3.7 allows. */
function shorten(answer: PageAnswer): PageAnswer {
  if (answer.status !== 206 || answer.body.byteLength <= MOST_BYTES) return answer;
  const body = answer.body.subarray(0, MOST_BYTES);
  const headers = answer.headers.map(({ name, value }) => {
    if (name === "content-length") return { name, value: String(MOST_BYTES) };
    const range = name === "content-range" ? /^bytes (\d+)-\d+\/(\d+)$/.exec(value) : null;
    if (range === null) return { name, value };
    return { name, value: `bytes ${range[1]}-${Number(range[1]) + MOST_BYTES - 1}/${range[2]}` };
  });
  return { status: 206, headers, body };
}
