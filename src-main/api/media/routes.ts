// What the gallery shows, what leaves of it, and what screens ask about attachments beside the files themselves.
import { portableName } from "../../domain/file-names.ts";
import { unitName } from "../../usecases/campaign.ts";
import {
  allFiles,
  galleryFilter,
  pickedFiles,
  type ChooseFilesNeeds,
  type GalleryChoice as ChosenBy,
} from "../../usecases/gallery/choose-files.ts";
import { contactSheets } from "../../usecases/gallery/contact-sheets.ts";
import { exportOriginals } from "../../usecases/gallery/export-originals.ts";
import { recordName } from "../../usecases/gallery/record-name.ts";
import { keepPoster } from "../../usecases/records/originals/keep-poster.ts";
import { factsOf } from "../../usecases/records/originals/read-facts.ts";
import type { GalleryFile as StoredFile } from "../../usecases/ports/store/media/gallery.ts";
import { UNWATCHED, type Needs, type Workspace } from "../../usecases/workspace.ts";
import type { Procedures } from "../base.ts";
import type { Host, OpenWorkspace } from "../host.ts";
import { mediaItem, smallView, type MediaViewNeeds } from "../views/media-view.ts";
import { doubtRoutes } from "../doubts/routes.ts";
import type { GalleryChoice, GalleryFile, GalleryFilter } from "./contract.ts";
import { keepSmaller, makePhotoSmaller } from "../../usecases/records/originals/make-smaller.ts";
import type { OriginalReader } from "../../usecases/ports/store/originals.ts";
import type { SmallFile } from "../contract-parts.ts";

type FileViewNeeds = MediaViewNeeds & Pick<Workspace, "campaign">;

export function mediaRoutes({ at, host }: Pick<Procedures, "at" | "host">) {
  return {
    gallery: at.media.gallery.handler(({ input: { filter, sort, cursor, limit }, context }) => {
      const { ws } = context.workspace;
      const after = cursor === null ? {} : { after: cursor };
      const { files, next } = ws.store.galleryPage({ ...galleryFilter(ws, chosenBy(filter)), ...after, sort, limit });
      return {
        files: files.map((file) => fileView(ws, host, file)),
        next: next === undefined ? null : JSON.stringify(next),
      };
    }),
    galleryCounts: at.media.galleryCounts.handler(({ input: { filter }, context }) => {
      const { ws } = context.workspace;
      const { class: _any, ...ofAll } = galleryFilter(ws, chosenBy(filter));
      return { photo: 0, video: 0, audio: 0, document: 0, ...ws.store.galleryCounts(ofAll) };
    }),
    exportOriginals: at.media.exportOriginals.handler(({ input, context }) => ({
      task: startOriginals(context.workspace, host, input.choice, host.admitTarget(input.folder)),
    })),
    exportSheets: at.media.exportSheets.handler(({ input, context }) => ({
      task: startSheets(context.workspace, host, input.choice, host.admitTarget(input.folder)),
    })),
    previewStanding: at.media.previewStanding.handler(({ input, context }) => ({
      standing: context.workspace.ws.previews.stateOf(input.sha256),
    })),
    facts: at.media.facts.handler(async ({ input, context }) => ({
      facts: (await factsOf(context.workspace.ws, input.sha256)) ?? null,
    })),
    keepPoster: at.media.keepPoster.handler(async ({ input, context }) => {
      await keepPoster(context.workspace.ws, input.sha256, Buffer.from(input.base64, "base64"));
      return { ok: true as const };
    }),
    ...smallerRoutes({ at, host }),
    ...doubtRoutes({ at, host }),
  };
}

function smallerRoutes({ at, host }: Pick<Procedures, "at" | "host">) {
  const done = (): { ok: true } => {
    host.changes.ring("media");
    return { ok: true };
  };
  return {
    smallOnes: at.media.smallOnes.handler(({ input, context }) => smallOnes(context.workspace.ws, host, input.files)),
    makeSmaller: at.media.makeSmaller.handler(async ({ input, context, signal }) => {
      const progress = { ...UNWATCHED, ...(signal && { signal }) };
      await makePhotoSmaller(context.workspace.ws, input.sha256, undefined, progress);
      return done();
    }),
    keepSmaller: at.media.keepSmaller.handler(async ({ input, context, signal }) => {
      await host.uploads.use(input.uploadId, signal ?? UNWATCHED.signal, (file, progress) =>
        keepSmaller(context.workspace.ws, input.sha256, file, progress),
      );
      return done();
    }),
  };
}

/** Originals that are only drafted are described by nobody but their own rows. */
function smallOnes(ws: Needs<OriginalReader>, host: Host, files: readonly string[]): Record<string, SmallFile> {
  const found = files.flatMap((sha256) => {
    const [made] = ws.store.renditionsOf(sha256);
    return made === undefined ? [] : [[sha256, smallView(host, made)] as const];
  });
  return Object.fromEntries(found);
}

function chosenBy({ unit, record, class: named, period, fromDay, toDay }: GalleryFilter): ChosenBy {
  return {
    ...(unit !== undefined && { unit }),
    ...(record !== undefined && { record }),
    ...(named !== undefined && { class: named }),
    ...(period !== undefined && { period }),
    ...(fromDay !== undefined && { fromDay }),
    ...(toDay !== undefined && { toDay }),
  };
}

function chosen(ws: ChooseFilesNeeds, choice: GalleryChoice): Iterable<StoredFile> {
  return choice.of === "filter" ? allFiles(ws, chosenBy(choice.filter)) : pickedFiles(ws, choice.files);
}

function fileView(ws: FileViewNeeds, host: Host, { attachment, record }: StoredFile): GalleryFile {
  return {
    item: mediaItem(ws, host, attachment),
    record: { ...record, unitName: unitName(ws, record.unit), title: recordName(ws, record) },
  };
}

function startOriginals({ ws, papers }: OpenWorkspace, host: Host, choice: GalleryChoice, folder: string): string {
  return host.tasks.start({
    kind: "originals",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { readFrom: _from, ...written } = await exportOriginals(ws, papers, { folder, files: chosen(ws, choice) }, progress);
      return { kind: "originals", ...written };
    },
  });
}

function startSheets({ ws, papers }: OpenWorkspace, host: Host, choice: GalleryChoice, folder: string): string {
  return host.tasks.start({
    kind: "sheets",
    subject: null,
    measure: "things",
    work: async (progress, step) => {
      step("drawing");
      const files: { name: string; sizeBytes: number }[] = [];
      for await (const bytes of contactSheets(ws, papers, [...chosen(ws, choice)], progress)) {
        const number = files.length === 0 ? "" : `-${files.length + 1}`;
        const name = portableName(`媒体小样-${unitName(ws, ws.store.facts().unit)}${number}.pdf`, "媒体小样.pdf");
        await host.folders.write(folder, name, bytes);
        files.push({ name, sizeBytes: bytes.byteLength });
      }
      return { kind: "sheets", folder, files };
    },
  });
}
