// Makes photos and videos smaller, one after the other; what was made stays when the rest is cancelled.
import { useCallback, useEffect, useRef, useState } from "react";
import type { MediaItem, Picture, ProblemData } from "../../../../src-main/api/contract-parts.ts";
import { renditionSizes } from "../../../../src-main/domain/renditions/renditions.ts";
import { api } from "../../../rpc/api.ts";
import { useCampaign } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { giveFile } from "../../../rpc/upload.ts";
import { encodeSmaller, type WhyNot } from "./encode-video.ts";

export type Small = NonNullable<Picture["small"]>;

/** What was not made smaller, and why. */
export type NotMade = Readonly<{ name: string; why: WhyNot | ProblemData }>;

/** `at`: files that are done; `part`: of the one in work, from 0 to 1. */
type Running = Readonly<{ at: number; count: number; part: number }>;

export function useSmaller() {
  const campaign = useCampaign();
  const [running, setRunning] = useState<Running>();
  const [notMade, setNotMade] = useState<readonly NotMade[]>([]);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const make = useCallback(
    async (items: readonly MediaItem[], shortSidePx: number): Promise<void> => {
      const { signal } = (stop.current = new AbortController());
      const { vp9 } = renditionSizes(campaign).video;
      setNotMade([]);
      for (const [at, item] of items.entries()) {
        if (signal.aborted) break;
        const part = (done: number): void => setRunning({ at, count: items.length, part: done });
        part(0);
        const why = await makeOne(item, { shortSidePx, vp9 }, part, signal).catch(problemOf);
        if (why !== undefined && !signal.aborted) setNotMade((was) => [...was, { name: item.name, why }]);
      }
      setRunning(undefined);
    },
    [campaign],
  );
  return { running, notMade, make, cancel: () => stop.current?.abort() };
}

type VideoSize = Readonly<{ shortSidePx: number; vp9: boolean }>;

/** @returns why it was not made. */
async function makeOne(
  { sha256, name, class: kind, originalUrl }: MediaItem,
  size: VideoSize,
  part: (done: number) => void,
  signal: AbortSignal,
): Promise<WhyNot | undefined> {
  if (kind === "photo") {
    await api.media.makeSmaller({ sha256 });
    return undefined;
  }
  const made = await encodeSmaller({ url: originalUrl ?? "", name, ...size }, part, signal);
  if (typeof made === "string") return made;
  const uploadId = await giveFile(made, () => undefined, signal);
  await api.media.keepSmaller({ sha256, uploadId });
  return undefined;
}
