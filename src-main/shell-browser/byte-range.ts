// Which bytes of a file a Range header asks for. Pure. See RFC 9110 §14.

/** Bytes `from` to `to`, both included. */
export type Span = Readonly<{ from: number; to: number }>;

/** The whole file, a part of it, or a part that is not there. */
export type RangeAnswer = Readonly<{ kind: "whole" }> | (Readonly<{ kind: "part" }> & Span) | Readonly<{ kind: "unsatisfiable" }>;

const WHOLE: RangeAnswer = { kind: "whole" };
const UNSATISFIABLE: RangeAnswer = { kind: "unsatisfiable" };

/** Reads a Range header. What is not understood, and several ranges at once, is answered with the whole file, as the standard allows. */
export function readRange(header: string | undefined, sizeBytes: number): RangeAnswer {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return WHOLE;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  if (first === "") return last === "" ? WHOLE : suffix(Number(last), sizeBytes);
  const [from, to] = [Number(first), last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)];
  if (last !== "" && Number(last) < from) return WHOLE;
  return from < sizeBytes ? { kind: "part", from, to } : UNSATISFIABLE;
}

function suffix(lengthBytes: number, sizeBytes: number): RangeAnswer {
  if (lengthBytes === 0 || sizeBytes === 0) return UNSATISFIABLE;
  return { kind: "part", from: Math.max(0, sizeBytes - lengthBytes), to: sizeBytes - 1 };
}
