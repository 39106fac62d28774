// The files of the gallery as far as they were read, and the next ones.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { GalleryFile } from "../../../src-main/api/media/contract.ts";
import { query } from "../../rpc/api.ts";
import type { ShownProblem } from "../../ui/problem-notice.tsx";
import { problemOf } from "../../rpc/failure.ts";
import type { GalleryView } from "./gallery-address.ts";

/** The first page is small, so that it is there at once. */
const FIRST_FILES = 120;
const NEXT_FILES = 240;

export type Counts = Readonly<Record<"photo" | "video" | "audio" | "document", number>>;

export type GalleryFiles = Readonly<{
  /** Undefined while the first are read. */
  files: readonly GalleryFile[] | undefined;
  counts: Counts | undefined;
  problem: ShownProblem | undefined;
  /** Reads on, where there is more and nothing is read already. */
  readOn: () => void;
}>;

export function useGallery({ filter, group }: GalleryView): GalleryFiles {
  const sort = group === "unit" ? ("unit" as const) : ("time" as const);
  const pages = useInfiniteQuery(
    query.media.gallery.infiniteOptions({
      input: (cursor: string | null) => ({ filter, sort, cursor, limit: cursor === null ? FIRST_FILES : NEXT_FILES }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
  const counts = useQuery(query.media.galleryCounts.queryOptions({ input: { filter } }));
  const files = useMemo(() => pages.data?.pages.flatMap((page) => page.files), [pages.data]);
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  return {
    files,
    counts: counts.data,
    problem: pages.isError ? problemOf(pages.error) : undefined,
    readOn: () => void (hasNextPage && !isFetching && fetchNextPage()),
  };
}
