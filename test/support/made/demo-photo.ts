// A photo of the demo, drawn in this process as the decode worker draws it.
import { demoDrawing, type DemoPhotoRequest } from "../../../src-main/demo/pictures/demo-photos.ts";
import { fileOf } from "../../../src-main/media/decode/media-reader.ts";
import { drawPicture } from "../../../src-main/media/decoder/look/draw-picture.ts";

export function drawDemoPhoto(request: DemoPhotoRequest): Promise<Uint8Array> {
  const { svg, grey, ...picture } = demoDrawing(request);
  return drawPicture(fileOf(grey, svg), picture);
}
