// The whole store, for those who open and close it. A use case names the readers and writers that it needs.
import type { FactWriter } from "./facts.ts";
import type { RecordWriter } from "./records.ts";
import type { ReportReader } from "./reports.ts";
import type { FeedReader } from "./feeds.ts";
import type { TrustWriter } from "./trust.ts";
import type { ImportWriter } from "./imports.ts";
import type { DeliveryWriter } from "./deliveries.ts";
import type { ExportWriter } from "./exports.ts";
import type { ReceiptWriter } from "./receipts.ts";
import type { VolumeWriter } from "./volumes.ts";
import type { OriginalWriter } from "./originals.ts";
import type { LikenessWriter } from "./looks/likeness.ts";
import type { FactsOfMediaWriter } from "./looks/media-facts.ts";
import type { CareReader } from "./media/care.ts";
import type { GalleryReader } from "./media/gallery.ts";
import type { DraftWriter } from "./drafts.ts";
import type { CopyWriter } from "./copies.ts";
import type { SoundnessWriter } from "./soundness.ts";

/** The union of entries, its projection, and what is known of this PC. */
export type Store = FactWriter &
  RecordWriter &
  ReportReader &
  FeedReader &
  TrustWriter &
  ImportWriter &
  DeliveryWriter &
  ExportWriter &
  ReceiptWriter &
  VolumeWriter &
  OriginalWriter &
  FactsOfMediaWriter &
  LikenessWriter &
  GalleryReader &
  CareReader &
  DraftWriter &
  CopyWriter &
  SoundnessWriter &
  Readonly<{
    /** Resolves once no bundle is being taken in or looked at: until then what is written here holds this thread. */
    settled(): Promise<void>;
    /** What is being taken in is stopped and taken back. */
    close(): Promise<void>;
  }>;
