// Decides whether a request may be answered at all: who asks, from which page, with which secret. Pure; every refusal has a name.
import { isSameSecret } from "./session.ts";

/** What a path leads to. */
export type Route = "open" | "rpc" | "media" | "page";

/** The parts of a request that count; header values as they came. */
export type Asked = Readonly<{
  method: string;
  path: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  secret: string | undefined;
}>;

/** What this run knows. `port`: the one that is listened on. */
export type Run = Readonly<{ port: number; secret: string }>;

/** Why a request is not answered. */
export type Refusal = "host" | "method" | "origin" | "fetch-site" | "secret";

/** HTTP status of each refusal. */
export const REFUSAL_STATUS: Readonly<Record<Refusal, number>> = {
  host: 421,
  method: 405,
  origin: 403,
  "fetch-site": 403,
  secret: 401,
};

type Demands = Readonly<{
  methods: readonly string[];
  fetchSites: readonly string[];
  origin: "ours" | "none-or-ours" | "null";
  secret: boolean;
}>;

// Another page of this PC or of the network can make the browser ask, but cannot make it lie about Origin and Sec-Fetch-Site.
const DEMANDS: Readonly<Record<Route, Demands>> = {
  open: { methods: ["POST"], fetchSites: ["cross-site"], origin: "null", secret: false },
  rpc: { methods: ["POST"], fetchSites: ["same-origin"], origin: "ours", secret: true },
  media: { methods: ["GET", "HEAD"], fetchSites: ["same-origin"], origin: "none-or-ours", secret: false },
  page: { methods: ["GET", "HEAD"], fetchSites: ["same-origin", "none"], origin: "none-or-ours", secret: false },
};

/** What a path leads to; whatever is nothing else is looked up among the program's own pages. */
export function routeOf(path: string): Route {
  if (path === "/open") return "open";
  if (path.startsWith("/rpc/")) return "rpc";
  return path.startsWith("/media/") || path.startsWith("/preview/") ? "media" : "page";
}

/** The first thing that speaks against a request, or undefined. */
export function refusalOf(asked: Asked, run: Run): Refusal | undefined {
  const demands = DEMANDS[routeOf(asked.path)];
  if (!isHostOurs(asked.host, run.port)) return "host";
  if (!demands.methods.includes(asked.method)) return "method";
  if (!isOriginAllowed(asked.origin, demands.origin, run.port)) return "origin";
  if (!demands.fetchSites.includes(asked.fetchSite ?? "")) return "fetch-site";
  return demands.secret && !isSameSecret(asked.secret, run.secret) ? "secret" : undefined;
}

/** The one address of this run. */
export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Whether Host is this run's address, letter for letter: another name that leads here is somebody's trick. */
export function isHostOurs(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

function isOriginAllowed(origin: string | undefined, demand: Demands["origin"], port: number): boolean {
  if (demand === "null") return origin === "null";
  return origin === originOf(port) || (demand === "none-or-ours" && origin === undefined);
}
