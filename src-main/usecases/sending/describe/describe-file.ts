// An attachment in a line, for a reader without the program: its name, when it was taken, how large and how long it is.
import { sizeText } from "../../../domain/bundle/room.ts";
import { originalFileName, smallerFileName } from "../../../domain/file-names.ts";
import { statedFacts } from "../../../domain/kinds/file-facts.ts";
import { lengthText } from "../../../domain/kinds/length-text.ts";
import type { Attachment } from "../../../domain/kinds/values.ts";
import type { BundleReadmeFile } from "../../ports/bundles.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { Needs } from "../../workspace.ts";

/**
 * As the record tells it; the name is the one under which it is saved.
 *
 * @param small the smaller file that goes instead of it.
 */
export function describeFile(ws: Needs<OriginalReader>, attachment: Attachment, small: string | undefined): BundleReadmeFile {
  const { sha256 } = attachment;
  const carried = small ?? sha256;
  const ext = ws.store.media(carried)?.ext;
  const said = sayFile(attachment);
  return {
    sha256,
    carried,
    name: ext === undefined ? attachment.name : (small === undefined ? originalFileName : smallerFileName)(attachment.name, ext),
    said: small === undefined ? said : `压缩版，原件（${said}）在报送单位`,
  };
}

function sayFile(attachment: Attachment): string {
  const { takenAt, widthPx, heightPx, durationMs } = statedFacts(attachment);
  const isClip = attachment.class === "video" || attachment.class === "audio";
  const parts = [
    attachment.caption ?? "",
    takenAt === undefined ? "" : `拍摄于 ${takenAt.replace("T", " ")}`,
    widthPx === undefined || heightPx === undefined ? "" : `${widthPx} × ${heightPx}`,
    isClip ? (durationMs === undefined ? "时长未知" : `时长 ${lengthText(durationMs)}`) : "",
    sizeText(attachment.sizeBytes),
  ];
  return parts.filter((part) => part !== "").join("，");
}
