// A clip that the system's Chromium plays: a moving picture of two seconds, as a telephone's recorder would leave it.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../../media/made-files.ts";

/** Two seconds, 640 × 360, on 2021-06-16 at 09:40 in Gaotai. */
export async function takeClip(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "现场.webm");
  const source = ["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=2"];
  run(
    "ffmpeg",
    "-v",
    "error",
    "-y",
    ...source,
    "-c:v",
    "libvpx-vp9",
    "-g",
    "10",
    "-metadata",
    "creation_time=2021-06-16T01:40:00Z",
    path,
  );
  return path;
}

/** Two seconds of 1280 × 720 with a tone, as an MP4 of VP9 and AAC: large for what it shows. */
export async function takeLargeClip(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "VID_20210616_094000.mp4");
  const picture = ["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=2"];
  const sound = ["-f", "lavfi", "-i", "sine=f=440:d=2"];
  const video = ["-c:v", "libvpx-vp9", "-b:v", "12M", "-minrate", "12M", "-deadline", "realtime", "-cpu-used", "8"];
  run("ffmpeg", "-v", "error", "-y", ...picture, ...sound, ...video, "-c:a", "aac", "-shortest", path);
  return path;
}

/** A film of one second as an old camera writes it: MPEG-4 part 2 in AVI, which Chromium has no decoder for. */
export async function takeOldFilm(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "录像.avi");
  run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=1", "-c:v", "mpeg4", path);
  return path;
}
