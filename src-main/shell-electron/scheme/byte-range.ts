// Reads a Range header as RFC 9110 §14 means it: one range of bytes, or the whole. Pure.

/** First and last byte, both included; `partial` tells 206 from 200. */
export type ByteRange =
  Readonly<{ kind: "bytes"; first: number; last: number; partial: boolean }> | Readonly<{ kind: "unsatisfiable" }>;

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part of a file of `sizeBytes` bytes that a header asks for. Several ranges, other units and nonsense give the whole
 * file, as the RFC allows; a range that begins behind the end is unsatisfiable.
 */
export function readRange(header: string | null, sizeBytes: number): ByteRange {
  const match = header === null ? null : ONE_RANGE.exec(header.trim());
  const [, from = "", to = ""] = match ?? [];
  if (match === null || (from === "" && to === "")) return { kind: "bytes", first: 0, last: sizeBytes - 1, partial: false };
  if (from === "") return suffixOf(Number(to), sizeBytes);
  const first = Number(from);
  const last = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < first) return { kind: "bytes", first: 0, last: sizeBytes - 1, partial: false };
  return first < sizeBytes ? { kind: "bytes", first, last, partial: true } : { kind: "unsatisfiable" };
}

function suffixOf(length: number, sizeBytes: number): ByteRange {
  if (length === 0 || sizeBytes === 0) return { kind: "unsatisfiable" };
  return { kind: "bytes", first: Math.max(0, sizeBytes - length), last: sizeBytes - 1, partial: true };
}

/** Status and headers of the answer to a request for a file. */
export function rangeAnswer(
  range: ByteRange,
  sizeBytes: number,
  mime: string,
): Readonly<{ status: number; headers: Readonly<Record<string, string>> }> {
  const common = { "accept-ranges": "bytes", "content-type": mime };
  if (range.kind === "unsatisfiable") return { status: 416, headers: { ...common, "content-range": `bytes */${sizeBytes}` } };
  const headers = { ...common, "content-length": String(range.last - range.first + 1) };
  if (!range.partial) return { status: 200, headers };
  return { status: 206, headers: { ...headers, "content-range": `bytes ${range.first}-${range.last}/${sizeBytes}` } };
}
