// The gallery, and what nothing needs any more.
import type { CareReader } from "../../../usecases/ports/store/media/care.ts";
import type { GalleryReader } from "../../../usecases/ports/store/media/gallery.ts";
import { readGalleryCounts, readGalleryPage } from "../../project/gallery-queries.ts";
import { readIdleOriginals } from "../../project/idle-originals.ts";
import type { Connection } from "../connection.ts";

export function galleryOf({ statements }: Connection): GalleryReader & CareReader {
  return {
    galleryPage: (query) => readGalleryPage(statements, query),
    galleryCounts: (filter) => readGalleryCounts(statements, filter),
    idleOriginals: () => readIdleOriginals(statements),
  };
}
