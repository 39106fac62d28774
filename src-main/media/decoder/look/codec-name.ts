// How picture and sound of a clip are coded, in the words that ffprobe uses. Pure.
import { cleanWords } from "./clean-words.ts";

const MOST_CODEC = 60;

/** Names of the media library that others call differently. */
const OTHERWISE: Readonly<Record<string, string>> = {
  avc: "h264",
  "pcm-s16": "pcm_s16le",
  "pcm-s24": "pcm_s24le",
  "pcm-s32": "pcm_s32le",
  "pcm-f32": "pcm_f32le",
  "pcm-f64": "pcm_f64le",
  ulaw: "pcm_mulaw",
  alaw: "pcm_alaw",
};

/** `h264 + aac`; empty where neither is known. */
export function codecName(video: string | null | undefined, audio: string | null | undefined): Readonly<{ codec?: string }> {
  const names = [video, audio].flatMap((name) => (name ? [OTHERWISE[name] ?? name.replace("-", "_")] : []));
  const codec = cleanWords(names.join(" + "), MOST_CODEC);
  return codec === undefined ? {} : { codec };
}
