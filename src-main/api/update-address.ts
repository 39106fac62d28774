// The address of a folder on the intranet that updates are fetched from, as a person types it. Pure.
import { Problem } from "../domain/problem.ts";

const MOST_CHARS = 500;

/**
 * The address in one spelling, ending in `/`.
 *
 * @throws {Problem} `update-address-wrong` for other schemes than http and https, or with a name, password, query or mark in it
 */
export function folderAddress(typed: string): string {
  const text = typed.trim();
  const url = URL.canParse(text) && text.length <= MOST_CHARS ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username + url.password + url.search + url.hash === "";
  if (!isPlain || !/^https?:$/.test(url.protocol))
    throw new Problem("update-address-wrong", { address: text.slice(0, MOST_CHARS) });
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
