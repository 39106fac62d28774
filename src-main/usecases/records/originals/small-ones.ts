// What is known here of originals that have not come, and of the smaller files (压缩版) that came for them.
import {
  originalState,
  smallFor,
  smallSuffices,
  type OriginalState,
  type Rendition,
} from "../../../domain/renditions/renditions.ts";
import { attachmentsShown, type Attachment } from "../../../domain/kinds/values.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { Needs } from "../../workspace.ts";

/** How a shown record describes a file; undefined where none does. */
export function describedAs(ws: Needs<OriginalReader & RecordReader>, sha256: string): Attachment | undefined {
  const [key] = ws.store.recordsWith(sha256);
  return attachmentsShown((key && ws.store.record(key)?.value) ?? null).find((one) => one.sha256 === sha256);
}

/** The smaller file that is here of an original. */
export function smallOf(ws: Needs<OriginalReader>, original: Attachment): Rendition | undefined {
  return smallFor(original, ws.store.renditionsOf(original.sha256));
}

/** 已到, 已到压缩版, 待补 or 已清除, as it is at this PC. */
export function stateOfOriginal(ws: Needs<OriginalReader>, original: Attachment): OriginalState {
  const here = ws.store.media(original.sha256) !== undefined;
  return originalState({
    here,
    erased: !here && ws.store.isErased(original.sha256),
    small: !here && smallOf(ws, original) !== undefined,
  });
}

/** Originals that are neither here nor erased, and that are still due: where the campaign says so, a smaller one that is here suffices. */
export function originalsDue(ws: Needs<OriginalReader & RecordReader, "campaign">, unit?: string): readonly string[] {
  const lacking = ws.store.lackingMedia(unit);
  if (!smallSuffices(ws.campaign())) return lacking;
  return lacking.filter((sha256) => {
    const original = describedAs(ws, sha256);
    return original === undefined || smallOf(ws, original) === undefined;
  });
}
