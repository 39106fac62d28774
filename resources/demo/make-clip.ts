// Makes clip.mp4 anew: a slow pan over one of our own drawings with two soft notes. Needs ffmpeg; run `node resources/demo/make-clip.ts`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { chanceOf } from "../../src-main/demo/pictures/demo-chance.ts";
import { paintScene } from "../../src-main/demo/pictures/demo-scenes.ts";

const CLIP = { seconds: 6, framesPerSecond: 15, width: 640, height: 480, seed: 3 } as const;
const FRAMES = CLIP.seconds * CLIP.framesPerSecond;
const OUT = fileURLToPath(new URL("clip.mp4", import.meta.url));

function ffmpegArguments(): string[] {
  const picture = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${CLIP.width}x${CLIP.height}`, "-r", String(CLIP.framesPerSecond), "-i", "pipe:0"];
  const sound = ["-f", "lavfi", "-i", `aevalsrc=0.08*sin(2*PI*(392+131*gt(t\\,3))*t):d=${CLIP.seconds}:s=44100`];
  const video = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "27", "-pix_fmt", "yuv420p"];
  const audio = ["-c:a", "aac", "-b:a", "48k"];
  const facts = ["-metadata", "creation_time=2021-06-16T02:05:00Z", "-movflags", "+faststart", "-shortest"];
  return ["-v", "error", "-y", ...picture, ...sound, ...video, ...audio, ...facts, OUT];
}

const drawing = await sharp(Buffer.from(paintScene(chanceOf(CLIP.seed), CLIP.seed))).resize(1000, 750).removeAlpha().png().toBuffer();
const ffmpeg = spawn("ffmpeg", ffmpegArguments(), { stdio: ["pipe", "inherit", "inherit"] });
for (let frame = 0; frame < FRAMES; frame += 1) {
  const way = (1 - Math.cos((Math.PI * frame) / (FRAMES - 1))) / 2;
  const window = { left: Math.round(360 * way), top: Math.round(120 + 120 * way), width: CLIP.width, height: CLIP.height };
  ffmpeg.stdin.write(await sharp(drawing).extract(window).raw().toBuffer());
}
ffmpeg.stdin.end();
const [code] = (await once(ffmpeg, "exit")) as [number | null];
process.exitCode = code ?? 1;
