// What goes into a bundle, as the caller gathers it.
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Signer } from "../../usecases/ports/keys.ts";
import type { BundleStatement } from "./bundle-info.ts";
import type { SignedHead } from "./heads-file.ts";
import type { ReadmeModel } from "./index-page.ts";

/** An original in the media store. `ext` without dot. */
export type MediaSource = FileIdentity & Readonly<{ ext: string; path: string }>;

/** A small picture (JPEG without EXIF) of the original with this SHA-256, whether or not that original is in this bundle. */
export type PreviewSource = Readonly<
  { sha256: string } & ({ bytes: Uint8Array } | { file: FileIdentity & Readonly<{ path: string }> })
>;

/** A paper such as `weekly-2.pdf`. */
export type PaperSource = Readonly<{ name: string; bytes: Uint8Array }>;

/** All that goes into a bundle. Entries: canonical lines without newline, feed by feed, ascending by (seq, hash). */
export type BundleSource = Readonly<{
  statement: BundleStatement;
  signer: Signer;
  heads: Iterable<SignedHead>;
  entries: AsyncIterable<string> | Iterable<string>;
  media: readonly MediaSource[];
  previews: readonly PreviewSource[];
  papers: readonly PaperSource[];
  readme: ReadmeModel;
}>;
