// The codings that the reader of headers tells, in the words of ffprobe. Pure.
import { memberOf } from "../../../domain/member-of.ts";
import { cleanWords } from "../shot/clean-words.ts";

/** What is read of a track of either kind. */
type CodedTrack = Readonly<{
  Format?: string;
  Format_Version?: string;
  Format_Profile?: string;
  Format_Settings_Endianness?: string;
  CodecID?: string;
  BitDepth?: number;
}>;

/** What has a name of its own in ffprobe; the rest is the same in small letters. */
const NAMES: Readonly<Record<string, string>> = {
  AVC: "h264",
  "MPEG-4 Visual": "mpeg4",
  JPEG: "mjpeg",
  "Sorenson Spark": "flv1",
  "H.263": "h263",
  "VC-1": "vc1",
  DV: "dvvideo",
  "AC-3": "ac3",
  "E-AC-3": "eac3",
  "GSM 6.10": "gsm_ms",
  "Monkey's Audio": "ape",
  "RealVideo 1": "rv10",
  "RealVideo 2": "rv20",
  "RealVideo 3": "rv30",
  "RealVideo 4": "rv40",
};

/** By the number that Microsoft gave each kind. */
const ADPCM: Readonly<Record<string, string>> = { "2": "adpcm_ms", "11": "adpcm_ima_wav", "17": "adpcm_ima_wav" };

/** Those of several kinds under one name. */
const KINDS: Readonly<Record<string, (track: CodedTrack) => string>> = {
  "MPEG Video": ({ Format_Version }) => (Format_Version === "1" ? "mpeg1video" : "mpeg2video"),
  "MPEG Audio": ({ Format_Profile }) => `mp${/\d/.exec(Format_Profile ?? "")?.[0] ?? "3"}`,
  WMA: ({ Format_Version, Format_Profile }) => (Format_Profile === "Pro" ? "wmapro" : `wmav${Format_Version ?? "2"}`),
  "VC-1": ({ CodecID }) => (CodecID === "WMV3" ? "wmv3" : "vc1"),
  ADPCM: ({ CodecID }) => memberOf(ADPCM, CodecID ?? "") ?? "adpcm",
  AMR: ({ Format_Profile }) => (Format_Profile === "Wide band" ? "amr_wb" : "amr_nb"),
  PCM: pcmName,
};

function pcmName({ BitDepth = 16, Format_Settings_Endianness: end }: CodedTrack): string {
  if (BitDepth === 8) return "pcm_u8";
  return `pcm_s${BitDepth}${end === "Big" ? "be" : "le"}`;
}

/** The coding of a track; undefined where there is none, or none is told. */
function readerCodec(track: CodedTrack | undefined): string | undefined {
  const format = track?.Format;
  if (track === undefined || format === undefined) return undefined;
  return memberOf(KINDS, format)?.(track) ?? memberOf(NAMES, format) ?? format.toLowerCase();
}

const MOST_CODEC = 60;

/** Picture and sound together: `h264 + aac`; empty where neither is known. */
export function codecName(...tracks: readonly (CodedTrack | undefined)[]): Readonly<{ codec?: string }> {
  const names = tracks.flatMap((track) => readerCodec(track) ?? []);
  const codec = cleanWords(names.join(" + "), MOST_CODEC);
  return codec === undefined ? {} : { codec };
}
