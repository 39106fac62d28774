// Where updates come from, as taking them in sees it: a few small files and one large one.

/** An intranet address or a folder; tests make others that fail on purpose. */
export type UpdateSource = Readonly<{
  /** The place as the person knows it. */
  place: string;
  /**
   * A whole small file; undefined where there is none.
   *
   * @throws {Problem} `update-address-unreachable`, `update-redirected`, `update-cut-off`, `update-statement-invalid` above the limit
   */
  readSmall(name: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /**
   * A file's bytes in order, to its end, or a little beyond the size that is expected.
   *
   * @throws {Problem} as `readSmall`, and `update-package-missing`
   */
  readPackage(name: string, sizeBytes: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}>;
