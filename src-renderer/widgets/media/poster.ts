// The picture of a clip: one early frame of it, drawn by this screen, shown at once and kept by the data side.
import { useQuery } from "@tanstack/react-query";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { api } from "../../rpc/api.ts";
import { jobQueue } from "../../rpc/job-queue.ts";

/** Longer side of what is handed over; the data side draws its own from it. */
const EDGE_PX = 960;
/** A frame a second in is more often a picture than the first one is. */
const EARLY_S = 1;
/** A clip that has shown nothing by then has no picture. */
const PATIENCE_MS = 20_000;

/** The picture to show for an attachment; undefined where there is none, or not yet. */
export function usePicture(item: MediaItem): string | undefined {
  const { sha256, previewUrl, originalUrl } = item;
  const { data } = useQuery({
    queryKey: ["poster", sha256],
    queryFn: () => inTurn(() => drawAndKeep(sha256, originalUrl ?? "")),
    enabled: lacksPoster(item),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return previewUrl ?? data ?? undefined;
}

/** Whether a clip has no picture yet and one can be drawn. */
export function lacksPoster({ class: kind, previewUrl, originalUrl }: MediaItem): boolean {
  return kind === "video" && previewUrl === null && originalUrl !== null;
}

/** One clip at a time, whichever screen asks: a screen full of them must not take all memory. */
const clips = jobQueue(1, () => undefined);

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => clips(() => work().then(resolve, reject)));
}

/** @returns the picture's address; null where this program cannot play the clip. */
async function drawAndKeep(sha256: string, url: string): Promise<string | null> {
  const drawn = await drawFrame(url);
  if (drawn === undefined) return null;
  // One that cannot be kept is shown all the same, and drawn again next time.
  await api.media.keepPoster({ sha256, base64: drawn.replace(/^[^,]*,/, "") }).catch(() => undefined);
  return drawn;
}

async function drawFrame(url: string): Promise<string | undefined> {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  try {
    video.src = url;
    await eventOf(video, "loadeddata");
    const early = Math.min(EARLY_S, video.duration / 2);
    if (Number.isFinite(early) && early > 0) {
      video.currentTime = early;
      await eventOf(video, "seeked");
    }
    return jpegOf(video);
  } catch {
    return undefined;
  } finally {
    video.removeAttribute("src");
    video.load();
  }
}

function jpegOf(video: HTMLVideoElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, EDGE_PX / Math.max(videoWidth, videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  if (canvas.width === 0 || canvas.height === 0) return undefined;
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.85);
}

function eventOf(video: HTMLVideoElement, name: "loadeddata" | "seeked"): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(reject, PATIENCE_MS);
    const end = (settle: () => void) => (): void => {
      window.clearTimeout(timer);
      settle();
    };
    video.addEventListener(name, end(resolve), { once: true });
    video.addEventListener("error", end(reject), { once: true });
  });
}
