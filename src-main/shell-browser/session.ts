// The secrets of one run: the one-time token that opens the door, the session secret that every call carries. Pure.
import { createHash, timingSafeEqual } from "node:crypto";

/** Header that carries the session secret; src-renderer/rpc/connection.ts sends it. */
export const SECRET_HEADER = "x-anbao-secret";
/** Key of the session secret in the page's `sessionStorage`; src-renderer/rpc/connection.ts reads it. */
export const SECRET_STORAGE_KEY = "anbao-secret";
/** How long a token opens the door, in ms. */
export const TOKEN_LIFE_MS = 30_000;
/** Bytes of chance in every secret. */
export const SECRET_BYTES = 32;

/** A token that opens the door once, until `untilMs` (ms since 1970). */
export type Ticket = Readonly<{ token: string; untilMs: number }>;

/** Whether a text is the secret; takes the same time whatever the text is. */
export function isSameSecret(given: string | undefined, secret: string): boolean {
  const [a, b] = [given ?? "", secret].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b) && given !== undefined;
}

/** Whether a posted token opens the door: it is the ticket's and in time. A wrong one leaves the ticket as it is. */
export function isTicketValid(ticket: Ticket | undefined, given: string | undefined, nowMs: number): boolean {
  return ticket !== undefined && nowMs < ticket.untilMs && isSameSecret(given, ticket.token);
}
