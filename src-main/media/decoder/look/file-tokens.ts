// Shows a foreign file to the type detector in the way that it reads: by tokens at a place that moves on.
import type { fileTypeFromTokenizer } from "file-type";
import type { ForeignFile } from "../../type/foreign-file.ts";

/** What the detector reads from. */
export type Tokens = Parameters<typeof fileTypeFromTokenizer>[0];
type Options = Parameters<Tokens["readBuffer"]>[1];
type Token<T> = Readonly<{ len: number; get(bytes: Uint8Array, at: number): T }>;

/** Tokens of a file. */
export function tokensOf(file: ForeignFile): Tokens {
  const state = { position: 0 };
  const fill = async (into: Uint8Array, options: Options): Promise<number> => {
    const length = options?.length ?? into.byteLength;
    const bytes = await file.read(options?.position ?? state.position, length);
    into.set(bytes);
    if (bytes.byteLength < length && options?.mayBeLess !== true) throw new RangeError("end of file");
    return bytes.byteLength;
  };
  const readBuffer = async (into: Uint8Array, options?: Options): Promise<number> => {
    const at = options?.position ?? state.position;
    const count = await fill(into, options);
    state.position = at + count;
    return count;
  };
  const tokenAt = async <T>(token: Token<T>, at: number): Promise<T> => {
    const bytes = new Uint8Array(token.len);
    await fill(bytes, { position: at });
    return token.get(bytes, 0);
  };
  const readToken = async <T>(token: Token<T>, at: number = state.position): Promise<T> => {
    const value = await tokenAt(token, at);
    state.position = at + token.len;
    return value;
  };
  return {
    fileInfo: { size: file.sizeBytes },
    get position() {
      return state.position;
    },
    setPosition: (position: number) => void (state.position = position),
    peekBuffer: fill,
    readBuffer,
    peekToken: (token, at) => tokenAt(token, at ?? state.position),
    readToken,
    peekNumber: (token) => tokenAt(token, state.position),
    readNumber: (token) => readToken(token),
    ignore: (length) => {
      const skipped = Math.min(length, Math.max(0, file.sizeBytes - state.position));
      state.position += skipped;
      return Promise.resolve(skipped);
    },
    close: () => Promise.resolve(),
    abort: () => Promise.resolve(),
    supportsRandomAccess: () => true,
  } as Tokens;
}
