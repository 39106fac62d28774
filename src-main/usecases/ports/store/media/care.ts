// Originals that nothing needs any more, until a person lets them go.
import type { NamedRecord } from "../../../../domain/record/named-record.ts";

/** An original of the bin. `record`, `name`: what named it last; null where nothing did but a draft that is gone. */
export type IdleOriginal = Readonly<{ sha256: string; sizeBytes: number; record: NamedRecord | null; name: string | null }>;

export type CareReader = Readonly<{
  /**
   * Originals that are here and that only deleted records, or earlier versions, name, or nothing at all. None is among them that the
   * county may still count or ask for: what was handed in stays until its deletion was handed in as well.
   */
  idleOriginals(): readonly IdleOriginal[];
}>;
