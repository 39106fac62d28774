// What is noted of originals.
import type { OriginalWriter } from "../../usecases/ports/store/originals.ts";
import { forgetMedia, noteGone, readLeaving } from "../chain/forget.ts";
import { awaitLikeness, insertMedia } from "../deliveries/log-queries.ts";
import { readLackingMedia } from "../deliveries/receipt-queries.ts";
import { readAttachedAs, readKept, readMedia, readNamedMedia, readRecordsWith } from "../project/figure-queries.ts";
import { noteSmaller, readRenditionsNaming, readRenditionsOf } from "../project/renditions.ts";
import { isErased } from "../union/erase.ts";
import type { Connection } from "./connection.ts";

export function originalsOf({ statements, write }: Connection): OriginalWriter {
  return {
    media: (sha256) => readMedia(statements, sha256),
    keptOriginals: () => readKept(statements),
    namedMedia: () => readNamedMedia(statements),
    attachedAs: (sha256) => readAttachedAs(statements, sha256),
    recordsWith: (sha256) => readRecordsWith(statements, sha256),
    isErased: (hash) => isErased(statements, hash),
    lackingMedia: (unit) => readLackingMedia(statements, unit),
    renditionsOf: (original) => readRenditionsOf(statements, original),
    renditionsNaming: (file) => readRenditionsNaming(statements, file),
    leaving: () => readLeaving(statements),
    addMedia: (rows) => write(() => insertMedia(statements, rows)),
    noteSentPicture: (sha256) => write(() => awaitLikeness(statements, sha256, true)),
    noteRendition: (made) => write(() => noteSmaller(statements, made)),
    dropMedia: (sha256s) => write(() => forgetMedia(statements, sha256s)),
    noteGone: (sha256s) => write(() => noteGone(statements, sha256s)),
  };
}
