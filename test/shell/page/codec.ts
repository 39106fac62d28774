// What the structured clone of a message keeps, as JSON: bytes, undefined, dates, errors. Runs in the page and in the program.
// Both functions stand alone: their source is sent into the page.

/** A message as JSON values. @throws where Electron's clone throws: functions, promises, symbols (docs/api/ipc-renderer.md) */
export function encodeMessage(value: unknown): unknown {
  if (typeof value === "function" || typeof value === "symbol" || value instanceof Promise)
    throw new Error("An object could not be cloned.");
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "bigint") return { $: "bigint", v: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => encodeMessage(one));
  if (value instanceof Date) return { $: "date", v: value.getTime() };
  if (value instanceof Error) return { $: "error", v: value.message, n: value.name };
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    const bytes =
      value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return { $: value instanceof ArrayBuffer ? "buffer" : "bytes", v: btoa(text) };
  }
  return { $: "object", v: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encodeMessage(one)])) };
}

/** The message again. @param text what becomes of every text in it */
export function decodeMessage(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => decodeMessage(one, text));
  const { $, v, n } = value as { $: string; v: unknown; n?: string };
  if ($ === "undefined") return undefined;
  if ($ === "bigint") return BigInt(v as string);
  if ($ === "date") return new Date(v as number);
  if ($ === "error") return Object.assign(new Error(v as string), { name: n });
  if ($ === "object") return Object.fromEntries(Object.entries(v as object).map(([key, one]) => [key, decodeMessage(one, text)]));
  const bytes = Uint8Array.from(atob(v as string), (character) => character.charCodeAt(0));
  return $ === "buffer" ? bytes.buffer : bytes;
}
