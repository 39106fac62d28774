// Whether a photo looks as if it went through a chat program, which makes it smaller and takes its time and place away. Pure.
import type { Attachment } from "../kinds/values.ts";

/** Names that chat programs give: WeChat saved, exported, its camera; QQ; WhatsApp. */
const NAMES: readonly RegExp[] = [
  /^mmexport\d{10,}/i,
  /^微信图片_?\d*/,
  /^wx_camera_\d+/i,
  /^wechat(?:img|image)?[\d_ -]*\./i,
  /^qq图片\d*/i,
  /^IMG-\d{8}-WA\d+/i,
];

/** Sides that they reduce photos to: the shorter of WeChat and QQ, the longer of WeChat and WhatsApp. */
const SHORTER: ReadonlySet<number> = new Set([1080, 1279]);
const LONGER: ReadonlySet<number> = new Set([1280, 1600, 1706, 1707]);

type Photo = Pick<Attachment, "name" | "mime" | "takenAt" | "widthPx" | "heightPx">;

/** By its name; or, as a JPEG without a time, by its size. */
export function isSentThroughChat({ name, mime, takenAt, widthPx = 0, heightPx = 0 }: Photo): boolean {
  if (NAMES.some((pattern) => pattern.test(name))) return true;
  if (mime !== "image/jpeg" || takenAt !== undefined) return false;
  return SHORTER.has(Math.min(widthPx, heightPx)) || LONGER.has(Math.max(widthPx, heightPx));
}
