// Writes a video anew with fewer pixels, by the coders of this PC: H.264 in MP4 where it has one, otherwise VP9 where the campaign takes it.
// Sound in AAC is copied as it is. Nothing is asked of the network but the file itself, piece by piece.
import type { Conversion, DiscardedTrack, InputVideoTrack, StreamTargetChunk } from "mediabunny";
import { sizeAtHeight } from "../../../../src-main/domain/renditions/renditions.ts";

/** Why a video is not made smaller here. */
export type WhyNot = "no-encoder" | "not-decoded" | "no-sound" | "already-small";

/** `vp9`: it may be VP9 where this PC has no coder for H.264. */
export type VideoRequest = Readonly<{ url: string; name: string; shortSidePx: number; vp9: boolean }>;

type Size = Readonly<{ widthPx: number; heightPx: number }>;

/** Coders in the order in which they are asked for, as WebCodecs calls them: main profile up to 1080 lines at 30 frames, and VP9's usual one. */
const CODERS = [
  { codec: "avc", full: "avc1.4d4028" },
  { codec: "vp9", full: "vp09.00.40.08" },
] as const;

/** Bits a pixel and second: a talk in a hall stays sharp, and a minute at 720 lines takes some 15 MB. */
const BITS_PER_PIXEL_SECOND = 2.2;
/** What is written at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** @returns the file, or why there is none. @throws {Error} it breaks off, or `signal` says so */
export async function encodeSmaller(
  { url, name, shortSidePx, vp9 }: VideoRequest,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<File | WhyNot> {
  const { ALL_FORMATS, Conversion, Input, Mp4OutputFormat, Output, StreamTarget, UrlSource } = await import("mediabunny");
  const input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) return "not-decoded";
    const size = sizeAtHeight(await shownSize(track), shortSidePx);
    if (size === undefined) return "already-small";
    const codec = await coderFor(size, vp9);
    if (codec === undefined) return "no-encoder";
    const written = growingFile();
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: false }),
      target: new StreamTarget(written.stream, { chunked: true, chunkSize: CHUNK_BYTES }),
    });
    const conversion = await Conversion.init({
      input,
      output,
      tracks: "primary",
      video: { codec, width: size.widthPx, height: size.heightPx, fit: "fill", bitrate: bitsFor(size), forceTranscode: true },
      showWarnings: false,
    });
    const reason = whyInvalid(conversion);
    if (reason !== undefined) return reason;
    await run(conversion, progress, signal);
    return new File([written.whole()], name.replace(/\.[^.]*$/, "") + ".mp4", { type: "video/mp4" });
  } finally {
    input.dispose();
  }
}

async function shownSize(track: InputVideoTrack): Promise<Size> {
  return { widthPx: await track.getDisplayWidth(), heightPx: await track.getDisplayHeight() };
}

function bitsFor({ widthPx, heightPx }: Size): number {
  return Math.round(widthPx * heightPx * BITS_PER_PIXEL_SECOND);
}

/** Asked each time: what a PC can do changes with its drivers and with the size. */
async function coderFor(size: Size, vp9: boolean): Promise<"avc" | "vp9" | undefined> {
  for (const { codec, full } of CODERS) {
    if (codec === "vp9" && !vp9) continue;
    const config = { codec: full, width: size.widthPx, height: size.heightPx, bitrate: bitsFor(size), framerate: 30 };
    const found = await VideoEncoder.isConfigSupported(config).catch(() => undefined);
    if (found?.supported === true) return codec;
  }
  return undefined;
}

/** A picture or a sound that would be lost keeps the whole from being made. */
function whyInvalid({ isValid, discardedTracks }: Conversion): WhyNot | undefined {
  const lost = discardedTracks.filter(({ reason }: DiscardedTrack) => reason !== "discarded_by_user");
  if (lost.some(({ track }) => track.isVideoTrack())) return "not-decoded";
  if (lost.some(({ track }) => track.isAudioTrack())) return "no-sound";
  return isValid ? undefined : "not-decoded";
}

async function run(conversion: Conversion, progress: (done: number) => void, signal: AbortSignal): Promise<void> {
  const stop = (): void => void conversion.cancel();
  signal.throwIfAborted();
  signal.addEventListener("abort", stop);
  conversion.onProgress = (done) => progress(done);
  try {
    await conversion.execute();
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** A file of pieces that the browser may lay on its disk; at the end some bytes at its start are written again. */
function growingFile(): Readonly<{ stream: WritableStream<StreamTargetChunk>; whole: () => Blob }> {
  const state = { whole: new Blob([]) };
  const stream = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => {
      const { whole } = state;
      state.whole = new Blob([whole.slice(0, position), data, whole.slice(position + data.byteLength)]);
    },
  });
  return { stream, whole: () => state.whole };
}
