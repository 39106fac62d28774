// What waits here of keys that nobody has approved: listed, bounded, and thrown away by a person.

/** A key that was never granted anything. `unit`: as its feeds or volumes say themselves. */
export type Stranger = Readonly<{
  key: string;
  unit: string;
  entries: number;
  /** Bytes of its entries. */
  bytes: number;
  /** Files that its entries or waiting volumes brought; another stranger's may be among them. */
  files: number;
  fileBytes: number;
  /** Volumes that came without their volume 1, or with it. */
  volumes: number;
  /** When the first of it came here. */
  sinceMs: number | null;
}>;

export type StoreQuarantine = Readonly<{
  /** In order of arrival. */
  strangers(): readonly Stranger[];
  /** Files that are kept for keys that are unknown now, each once. */
  strangerFiles(): Readonly<{ bytes: number; files: number }>;
  /**
   * Removes all of these keys in one transaction: entries, feeds, deliveries, volumes. Nothing of it is written down.
   *
   * @returns files that nothing names any more; their rows are gone.
   * @throws {Problem} `stranger-known-now` where one of the keys is granted by now, `stranger-named` where a unit's report names one of its feeds
   */
  dropStrangers(keys: readonly string[]): readonly string[];
}>;
